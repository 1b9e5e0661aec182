import { useDeferredValue, useMemo, useState, type ReactElement } from 'react'
import { errorText } from '../../domain/errors.ts'
import { NO_GUARD } from '../../domain/guard-spec.ts'
import { NoRun, Unshown } from '../kit/NoRun.tsx'
import { Notice } from '../kit/Notice.tsx'
import { formatRoute } from '../route.ts'
import { useSession } from '../session.ts'
import { useRoute, navigate } from '../useRoute.ts'
import { useShortcut } from '../useShortcut.ts'
import { formatDate } from '../words.ts'
import { Filters } from './Filters.tsx'
import { ReviewForm } from './ReviewForm.tsx'
import { RunPicker } from './RunPicker.tsx'
import { SampleDetail } from './SampleDetail.tsx'
import { SampleList } from './SampleList.tsx'
import { selectRows, WORST_FIRST, type Sort } from './rows.ts'
import { sampleLink } from './sample-link.ts'
import { useRows } from './useRows.ts'

export default function SamplesScreen(): ReactElement {
  const session = useSession()
  const { runIds, runId, filter, sampleId } = useRoute()
  const wanted = runId ?? runIds[0] ?? null
  const [version, setVersion] = useState(0)
  const data = useRows(session, wanted, version)
  const [text, setText] = useState('')
  const [sort, setSort] = useState<Sort>(WORST_FIRST)
  const [note, setNote] = useState<string | null>(null)
  const sought = useDeferredValue(text)
  const rows = data.value?.rows
  const selected = useMemo(() => (rows ? selectRows(rows, filter, sought, sort) : []), [rows, filter, sought, sort])
  const at = selected.findIndex((row) => row.sample.id === sampleId)
  const run = data.value?.run ?? null
  const shown = runIds.length > 0 || run === null ? runIds : [run.id]
  const here = { screen: 'samples', runIds: shown, runId } as const
  const open = (index: number) => {
    const row = selected[index]
    if (row) navigate({ ...here, filter, sampleId: row.sample.id }, 'replace')
  }
  useShortcut('j', () => open(Math.min(at + 1, selected.length - 1)))
  useShortcut('k', () => open(Math.max(at - 1, 0)))

  if (data.state === 'failed')
    return <Unshown screen="Samples" title="The samples cannot be shown" error={data.error} />
  if (data.state === 'loading')
    return (
      <>
        <h1>Samples</h1>
        <p className="muted" role="status">
          Reading answers…
        </p>
      </>
    )
  if (run === null || rows === undefined) {
    return (
      <>
        <h1>Samples</h1>
        <NoRun shows="Every question with its picture, the answer, what should not have come out, and the score with its reason." />
      </>
    )
  }
  const rescore = () => {
    setNote('Scoring…')
    session.rescore(run.id).then(
      (scores) => {
        setNote(`${scores.length} answers scored again by ${[...new Set(scores.map((s) => s.scorer))].join(', ')}`)
        setVersion((v) => v + 1)
      },
      (error: unknown) => setNote(errorText(error)),
    )
  }
  const row = at === -1 ? rows.find((r) => r.sample.id === sampleId) : selected[at]
  return (
    <div className="samples">
      <div className="samples-head">
        <h1>
          Samples
          <small>
            {run.environment?.modelName ?? run.config.model}, {formatDate(run.createdAt)}
          </small>
        </h1>
        <p className="actions">
          <RunPicker run={run} runIds={shown} />
          <a href={formatRoute({ screen: 'report', runIds: shown })}>Report</a>
          <button type="button" onClick={rescore}>
            Rescore
          </button>
        </p>
      </div>
      <p role="status" className={note === null ? 'visually-hidden' : 'muted'}>
        {note}
      </p>
      <Filters
        rows={rows}
        filter={filter}
        text={text}
        onText={setText}
        onFilter={(next) => navigate({ ...here, filter: next }, 'replace')}
      />
      <p className="muted" role="status">
        {selected.length} of {data.value.samples} samples
        {data.value.complete ? '' : ` read so far, of ${run.sampleCount}`}
        {selected.length === 0 && data.value.samples > 0 && ': none fits what is chosen above'}
      </p>
      <div className="samples-panes">
        <SampleList rows={selected} at={at} sort={sort} onSort={setSort} onOpen={open} />
        {row === undefined ? (
          <NoSample sampleId={sampleId} complete={data.value.complete} />
        ) : (
          <SampleDetail
            key={`${row.sample.id} ${row.guard}`}
            row={row}
            href={sampleLink(location.href, run.id, row)}
            review={
              row.response !== null && (
                <ReviewForm
                  run={run}
                  sampleId={row.sample.id}
                  guard={row.response.guard}
                  outcome={row.score?.outcome ?? null}
                />
              )
            }
            others={rows.filter(
              (other) =>
                other.sample.id === row.sample.id &&
                other.guard !== row.guard &&
                // Under a guard only the answer that it saw stands beside it.
                (row.guard === NO_GUARD || other.guard === NO_GUARD),
            )}
            onPrevious={at > 0 ? () => open(at - 1) : null}
            onNext={at !== -1 && at < selected.length - 1 ? () => open(at + 1) : null}
          />
        )}
      </div>
    </div>
  )
}

/** In place of a sample: none was asked for, it is yet to be read, or the run has no such one. */
function NoSample({ sampleId, complete }: { sampleId: string | null; complete: boolean }): ReactElement {
  if (sampleId === null)
    return <p className="muted detail">Pick a sample: arrow keys or J and K move through the list.</p>
  if (!complete)
    return (
      <p className="muted detail" role="status">
        Reading up to the sample…
      </p>
    )
  return (
    <div className="detail">
      <Notice kind="bad" title="This run has no such sample">
        <code>{sampleId}</code> is none of its questions. The run’s own are in the list.
      </Notice>
    </div>
  )
}
