import { useCallback, useState, type ReactElement } from 'react'
import { BENCHMARKS } from '../../benchmarks/registry.ts'
import { ALPHA, type Discoveries } from '../../domain/discoveries.ts'
import { NO_GUARD } from '../../domain/guard-spec.ts'
import { HARM_DETECTOR_MEASURED } from '../../guards/harm-limits.ts'
import type { Metric, Run } from '../../domain/run.ts'
import { TablesOpen } from '../../report/charts/ChartFigure.tsx'
import { DataTable } from '../../report/charts/DataTable.tsx'
import { behindText, leastText } from '../../report/model/behind.ts'
import { benchmarkTitle, titleOf } from '../../report/model/titles.ts'
import { describeMetric, numberLimits } from '../../report/model/metrics.ts'
import { formatNumber, OUTCOME_TEXT } from '../../report/model/text.ts'
import { formatRange, formatValue } from '../../report/view/AllNumbers.tsx'
import { MarkedText } from '../../report/view/MarkedText.tsx'
import { download } from '../download.ts'
import { Notice } from '../kit/Notice.tsx'
import { formatRoute, NO_FILTER } from '../route.ts'
import { runName } from '../runs/state.ts'
import { useSession } from '../session.ts'
import { useLoaded } from '../useLoaded.ts'
import { navigate, useRoute } from '../useRoute.ts'
import { formatDate } from '../words.ts'
import { compareStored, type Comparison, type Comparisons } from './compare-runs.ts'
import { comparisonJson } from './comparison-json.ts'
import { differencesOf } from './differences.ts'
import { newestPair } from './newest-pair.ts'

const METAS = BENCHMARKS.map(({ meta }) => meta)
/** So many answers are shown at first; all of them are in the exports of both runs. */
const SHOWN = 30

/** Two runs or more on the same questions: the first is what the others are held against. */
export default function CompareScreen(): ReactElement {
  const session = useSession()
  const { runIds } = useRoute()
  const runs = useLoaded(useCallback(() => session.runs(), [session]))
  const compared = useLoaded(
    useCallback(() => (runIds.length < 2 ? Promise.resolve(null) : compareStored(session, runIds)), [session, runIds]),
  )
  return (
    <div className="report compare">
      <h1>Compare runs</h1>
      {runs.value !== null && <Picker runs={runs.value} chosen={runIds} />}
      {runs.value !== null && runIds.length === 0 && <Suggestion runs={runs.value} />}
      {compared.state === 'failed' && (
        <Notice kind="bad" title="These runs cannot be compared">
          {compared.error}
        </Notice>
      )}
      {compared.state === 'loading' && runIds.length > 1 && (
        <p role="status" className="muted">
          Pairing the answers and testing every difference…
        </p>
      )}
      {compared.value !== null && <Result {...compared.value} />}
    </div>
  )
}

function Picker({ runs, chosen }: { runs: readonly Run[]; chosen: readonly string[] }): ReactElement {
  const choose = (position: number, id: string) => {
    const next = [...chosen]
    if (id === '') next.splice(position, 1)
    else next[position] = id
    navigate({ screen: 'compare', runIds: [...new Set(next.filter(Boolean))] }, 'replace')
  }
  if (runs.length < 2)
    return (
      <section className="card nothing-yet">
        <p>What two runs answered to the same questions, side by side: models, guards, prompts, before and after.</p>
        <p>
          It takes two runs, and {runs.length === 0 ? 'there is none yet' : 'there is one'}:{' '}
          <a href={formatRoute({ screen: 'plan' })}>plan an audit</a>, or{' '}
          <a href={formatRoute({ screen: 'runs' })}>open a run that was exported</a>.
        </p>
      </section>
    )
  const fields = [...chosen, ...(chosen.length < runs.length ? [''] : []), ...(chosen.length === 0 ? [''] : [])]
  return (
    <div className="fields">
      {fields.map((id, position) => (
        // Positions have no names of their own.
        // eslint-disable-next-line react/no-array-index-key
        <label key={position} className="field">
          <span>{position === 0 ? 'Reference: what it was before' : `Run ${position + 1}`}</span>
          <select value={id} onChange={(event) => choose(position, event.target.value)}>
            <option value="">{position < 2 ? 'Choose a run' : 'No further run'}</option>
            {runs
              .filter((run) => run.id === id || !chosen.includes(run.id))
              .map((run) => (
                <option key={run.id} value={run.id}>
                  {runName(run)}, {formatDate(run.createdAt)}
                </option>
              ))}
          </select>
        </label>
      ))}
    </div>
  )
}

function Suggestion({ runs }: { runs: readonly Run[] }): ReactElement | null {
  const pair = newestPair(runs)
  if (pair === null) return null
  const [older, newer] = pair
  return (
    <p>
      The newest two that were asked the same:{' '}
      <a href={formatRoute({ screen: 'compare', runIds: [older.id, newer.id] })}>
        {runName(older)}, {formatDate(older.createdAt)}, and {runName(newer)}, {formatDate(newer.createdAt)}
      </a>
      .
    </p>
  )
}

