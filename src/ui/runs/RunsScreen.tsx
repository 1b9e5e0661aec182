import { BENCHMARKS } from '../../benchmarks/registry.ts'
import { useCallback, useDeferredValue, useState, type ChangeEvent, type ReactElement } from 'react'
import { errorText } from '../../domain/errors.ts'
import { NO_GUARD } from '../../domain/guard-spec.ts'
import type { Run } from '../../domain/run.ts'
import { benchmarkTitle } from '../../report/model/titles.ts'
import { useActive } from '../active.ts'
import { Notice } from '../kit/Notice.tsx'
import { formatRoute } from '../route.ts'
import { useSession } from '../session.ts'
import { DeleteButton } from '../shell/DeleteButton.tsx'
import { useDeletions } from '../shell/deletions.ts'
import { useReloaded } from '../useLoaded.ts'
import { navigate } from '../useRoute.ts'
import { formatDate } from '../words.ts'
import { OpenAnswers } from './OpenAnswers.tsx'
import { isExportedRun, openRun } from './open-run.ts'
import { RunLabelForm } from './RunLabelForm.tsx'
import { matches, runName, STATE } from './state.ts'

const METAS = BENCHMARKS.map(({ meta }) => meta)

/** All runs of this browser: found, named, compared, planned again, deleted, and opened from files. */
export default function RunsScreen(): ReactElement {
  const session = useSession()
  const active = useActive()
  const busy = active !== null && !active.snapshot().finished
  const [version, setVersion] = useState(0)
  const [failure, setFailure] = useState<string | null>(null)
  const [opening, setOpening] = useState(false)
  const [answers, setAnswers] = useState<readonly File[] | null>(null)
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState<readonly string[]>([])
  const wanted = useDeferredValue(text)
  const refresh = () => setVersion((now) => now + 1)
  const runs = useReloaded(useCallback(async () => ({ list: await session.runs(), version }), [session, version]))
  const list = runs.value?.list ?? null
  const deletions = useDeletions(session, (error) => {
    setFailure(error === null ? null : errorText(error))
    refresh()
  })
  const open = (event: ChangeEvent<HTMLInputElement>) => {
    const files = [...(event.target.files ?? [])]
    event.target.value = ''
    if (files.length === 0) return
    setFailure(null)
    setAnswers(null)
    setOpening(true)
    isExportedRun(files)
      .then(async (isRun) => {
        if (isRun) navigate({ screen: 'report', runIds: [await openRun(session, files)] })
        else setAnswers(files)
      })
      .catch((error: unknown) => setFailure(errorText(error)))
      .finally(() => setOpening(false))
  }
  const found = (list ?? []).filter((run) => matches(run, wanted, METAS))
  const comparable = chosen.filter((id) => list?.some((run) => run.id === id) === true)
  return (
    <div className="runs">
      <h1>Runs</h1>
      {failure !== null && (
        <Notice kind="bad" title="That did not work">
          {failure}
        </Notice>
      )}
      {list?.length !== 0 && (
        <div className="runs-tools">
          <label className="field">
            <span>Search by name, tag, model, benchmark, guard, state or date</span>
            <input type="search" value={text} onChange={(event) => setText(event.target.value)} />
          </label>
          <p className="actions">
            <a
              className={comparable.length < 2 ? 'button disabled' : 'button primary'}
              aria-disabled={comparable.length < 2}
              href={comparable.length < 2 ? undefined : formatRoute({ screen: 'compare', runIds: comparable })}
            >
              {comparable.length < 2 ? 'Compare: tick two runs or more' : `Compare ${comparable.length} runs`}
            </a>
            {comparable.length > 0 && (
              <a className="button" href={formatRoute({ screen: 'report', runIds: comparable })}>
                Report of {comparable.length === 1 ? 'it' : `all ${comparable.length}`}
              </a>
            )}
          </p>
        </div>
      )}
      <p role="status" className="muted">
        {list === null ? 'Reading the runs…' : list.length > 0 && `${found.length} of ${list.length} runs`}
      </p>
      {list?.length === 0 && (
        <section className="card nothing-yet">
          <p>All audits that were made in this browser: to be named, found again, compared, and planned anew.</p>
          <p>
            There is no run yet. <a href={formatRoute({ screen: 'prepare' })}>Run the demo audit</a>,{' '}
            <a href={formatRoute({ screen: 'plan' })}>plan an audit</a>, or open below a run that was exported.
          </p>
        </section>
      )}
      <ul className="run-list">
        {found.map((run) => (
          <li key={run.id} className="card">
            <RunCard
              run={run}
              chosen={chosen.includes(run.id)}
              onChoose={(on) =>
                setChosen((before) => (on ? [...before, run.id] : before.filter((id) => id !== run.id)))
              }
              onLabelled={refresh}
            />
            <DeleteButton
              name={`the run ${runName(run)} of ${formatDate(run.createdAt)}`}
              disabled={busy}
              deletions={deletions}
              kind="run"
              id={run.id}
            />
          </li>
        ))}
      </ul>
      <label className="file">
        <span>
          Open a run that was exported, or made by the command line: its run.json and samples.jsonl, picked together.{' '}
          <small className="muted">
            Of the private kind. Answers of other programs can be opened and scored as well: logs of Inspect, samples of
            lm-eval and lmms-eval, tables of VLMEvalKit, records of MM-SafetyBench, MLLM-Protector, MM-Privacy and
            MLLMGuard; replies and batches of servers, and any table or records of questions with answers.
          </small>
        </span>
        <input
          type="file"
          multiple
          accept=".json,.jsonl,.ndjson,.eval,.zip,.gz,.tgz,.tar,.npy,.tsv,.csv,.xlsx,.xlsm,.parquet"
          onChange={open}
          disabled={opening}
        />
      </label>
      {answers !== null && (
        <OpenAnswers key={answers.map(({ name }) => name).join('/')} files={answers} onOpened={refresh} />
      )}
      {opening && <p role="status">Reading and scoring the answers…</p>}
    </div>
  )
}

