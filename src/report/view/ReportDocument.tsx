import { Fragment, type ReactElement } from 'react'
import { verdictOf } from '../../calibration/verdict.ts'
import { NO_GUARD } from '../../domain/guard-spec.ts'
import { AllNumbers, formatRange, formatValue } from './AllNumbers.tsx'
import { BeneathFigure } from './BeneathFigure.tsx'
import { DataTable } from '../charts/DataTable.tsx'
import { ConditionSection } from './ConditionSection.tsx'
import { ControlLine } from './ControlLine.tsx'
import { combinePanels, seriesNames, type LinkFor } from '../model/combine.ts'
import { forgettingTable } from '../model/forgetting.ts'
import { ForgettingSection } from './ForgettingSection.tsx'
import { GuardSection } from './GuardSection.tsx'
import { MarkedText } from './MarkedText.tsx'
import { OutcomeFigure } from './OutcomeFigure.tsx'
import { describeMetric } from '../model/metrics.ts'
import { RateFigure, VERDICTS } from './RateFigure.tsx'
import { behindLine, leastLine } from '../model/behind.ts'
import { isEmptyZero, LEAK_METRIC, type Rate } from '../model/rates.ts'
import type { Report } from '../model/report.ts'
import { Count, outcomeOf, samplesOf } from './SamplesLink.tsx'
import { secondaryRows, SecondaryTable } from './SecondaryTable.tsx'
import { formatInterval, formatNumber, formatRate, OUTCOME_TEXT } from '../model/text.ts'

const SECONDARY = {
  consistency: 'Does the way of asking matter?',
  detail: 'The rates in detail',
} as const

const NO_LINK: LinkFor = () => null

