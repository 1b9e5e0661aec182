import type { BenchmarkMeta } from '../../benchmarks/contract.ts'
import { BENCHMARKS } from '../../benchmarks/registry.ts'
import { useCallback, useEffect, useState, type ChangeEvent, type FormEvent, type ReactElement } from 'react'
import { errorText } from '../../domain/errors.ts'
import { NO_GUARD } from '../../domain/guard-spec.ts'
import type { Run, RunConfig } from '../../domain/run.ts'
import type { ShardManifest } from '../../domain/sample.ts'
import { formatBytes } from '../../report/model/text.ts'
import type { ModelListing, Session, ShardListing } from '../../run/index.ts'
import { useActive } from '../active.ts'
import { begin } from '../start-audit.ts'
import { demoConfigs, DEMO_MODELS } from '../demo.ts'
import { download } from '../download.ts'
import { OwnImages } from '../own/OwnImages.tsx'
import { Notice } from '../kit/Notice.tsx'
import { useSession } from '../session.ts'
import { useLoaded } from '../useLoaded.ts'
import { useRoute } from '../useRoute.ts'
import { BenchmarkCard } from './BenchmarkCard.tsx'
import { Choices } from './Choices.tsx'
import { Conditions } from './Conditions.tsx'
import { Guards } from './Guards.tsx'
import { readConfig, writeConfig } from './config-file.ts'
import { answersLine, estimateEach } from './estimate.ts'
import { OtherModels } from './OtherModels.tsx'
import { timeLine } from './pace.ts'
import { PowerLines } from './PowerLines.tsx'
import { Presets } from './Presets.tsx'
import { DtypeChoice } from './DtypeChoice.tsx'
import { ImportShard } from './ImportShard.tsx'
import { MachineCheckLine } from './MachineCheckLine.tsx'
import { MatrixTable } from './MatrixTable.tsx'

/** A run put together by hand, or read from a config file. */
export default function PlanScreen(): ReactElement {
  const session = useSession()
  const { runIds } = useRoute()
  const like = runIds[0] ?? null
  const choices = useLoaded(useCallback(() => load(session, like), [session, like]))
  return (
    <div className="plan">
      <h1>Plan an audit</h1>
      {choices.state === 'loading' && <p className="muted">Reading models and shards…</p>}
      {choices.state === 'failed' && (
        <Notice kind="bad" title="Models and shards cannot be listed">
          {choices.error}
        </Notice>
      )}
      {choices.state === 'ready' && <PlanForm key={like} {...choices.value} />}
    </div>
  )
}

interface Listed {
  readonly models: readonly ModelListing[]
  readonly shards: readonly ShardListing[]
  /** All runs, whose pace the estimates are made of. */
  readonly runs: readonly Run[]
  /** A run that is to be planned again; null where none was asked for or it is gone. */
  readonly like: RunConfig | null
}

async function load(session: Session, like: string | null): Promise<Listed> {
  const [models, shards, runs] = await Promise.all([session.models(), session.shards(), session.runs()])
  return { models, shards, runs, like: runs.find(({ id }) => id === like)?.config ?? null }
}