function Result({ reference, runs, each, discoveries }: Comparisons): ReactElement {
  const differences = differencesOf(runs)
  const names = runs.map((run, index) => `${index + 1}. ${runName(run)}`)
  return (
    <TablesOpen value={true}>
      <p className="actions">
        <button
          type="button"
          onClick={() => download('comparison.json', comparisonJson(reference, each), 'application/json')}
        >
          Save the numbers (JSON)
        </button>
        <a className="button" href={formatRoute({ screen: 'report', runIds: runs.map(({ id }) => id) })}>
          One report of all
        </a>
      </p>
      <section aria-label="What differs">
        <h2>What differs between the runs</h2>
        {differences.length === 0 ? (
          <p>Nothing of what could change an answer: differences below are what repeating gives.</p>
        ) : (
          <DataTable
            caption="What differs between the runs"
            columns={[{ title: 'What' }, ...names.map((title) => ({ title }))]}
            rows={differences.map(({ what, values }) => ({ key: what, cells: [what, ...values] }))}
            headers={1}
          />
        )}
      </section>
      {discoveries !== null && <Multiplicity {...discoveries} />}
      {each.map((comparison) => (
        <Pair key={comparison.run.id} reference={reference} discoveries={discoveries} {...comparison} />
      ))}
    </TablesOpen>
  )
}

function Multiplicity({ tests, byChance, below, survive }: Omit<Discoveries, 'adjusted'>): ReactElement {
  return (
    <p>
      {tests} {tests === 1 ? 'difference was' : 'differences were'} tested. By chance alone {formatNumber(byChance, 1)}{' '}
      would have p at most .05; {below} {below === 1 ? 'has' : 'have'}, and {survive}{' '}
      {survive === 1 ? 'survives' : 'survive'} the correction for their number (Benjamini and Hochberg; marked ✓). p is
      of the exact test of no difference on the same questions: McNemar’s, with all answers about one person or picture
      going over together.
    </p>
  )
}

function Pair({
  run,
  reference,
  metrics,
  changed,
  common,
  discoveries,
}: Comparison & { reference: Run; discoveries: Discoveries | null }): ReactElement {
  const [all, setAll] = useState(false)
  const title = `${runName(run)} against ${runName(reference)}`
  const leaksOnly = changed.filter(({ before, after }) => (before.outcome === 'leak') !== (after.outcome === 'leak'))
  const more = leaksOnly.filter(({ after }) => after.outcome === 'leak').length
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      {common === 0 || metrics.length === 0 ? (
        <p>They have no answered question in common, so nothing can be paired.</p>
      ) : (
        <>
          <p>
            {common} questions were put to both. {more} answers leak that did not, {leaksOnly.length - more} no longer
            leak; {changed.length} have another outcome.
          </p>
          <DataTable
            caption={`Differences: ${title}`}
            columns={[
              { title: 'Where' },
              { title: 'Number' },
              { title: 'Difference', numeric: true },
              { title: '95% interval', numeric: true },
              { title: 'n', numeric: true },
              { title: 'Least detectable', numeric: true },
              { title: 'Unparsed, errors, degenerate', numeric: true },
              { title: 'The same of the reference', numeric: true },
            ]}
            rows={metrics.map((metric) => {
              const adjusted = discoveries?.adjusted.get(metric) ?? null
              return {
                key: JSON.stringify([
                  metric.benchmark,
                  metric.guard,
                  metric.condition,
                  metric.metric,
                  metric.split,
                  metric.task,
                  metric.type,
                ]),
                cells: [
                  placeOf(metric),
                  describeMetric(metric).title,
                  adjusted === null
                    ? formatValue(metric)
                    : `${adjusted <= ALPHA ? '✓ ' : ''}${formatP(metric.value)} (${formatP(adjusted)} corrected)`,
                  adjusted === null ? formatRange(metric) : '',
                  metric.n,
                  leastText(metric),
                  behindText(metric.behind.run),
                  behindText(metric.behind.reference),
                ],
              }
            })}
            headers={2}
          />
          {metrics.some((metric) => numberLimits(metric).length > 0) && (
            <p className="note-line">{HARM_DETECTOR_MEASURED}</p>
          )}
        </>
      )}
      {changed.length > 0 && (
        <>
          <h3>Answers that changed</h3>
          <DataTable
            caption={`Answers that changed: ${title}`}
            columns={[{ title: 'Question' }, { title: runName(reference) }, { title: runName(run) }]}
            rows={(all ? changed : changed.slice(0, SHOWN)).map(({ key, sampleId, guard, place, before, after }) => ({
              key,
              cells: [
                <a
                  key="question"
                  href={formatRoute({
                    screen: 'samples',
                    runIds: [run.id],
                    filter: {
                      ...NO_FILTER,
                      guard: guard === NO_GUARD ? null : guard,
                      condition: after.condition ?? null,
                    },
                    sampleId,
                  })}
                >
                  {place}
                </a>,
                <Answer key="before" row={before} />,
                <Answer key="after" row={after} />,
              ],
            }))}
            headers={1}
          />
          {!all && changed.length > SHOWN && (
            <button type="button" onClick={() => setAll(true)}>
              Show all {changed.length}
            </button>
          )}
        </>
      )}
    </section>
  )
}

/** A p that is not nought is not written so. */
function formatP(p: number | null): string {
  return p !== null && p > 0 && p < 0.001 ? 'below .001' : formatNumber(p, 3)
}

function Answer({ row }: { row: Comparison['changed'][number]['before'] }): ReactElement {
  return (
    <>
      <small>
        {row.outcome === null ? 'not scored' : `${OUTCOME_TEXT[row.outcome].icon} ${OUTCOME_TEXT[row.outcome].word}`}
      </small>
      <MarkedText text={row.output} spans={row.spans} />
    </>
  )
}

function placeOf({ benchmark, guard, condition, split, task, type }: Metric): string {
  const of = (kind: 'splits' | 'tasks' | 'types', id: string | null) =>
    id === null ? null : titleOf(METAS, benchmark, kind, id)
  return [
    benchmarkTitle(METAS, benchmark),
    of('splits', split),
    of('tasks', task),
    of('types', type),
    guard === NO_GUARD ? null : `guard ${guard}`,
    condition ?? null,
  ]
    .filter((part) => part !== null)
    .join(' · ')
}