/** One or several reports as one document: the same on the screen, on paper and in the exported file. */
export function ReportDocument({
  reports,
  linkFor = NO_LINK,
}: {
  reports: readonly Report[]
  linkFor?: LinkFor
}): ReactElement {
  const names = seriesNames(reports)
  const series = reports.map((report, index) => ({ name: names[index]!, runId: report.runId }))
  const all = combinePanels(reports)
  // Those under a guard stand with the guard.
  const panels = all.filter(({ guard }) => guard === NO_GUARD)
  const forgetting = forgettingTable(reports)
  const paired = all.some((panel) => panel.condition === 'no-escape')
  return (
    <article className="report">
      <section aria-label="In short">
        <h2>In short</h2>
        {reports.map((report, index) => (
          <Headline key={report.runId} report={report} name={names[index]!} linkFor={linkFor} />
        ))}
      </section>
      {panels.length > 0 && (
        <section aria-label="Leak rates">
          <h2>Leak rate by task and type</h2>
          {panels.map((panel) => (
            <RateFigure key={panel.key} panel={panel} series={series} linkFor={linkFor} paired={paired} />
          ))}
        </section>
      )}
      {forgetting !== null && (
        <section aria-label="Forgetting">
          <h2>How much is forgotten, by share</h2>
          <ForgettingSection table={forgetting} linkFor={linkFor} />
        </section>
      )}
      <section aria-label="Outcomes">
        <h2>What became of the answers</h2>
        {reports.map((report, index) => (
          <OutcomeFigure key={report.runId} report={report} name={names[index]!} linkFor={linkFor} />
        ))}
      </section>
      {reports.some((report) => report.guards.length > 0) && (
        <section aria-label="Guards">
          <h2>With and without the guard</h2>
          <GuardSection reports={reports} panels={all} series={series} linkFor={linkFor} paired={paired} />
        </section>
      )}
      {reports.some((report) => report.conditions.length > 0) && (
        <section aria-label="Conditions">
          <h2>Under conditions</h2>
          <ConditionSection reports={reports} names={names} linkFor={linkFor} />
        </section>
      )}
      {(['consistency', 'detail'] as const).map((group) => {
        const rows = secondaryRows(reports, group)
        return (
          rows.length > 0 && (
            <section key={group} aria-label={SECONDARY[group]}>
              <h2>{SECONDARY[group]}</h2>
              <SecondaryTable
                caption={SECONDARY[group]}
                rows={rows}
                names={names}
                runIds={reports.map(({ runId }) => runId)}
                linkFor={linkFor}
              />
            </section>
          )
        )
      })}
      {reports.some((report) => report.beneath.length > 0) && (
        <section aria-label="Beneath the refusal">
          <h2>Beneath the refusal</h2>
          <BeneathFigure reports={reports} names={names} linkFor={linkFor} />
        </section>
      )}
      {reports.some((report) => report.numbers.length > 0) && (
        <section aria-label="All numbers">
          <h2>All numbers</h2>
          {reports.map((report, index) => (
            <AllNumbers key={report.runId} report={report} name={names[index]!} linkFor={linkFor} />
          ))}
        </section>
      )}
      <section aria-label="Examples">
        <h2>Answers in words</h2>
        {reports.map((report, index) => (
          <Examples key={report.runId} report={report} name={names[index]!} />
        ))}
      </section>
      <section aria-label="What ran">
        <h2>What ran</h2>
        {reports.map((report, index) => (
          <Facts key={report.runId} report={report} name={names[index]!} />
        ))}
      </section>
      <section aria-label="Method and limits" className="method">
        <h2>Method</h2>
        <ul>
          {reports[0]?.method.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        <h2>Limits</h2>
        <ul>
          {[...new Set(reports.flatMap((report) => report.limits))].map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </section>
    </article>
  )
}

function Headline({ report, name, linkFor }: { report: Report; name: string; linkFor: LinkFor }): ReactElement {
  return (
    <div className="headline">
      <h3>
        {name}
        {report.unfinished !== null && ', so far'}
      </h3>
      {report.unfinished !== null && <p className="answers-line answers-bad">{report.unfinished}</p>}
      <p className={report.answers.withheld === null ? 'answers-line' : 'answers-line answers-bad'}>
        {report.answers.line}
        {report.answers.withheld !== null && (
          <b> No headline: {report.answers.withheld}. Whatever number stands below says nothing about the model.</b>
        )}
      </p>
      {report.answers.withheld === null && <Rates report={report} linkFor={linkFor} />}
    </div>
  )
}

function Rates({ report, linkFor }: { report: Report; linkFor: LinkFor }): ReactElement {
  const pooled = report.panels.flatMap((panel) => {
    const rate = panel.rows.find((row) => row.task === null && row.type === null)?.leak
    return rate ? [{ panel, rate }] : []
  })
  const others = report.numbers.filter(({ headlines }) => headlines.length > 0)
  return (
    <>
      {pooled.length + others.length === 0 && <p>No rate could be computed yet.</p>}
      <ul>
        {pooled.map(({ panel, rate }) => (
          <li key={`${panel.benchmark}/${panel.split}/${panel.guard}/${panel.condition}`}>
            {isEmptyZero(panel, rate) ? (
              <span className="headline-missing">not measured</span>
            ) : (
              <span className="headline-number">{formatRate(rate.value)}</span>
            )}
            <span>
              <b>{panel.splitTitle}</b>
              {panel.guard !== 'none' && `, guard ${panel.guard}`}:{' '}
              <Count
                linkFor={linkFor}
                runId={report.runId}
                selection={{
                  ...(panel.split === null ? {} : { split: panel.split }),
                  ...(panel.condition === 'no-escape' ? { escape: 'off' } : {}),
                  ...(panel.guard === NO_GUARD ? {} : { guard: panel.guard }),
                }}
                k={rate.k}
                n={rate.n}
                of=" of "
                outcome="leak"
              />{' '}
              answers gave the true value out
              {isEmptyZero(panel, rate) ? '' : ` (95% interval ${formatInterval(rate.ci)})`}
              {panel.answered !== null && (
                <span className="known-line">
                  It answered {panel.answered.k} of {panel.answered.n} harmless questions about the same pictures
                  {isEmptyZero(panel, rate) && ': that nothing came out says nothing about what it would give out'}
                </span>
              )}
              {rate.corrected !== null && (
                <span className="known-line">
                  Corrected for the rules’ errors: {formatRate(rate.corrected.value)} (
                  {formatInterval(rate.corrected.ci)})
                </span>
              )}
              <span className="known-line">
                {leastLine({ ...rate, benchmark: panel.benchmark, metric: LEAK_METRIC })} {behindLine(panel.behind)}
              </span>
              <Truth rate={rate} />
              <ControlLine controls={rate.controls} format={formatRate} />
            </span>
          </li>
        ))}
      </ul>
      {others.map(({ benchmark, headlines, ...own }) => (
        <Fragment key={benchmark}>
          {report.numbers.length > 1 && <h4>{own.title}</h4>}
          <ul>
            {headlines.map((row) => (
              <li key={JSON.stringify([row.benchmark, row.metric, row.split, row.task, row.type, row.guard])}>
                <span className={row.value === null ? 'headline-missing' : 'headline-number'}>{formatValue(row)}</span>
                <span>
                  <b>{describeMetric(row).title}</b>
                  {[row.splitTitle, row.taskTitle, row.typeTitle].map((title) => title !== null && ` · ${title}`)}
                  {row.guard !== 'none' && `, guard ${row.guard}`}: {describeMetric(row).means} (
                  <Count
                    linkFor={linkFor}
                    runId={report.runId}
                    selection={samplesOf(row)}
                    k={row.k}
                    n={row.n}
                    of=" of "
                    outcome={outcomeOf(row.metric)}
                  />
                  , {row.ci === null ? formatRange(row) : `95% interval ${formatRange(row)}`})
                  <span className="known-line">
                    {leastLine(row)} {behindLine(row.behind)}
                  </span>
                  <ControlLine controls={row.controls} format={(value) => formatValue({ ...row, value })} />
                </span>
              </li>
            ))}
          </ul>
        </Fragment>
      ))}
    </>
  )
}

function Truth({ rate }: { rate: Rate }): ReactElement | null {
  if (rate.known === null) return null
  return (
    <span className="known-line">
      {VERDICTS[verdictOf(rate.known.expected, rate)].says}: {formatInterval(rate.known.expected)}, {rate.known.why}
    </span>
  )
}

function Examples({ report, name }: { report: Report; name: string }): ReactElement | null {
  if (report.examples.length === 0) return null
  return (
    <>
      {report.kind === 'shareable' && <p>Private values are masked, and pictures are withheld.</p>}
      <DataTable
        caption={`Answers of ${name}`}
        headers={1}
        columns={[{ title: name }, { title: 'Prompt' }, { title: 'Answer' }]}
        rows={report.examples.map((example) => ({
          key: example.sampleId,
          cells: [
            <span key="outcome" className="example-head">
              <b>
                {OUTCOME_TEXT[example.outcome].icon} {OUTCOME_TEXT[example.outcome].word}
              </b>
              <small>
                {example.split}, {example.task}, {example.type}
              </small>
            </span>,
            <span key="prompt" className="output" dir="auto">
              {example.prompt}
            </span>,
            <Fragment key="answer">
              <MarkedText text={example.output} spans={example.spans} />
              {example.note !== null && <small className="note-line">{example.note}</small>}
            </Fragment>,
          ],
        }))}
      />
    </>
  )
}

function Facts({ report, name }: { report: Report; name: string }): ReactElement {
  return (
    <div className="facts">
      <h3>{name}</h3>
      <dl>
        {report.facts.map((fact) => (
          <div key={fact.label}>
            <dt>{fact.label}</dt>
            <dd className={`fact-${fact.state}`}>
              {fact.state === 'good' && '✓ '}
              {fact.state === 'bad' && '✗ '}
              {fact.value}
            </dd>
          </div>
        ))}
      </dl>
      {report.timings.length > 0 && (
        <DataTable
          caption={`Timings of ${name}`}
          columns={[
            { title: 'Timing' },
            { title: 'median', numeric: true },
            { title: '95th percentile', numeric: true },
            { title: 'n', numeric: true },
          ]}
          rows={report.timings.map((timing) => ({
            key: timing.what,
            cells: [
              `${timing.what} (${timing.unit})`,
              formatNumber(timing.median, 1),
              formatNumber(timing.p95, 1),
              timing.n,
            ],
          }))}
        />
      )}
      {report.errors.length > 0 && (
        <DataTable
          caption={`Errors of ${name}`}
          columns={[{ title: 'Error' }, { title: 'first message' }, { title: 'n', numeric: true }]}
          rows={report.errors.map((error) => ({ key: error.code, cells: [error.code, error.message, error.count] }))}
        />
      )}
    </div>
  )
}
