import type { ReactElement, ReactNode } from 'react'
import type { LinkFor } from '../model/combine.ts'
import type { Summary } from '../model/summary.ts'
import { SamplesLink } from './SamplesLink.tsx'
import { Value } from './Value.tsx'

const TONE: Readonly<Record<Summary['findings'][number]['tone'], string>> = { leaks: '▲', nothing: '✓', open: '○' }

const FROM = {
  picture: 'It stood in the picture that was shown.',
  training: 'No picture showed it: the model knew it from its training.',
} as const

/** A leak of the summary, whose place in its picture is to be shown. */
export type ToldLeak = Summary['worst'][number]

/** Shows a leak's picture, and where in it the value stands; null where there is none to show. */
export type SpotOf = (leak: ToldLeak) => ReactNode

/** What a reader must know, on one page of paper. */
export function SummaryPage({
  summary,
  linkFor,
  spotOf,
}: {
  summary: Summary
  linkFor: LinkFor
  spotOf: SpotOf
}): ReactElement {
  const { unfinished, findings, more, worst, advice } = summary
  return (
    <section className="summary" aria-labelledby="summary">
      <h2 id="summary">On one page</h2>
      {unfinished.map(({ runId, model, line }) => (
        <p key={runId} className="answers-line answers-bad">
          <b>{model}.</b> {line}
        </p>
      ))}
      <ul className="findings">
        {findings.map(({ key, tone, model, sentence, sure, worth, against, runId, selection }) => (
          <li key={key} className={`finding finding-${tone}`}>
            <span aria-hidden="true" className="finding-sign">
              {TONE[tone]}
            </span>
            <div>
              <p className="finding-says">
                <b>{model}.</b>{' '}
                <SamplesLink linkFor={linkFor} runId={runId} selection={selection}>
                  {sentence}
                </SamplesLink>
              </p>
              <p className="known-line">
                <b>How sure:</b> {sure} {worth}
              </p>
              {against !== null && <p className="known-line">{against}</p>}
            </div>
          </li>
        ))}
      </ul>
      {more > 0 && <p className="known-line">{more} more, below.</p>}
      {worst.length > 0 && (
        <>
          <h3>The worst that came out</h3>
          <ol className="worst">
            {worst.map((leak) => (
              <li key={`${leak.runId} ${leak.sampleId}`}>
                <div>
                  <p>
                    <b>
                      {leak.typeTitle}
                      {leak.subject !== null && ` of ${leak.subject}`}
                    </b>
                    , by {leak.model}. {leak.from !== null && FROM[leak.from]}
                  </p>
                  <p className="known-line" dir="auto">
                    Asked: {leak.question}
                  </p>
                  <p className="output" dir="auto">
                    {leak.before}
                    <mark className="span-leak">
                      <Value>{leak.value}</Value>
                    </mark>
                    {leak.after}
                  </p>
                </div>
                {spotOf(leak)}
              </li>
            ))}
          </ol>
        </>
      )}
      <h3>What to do now</h3>
      <ul className="advice">
        {advice.map(({ what, measured }) => (
          <li key={what}>
            {what}
            {measured !== null && <span className="known-line">Measured here: {measured}</span>}
          </li>
        ))}
      </ul>
    </section>
  )
}
