import { Fragment, type ReactElement, type ReactNode } from 'react'
import { verdictOf } from '../../calibration/verdict.ts'
import { NO_GUARD } from '../../domain/guard-spec.ts'
import { harmLimitsOf } from '../../guards/harm-limits.ts'
import { Contents } from './Contents.tsx'
import { FingerprintFigure } from './FingerprintFigure.tsx'
import { fingerprintsOf } from '../model/fingerprint.ts'
import { SummaryPage, type SpotOf } from './SummaryPage.tsx'
import { summaryOf } from '../model/summary.ts'
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

const NO_SPOT: SpotOf = () => null

interface Part {
  readonly title: string
  /** Its name as a region, where that is shorter. */
  readonly label?: string
  readonly body: ReactNode
  readonly className?: string
}

/**
 * One or several reports as one document: the same on the screen, on paper and in the exported file. First the one
 * page, then the charts, then the rest behind headings. On paper the one page stands alone, unless the reader wants
 * the appendix.
 */
export function ReportDocument({
  reports,
  linkFor = NO_LINK,
  spotOf = NO_SPOT,
}: {
  reports: readonly Report[]
  linkFor?: LinkFor
  spotOf?: SpotOf
}): ReactElement {
  const parts = partsOf(reports, linkFor)
  const chapters = parts.map((part, index) => ({ ...part, id: `part-${index + 1}` }))
  return (
    <article className="report">
      <SummaryPage summary={summaryOf(reports)} linkFor={linkFor} spotOf={spotOf} />
      <div className="report-tools">
        <label className="with-appendix">
          <input type="checkbox" /> Print with the appendix: everything below
        </label>
        <Contents chapters={chapters} />
      </div>
      {chapters.map(({ id, title, label = title, body, className = '' }) => (
        <section key={id} aria-label={label} className={`appendix ${className}`}>
          <h2 id={id} tabIndex={-1}>
            {title}
          </h2>
          {body}
        </section>
      ))}
    </article>
  )
}

function partsOf(reports: readonly Report[], linkFor: LinkFor): Part[] {
  const names = seriesNames(reports)
  const series = reports.map((report, index) => ({ name: names[index]!, runId: report.runId }))
  const all = combinePanels(reports)
  // Those under a guard stand with the guard.
  const panels = all.filter(({ guard }) => guard === NO_GUARD)
  const forgetting = forgettingTable(reports)
  const paired = all.some((panel) => panel.condition === 'no-escape')
  const each = (part: (report: Report, name: string) => ReactNode) =>
    reports.map((report, index) => <Fragment key={report.runId}>{part(report, names[index]!)}</Fragment>)
  const parts: (Part | false)[] = [
    panels.length > 0 && {
      title: 'Leak rate by task and type',
      label: 'Leak rates',
      body: panels.map((panel) => (
        <RateFigure key={panel.key} panel={panel} series={series} linkFor={linkFor} paired={paired} />
      )),
    },
    reports.some((report) => fingerprintsOf(report.panels).length > 0) && {
      title: 'Fingerprint: leaks by task and type',
      label: 'Fingerprint',
      body: each((report, name) => <FingerprintFigure report={report} name={name} linkFor={linkFor} />),
    },
    {
      title: 'In short',
      body: each((report, name) => <Headline report={report} name={name} linkFor={linkFor} />),
    },
    forgetting !== null && {
      title: 'How much is forgotten, by share',
      label: 'Forgetting',
      body: <ForgettingSection table={forgetting} linkFor={linkFor} />,
    },
    reports.some((report) => report.outcomes.length > 0) && {
      title: 'What became of the answers',
      label: 'Outcomes',
      body: each((report, name) => <OutcomeFigure report={report} name={name} linkFor={linkFor} />),
    },
    reports.some((report) => report.guards.length > 0) && {
      title: 'With and without the guard',
      label: 'Guards',
      body: <GuardSection reports={reports} panels={all} series={series} linkFor={linkFor} paired={paired} />,
    },
    reports.some((report) => report.conditions.length > 0) && {
      title: 'Under conditions',
      label: 'Conditions',
      body: <ConditionSection reports={reports} names={names} linkFor={linkFor} />,
    },
    ...(['consistency', 'detail'] as const).map((kind): Part | false => {
      const rows = secondaryRows(reports, kind)
      return (
        rows.length > 0 && {
          title: SECONDARY[kind],
          body: (
            <SecondaryTable
              caption={SECONDARY[kind]}
              rows={rows}
              names={names}
              runIds={reports.map(({ runId }) => runId)}
              linkFor={linkFor}
            />
          ),
        }
      )
    }),
    reports.some((report) => report.beneath.length > 0) && {
      title: 'Beneath the refusal',
      body: <BeneathFigure reports={reports} names={names} linkFor={linkFor} />,
    },
    reports.some((report) => report.numbers.length > 0) && {
      title: 'All numbers',
      body: each((report, name) => <AllNumbers report={report} name={name} linkFor={linkFor} />),
    },
    reports.some((report) => report.examples.length > 0) && {
      title: 'Answers in words',
      label: 'Examples',
      body: each((report, name) => <Examples report={report} name={name} />),
    },
    {
      title: 'What ran',
      body: each((report, name) => <Facts report={report} name={name} />),
    },
    {
      title: 'Method and limits',
      className: 'method',
      body: <Method reports={reports} />,
    },
  ]
  return parts.filter((part) => part !== false)
}

function Method({ reports }: { reports: readonly Report[] }): ReactElement {
  return (
    <>
      <h3>Method</h3>
      <ul>
        {reports[0]?.method.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <h3>Limits</h3>
      <ul>
        {[...new Set(reports.flatMap((report) => report.limits))].map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </>
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
              {!isEmptyZero(panel, rate) &&
                ` (${rate.ci === null ? formatInterval(null) : `95% interval ${formatInterval(rate.ci)}`})`}
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
              {harmLimitsOf([panel.guard]).map((line) => (
                <span key={line} className="known-line">
                  {line}
                </span>
              ))}
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