function RunCard({
  run,
  chosen,
  onChoose,
  onLabelled,
}: {
  run: Run
  chosen: boolean
  onChoose: (on: boolean) => void
  onLabelled: () => void
}): ReactElement {
  const { config, createdAt, sampleCount, status, label } = run
  const name = runName(run)
  const model = run.environment?.modelName ?? config.model
  const guards = config.guards.filter((guard) => guard !== NO_GUARD)
  return (
    <div className="run-card">
      <input
        type="checkbox"
        checked={chosen}
        onChange={(event) => onChoose(event.target.checked)}
        aria-label={`Compare ${name} of ${formatDate(createdAt)}`}
      />
      <div>
        <h2>
          <a href={formatRoute({ screen: 'report', runIds: [run.id] })}>{name}</a>
        </h2>
        <p className="run-facts">
          {name !== model && `${model} · `}
          {config.benchmarks.map((id) => benchmarkTitle(METAS, id)).join(', ')}
          {guards.length > 0 && ` · ${guards.length === 1 ? 'guard' : 'guards'} ${guards.join(', ')}`} · {sampleCount}{' '}
          {sampleCount === 1 ? 'answer' : 'answers'} planned · {formatDate(createdAt)} ·{' '}
          <span className={status === 'done' ? 'state-good' : status === 'failed' ? 'state-bad' : undefined}>
            {STATE[status]}
          </span>
          {run.opened === true && ' · opened from files'}
        </p>
        {(label?.tags.length ?? 0) > 0 && (
          <ul className="tags" aria-label="Tags">
            {label?.tags.map((tag) => (
              <li key={tag}>{tag}</li>
            ))}
          </ul>
        )}
        <p className="actions">
          <a href={formatRoute({ screen: 'samples', runIds: [run.id] })}>Samples</a>
          <a href={formatRoute({ screen: 'plan', runIds: [run.id] })}>Plan again like this</a>
        </p>
        <RunLabelForm run={run} onLabelled={onLabelled} />
      </div>
    </div>
  )
}