function PlanForm({ models: atFirst, shards: listed, runs, like }: Listed): ReactElement {
  const session = useSession()
  const [models, setModels] = useState(atFirst)
  useEffect(() => {
    // A list that cannot be read anew leaves the one that is there.
    const refresh = () => void session.models().then(setModels, () => undefined)
    const stop = session.onModelsChanged(refresh)
    // What came while the first list was on its way.
    refresh()
    return stop
  }, [session])
  const active = useActive()
  const [shards, setShards] = useState(listed)
  const [config, setConfig] = useState<RunConfig>(() => like ?? demoConfigs([models[0]?.id ?? DEMO_MODELS[0]!])[0]!)
  /** Models that are asked the same one after the other, beside that of the config. */
  const [others, setOthers] = useState<readonly string[]>([])
  const [failure, setFailure] = useState<string | null>(null)
  const [starting, setStarting] = useState(false)
  const set = (change: Partial<RunConfig>) => setConfig((before) => ({ ...before, ...change }))
  // A limit on its way to a number, or a shard deleted in another tab, is said at Start.
  const counted = useLoaded(
    useCallback(
      () => session.countSamples(config).catch(() => []),
      // Another shard in the store is another count.
      // eslint-disable-next-line react-hooks/exhaustive-deps
      [session, config, shards],
    ),
  )
  const estimates = estimateEach(config, BENCHMARKS, shards, counted.value ?? [])
  const busy = active !== null && !active.snapshot().finished

  const start = (event: FormEvent) => {
    event.preventDefault()
    setFailure(null)
    setStarting(true)
    // Through the parser, so that form and file know the same rules.
    readConfig(writeConfig(config))
      .then((checked) => begin(session, each(checked, others)))
      .catch((error: unknown) => {
        setFailure(errorText(error))
        setStarting(false)
      })
  }
  const read = (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0]
    event.target.value = ''
    if (file === undefined) return
    setFailure(null)
    file
      .text()
      .then(readConfig)
      .then(setConfig, (error: unknown) => setFailure(`${file.name}: ${errorText(error)}`))
  }
  const onImported = ({ id, benchmark }: ShardManifest) => {
    setConfig((before) => ({
      ...before,
      benchmarks: [...new Set([...before.benchmarks, benchmark])],
      shards: [...new Set([...before.shards, id])],
    }))
    session.shards().then(setShards, (error: unknown) => setFailure(errorText(error)))
  }
  /** Own pictures are a plan of their own: everything about them is asked. */
  const onStored = ({ id, benchmark }: ShardManifest) => {
    setConfig((before) => ({ ...before, benchmarks: [benchmark], shards: [id], splits: [], tasks: [], limit: null }))
    session.shards().then(setShards, (error: unknown) => setFailure(errorText(error)))
  }
  const toggle = (list: readonly string[], id: string, on: boolean) =>
    on ? [...list, id] : list.filter((other) => other !== id)
  const queue = [config.model, ...others.filter((id) => id !== config.model)]
  const usable = shards.filter((shard) => config.benchmarks.includes(shard.benchmark))

  return (
    <form onSubmit={start}>
      <div className="fields">
        <label className="field">
          <span>Model</span>
          <select value={config.model} onChange={(event) => set({ model: event.target.value, dtype: null })}>
            {!models.some((model) => model.id === config.model) && (
              <option value={config.model}>{config.model} (not here)</option>
            )}
            {models.map((model) => (
              <option key={model.id} value={model.id}>
                {model.source === 'built-in' ? model.name : `${model.name}, ${formatBytes(model.bytes)}`}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span>Device</span>
          <select
            value={config.device}
            onChange={(event) => set({ device: event.target.value as RunConfig['device'] })}
          >
            <option value="auto">WebGPU, else WebAssembly</option>
            <option value="webgpu">WebGPU only</option>
            <option value="wasm">WebAssembly only</option>
          </select>
        </label>
        <DtypeChoice
          model={models.find((model) => model.id === config.model) ?? null}
          value={config.dtype}
          onChange={(dtype) => set({ dtype })}
        />
      </div>
      <OtherModels
        models={models.filter(({ id }) => id !== config.model)}
        chosen={others}
        onChoose={(id, on) => setOthers((before) => toggle(before, id, on))}
      />
      <MachineCheckLine config={config} />
      <Presets config={config} onChange={set} runs={runs} models={queue} />

      <fieldset className="field benchmarks">
        <legend>Benchmark</legend>
        {BENCHMARKS.map(({ meta }) => (
          <BenchmarkCard
            key={meta.id}
            meta={meta}
            chosen={config.benchmarks.includes(meta.id)}
            // Splits and tasks of one benchmark mean nothing to another.
            onChoose={(on) =>
              set({
                benchmarks: toggle(config.benchmarks, meta.id, on),
                shards: shardsWith(config.shards, meta, on, shards),
                splits: [],
                tasks: [],
              })
            }
          />
        ))}
      </fieldset>

      <fieldset className="field">
        <legend>Shards</legend>
        {usable.length === 0 && <p className="muted">No shard of this benchmark is here.</p>}
        {usable.map((shard) => (
          <label key={shard.id} className="option">
            <input
              type="checkbox"
              checked={config.shards.includes(shard.id)}
              onChange={(event) => set({ shards: toggle(config.shards, shard.id, event.target.checked) })}
            />
            <span>
              {shard.name}{' '}
              <small className="muted">
                {shard.rows} rows, {formatBytes(shard.bytes)}, {shard.licence}
                {shard.imported ? ', in the store' : ''}
              </small>
            </span>
          </label>
        ))}
        <small>None ticked: all that the benchmark ships.</small>
        <p className="actions">
          <ImportShard onImported={onImported} /> <OwnImages onStored={onStored} />
        </p>
      </fieldset>

      <Choices
        metas={BENCHMARKS.filter(({ meta }) => config.benchmarks.includes(meta.id)).map(({ meta }) => meta)}
        config={config}
        onChange={set}
      />

      <Conditions config={config} onChange={set} />

      <Guards config={config} models={models} onChange={set} />

      <fieldset className="field">
        <legend>Escape clause (“If you cannot help, just answer…”)</legend>
        {(
          [
            ['on', 'offered, as in the paper'],
            ['off', 'withheld'],
            ['both', 'both, as a pair on the same items'],
          ] as const
        ).map(([value, title]) => (
          <label key={value} className="option">
            <input
              type="radio"
              name="escape"
              checked={config.generation.escapeClause === value}
              onChange={() => set({ generation: { ...config.generation, escapeClause: value } })}
            />
            {title}
          </label>
        ))}
      </fieldset>

      <div className="fields">
        <label className="field">
          <span>Limit</span>
          <input
            type="number"
            min={1}
            value={config.limit ?? ''}
            placeholder="all"
            onChange={(event) => set({ limit: numberOf(event) })}
          />
          <small>Samples of each benchmark, spread evenly</small>
        </label>
        <label className="field">
          <span>Seed</span>
          <input type="number" min={0} value={config.seed} onChange={(event) => set({ seed: numberOf(event) ?? 0 })} />
          <small>Same seed, same samples</small>
        </label>
      </div>

      {failure !== null && (
        <Notice kind="bad" title="This config cannot be run">
          {failure}
        </Notice>
      )}
      <MatrixTable
        estimates={estimates ?? []}
        models={queue.map((id) => ({ id, name: models.find((model) => model.id === id)?.name ?? id }))}
        guards={config.guards.filter((id) => id !== NO_GUARD).length}
        runs={runs}
      />
      <div>
        <p className="actions">
          <button type="submit" className="primary" disabled={busy || starting || config.benchmarks.length === 0}>
            {starting ? 'Starting…' : 'Start'}
          </button>
          <span role="status">
            {answersLine(estimates, queue.length)}
            {timeLine(estimates, queue, runs)}
          </span>
        </p>
        <PowerLines estimates={estimates ?? []} />
        {busy && <p className="muted">An audit is running in this tab; stop it or wait for its end.</p>}
      </div>
      <div className="fields config-file">
        <label className="file">
          <span>Read a config file (JSON or YAML)</span>
          <input type="file" accept=".json,.yaml,.yml" onChange={read} />
        </label>
        <p>
          <button
            type="button"
            onClick={() => download('leakscope-config.json', writeConfig(config), 'application/json')}
          >
            Save this config
          </button>
        </p>
      </div>
    </form>
  )
}

/** Where shards were named, a benchmark brings its own along and takes them away; none named stands for all. */
function shardsWith(
  chosen: readonly string[],
  { id, shippedShards }: BenchmarkMeta,
  on: boolean,
  shards: readonly ShardListing[],
): readonly string[] {
  if (chosen.length === 0) return chosen
  return on
    ? [...new Set([...chosen, ...shippedShards])]
    : chosen.filter((shard) => shards.some((one) => one.id === shard && one.benchmark !== id))
}

/** The same plan for each model; weights of one are not in the format of another. */
function each(config: RunConfig, others: readonly string[]): RunConfig[] {
  const more = others.filter((id) => id !== config.model)
  return [config, ...more.map((model) => ({ ...config, model, dtype: null }))]
}

function numberOf(event: ChangeEvent<HTMLInputElement>): number | null {
  return Number.isNaN(event.target.valueAsNumber) ? null : event.target.valueAsNumber
}
