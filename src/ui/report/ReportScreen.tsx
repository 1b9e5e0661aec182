import { BENCHMARKS } from '../../benchmarks/registry.ts'
import { useCallback, useMemo, useState, type ReactElement } from 'react'
import { TablesOpen } from '../../report/charts/ChartFigure.tsx'
import { reportTitle } from '../../report/model/text.ts'
import { Interactive } from '../../report/view/OperatingFigure.tsx'
import { ReportDocument } from '../../report/view/ReportDocument.tsx'
import type { SpotOf } from '../../report/view/SummaryPage.tsx'
import { type ExportKind, type LinkFor } from '../../report/index.ts'
import { auditOf, type Session } from '../../run/index.ts'
import { calibration } from '../calibration.ts'
import { knownOf } from '../known.ts'
import { NoRun, Unshown } from '../kit/NoRun.tsx'
import { formatRoute, NO_FILTER } from '../route.ts'
import { metricsOf, readRun, type StoredRun } from '../results.ts'
import { useSession } from '../session.ts'
import { useLoaded } from '../useLoaded.ts'
import { useRoute } from '../useRoute.ts'
import { formatDate } from '../words.ts'
import { CoverAgain } from './CoverAgain.tsx'
import { Exports } from './Exports.tsx'
import { LeakSpot } from './LeakSpot.tsx'
import { useReports } from './useReports.ts'

/** The way back from the samples leads to all that the report shows. */
function linksFrom(runIds: readonly string[]): LinkFor {
  return (runId, selection) => formatRoute({ screen: 'samples', runIds, runId, filter: { ...NO_FILTER, ...selection } })
}

/** Pictures are in no report; the screen that holds them shows them beside it, unless values are masked. */
function spotsIn(results: readonly StoredRun[], kind: ExportKind): SpotOf {
  return ({ runId, sampleId, imageId, from }) => {
    if (imageId === null || from === 'training' || kind === 'shareable') return null
    const sample = results.find(({ run }) => run.id === runId)?.samples.find(({ id }) => id === sampleId)
    return sample === undefined ? null : <LeakSpot sample={sample} />
  }
}

export default function ReportScreen(): ReactElement {
  const session = useSession()
  const { runIds } = useRoute()
  const [kind, setKind] = useState<ExportKind>('private')
  const data = useLoaded(useCallback(() => load(session, runIds), [session, runIds]))
  const inputs = data.value?.results
  const built = useReports(inputs, kind)
  // One element for one set of reports: a click that changes anything else must not draw it anew, at once and whole.
  const shownReport = useMemo(
    () =>
      built && (
        <ReportDocument
          reports={built.reports}
          linkFor={linksFrom(built.reports.map(({ runId }) => runId))}
          spotOf={spotsIn(inputs ?? [], built.kind)}
        />
      ),
    [built, inputs],
  )
  const error = data.error ?? built?.error ?? null
  if (error !== null) return <Unshown screen="Report" title="The report cannot be shown" error={error} />
  if (data.state !== 'ready' || built === null)
    return (
      <>
        <h1>Report</h1>
        <p className="muted" role="status">
          Counting answers and resampling intervals…
        </p>
      </>
    )
  const { results, others } = data.value
  if (results.length === 0) {
    return (
      <>
        <h1>Report</h1>
        <NoRun shows="What a model gave away, how sure that is, the worst of it, and what to do now, on one page." />
      </>
    )
  }
  const { reports } = built
  return (
    <>
      <div className="report-head">
        <h1>{reportTitle(reports.map((report) => report.modelName))}</h1>
        <Exports kind={kind} onKind={setKind} results={results} reports={reports} />
      </div>
      {results.length === 1 && <CoverAgain run={results[0]!.run} />}
      <TablesOpen value={false}>
        <Interactive value={true}>{shownReport}</Interactive>
      </TablesOpen>
      {others.length > 0 && (
        <section className="other-runs" aria-labelledby="other-runs">
          <h2 id="other-runs">Other runs</h2>
          <ul>
            {others.map((run) => (
              <li key={run.id}>
                <a href={formatRoute({ screen: 'report', runIds: [run.id] })}>
                  {run.environment?.modelName ?? run.config.model}
                </a>
                , {formatDate(run.createdAt)}, {run.status} (
                <a
                  href={formatRoute({ screen: 'report', runIds: [...results.map((result) => result.run.id), run.id] })}
                >
                  beside what is shown
                </a>
                )
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

/** Results of the given runs; without any, of the newest run and of those started with it. */
async function load(session: Session, wanted: readonly string[]) {
  const runs = await session.runs()
  const ids = wanted.length > 0 ? wanted : runs.slice(0, 1).flatMap((run) => auditOf(run, runs).map(({ id }) => id))
  const calibrated = await calibration(session)
  const results = await Promise.all(
    ids.map(async (id) => {
      const stored = await readRun(session, id)
      const [metrics, known] = await Promise.all([metricsOf(stored), knownOf(stored.run.config.model)])
      return { ...stored, metrics, known, calibration: calibrated, benchmarks: BENCHMARKS.map(({ meta }) => meta) }
    }),
  )
  return { results, others: runs.filter((run) => !ids.includes(run.id)).slice(0, 20) }
}
