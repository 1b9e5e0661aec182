import type { ReactElement } from 'react'
import { formatBytes, formatDuration, formatNumber } from '../../report/model/text.ts'
import type { RunPhase, RunSnapshot } from '../../run/index.ts'
import { useActiveSnapshot, type Active } from '../active.ts'
import { useShortcut } from '../useShortcut.ts'
import { LOAD_LIMITS_MS } from '../../../workers/model/types.ts'

const PHASE: Readonly<Record<RunPhase, string>> = {
  preparing: 'Preparing the model',
  running: 'Running',
  pausing: 'Pausing after this answer',
  paused: 'Paused',
  stopping: 'Stopping',
  stopped: 'Stopped',
  done: 'Done',
  failed: 'Failed',
}
const STAGE = {
  verify: 'checking hashes',
  tokenizer: 'reading its tokenizer',
  load: 'loading',
  template: 'rendering its chat template',
  'warm-up': 'warming up',
} as const
/** A screen reader hears of every tenth sample. */
const SPOKEN_EVERY = 10

/** Of this run and those behind it, which are as long and, it is taken, as fast; null where none follows. */
export function queueLeftMs(
  { etaMs, done, total }: Pick<RunSnapshot, 'etaMs' | 'done' | 'total'>,
  behind: number,
): number | null {
  if (etaMs === null || behind <= 0 || done >= total) return null
  return etaMs + behind * total * (etaMs / (total - done))
}

/** How far the run is, and the buttons that steer it. */
export function Progress({ run, active }: { run: RunSnapshot; active: Active }): ReactElement {
  const { phase, done, total, load } = run
  const halted = phase === 'paused' || phase === 'pausing'
  const live = phase === 'preparing' || phase === 'running' || halted
  const { index, total: of } = useActiveSnapshot(active)
  const queueMs = queueLeftMs(run, of - index - 1)
  const toggle = () => (halted ? active.resume() : active.pause())
  useShortcut(' ', toggle, live)
  const spoken = phase === 'running' ? Math.floor(done / SPOKEN_EVERY) * SPOKEN_EVERY : done
  return (
    <section className="progress" aria-label="Progress">
      {load === null ? (
        <progress aria-label="Samples answered" max={Math.max(total, 1)} value={done} />
      ) : (
        <progress aria-label="Model loaded" max={Math.max(load.totalBytes, 1)} value={load.loadedBytes} />
      )}
      <div className="progress-line">
        <p>
          <b>{PHASE[phase]}</b>
          {load !== null &&
            ` (${STAGE[load.stage]}, ${formatBytes(load.loadedBytes)} of ${formatBytes(load.totalBytes)}; given up after ${formatDuration(LOAD_LIMITS_MS[load.stage])} without progress)`}
          {total > 0 && ` · ${done} of ${total} answers`}
          {run.etaMs !== null && live && ` · about ${formatDuration(run.etaMs)} left`}
          {queueMs !== null &&
            live &&
            `, about ${formatDuration(queueMs)} with ${of === 2 ? 'both' : `all ${of}`} models`}
          {run.tokensPerSecond !== null && ` · ${formatNumber(run.tokensPerSecond, 1)} tokens/s`}
        </p>
        <p className="actions">
          <button type="button" onClick={toggle} disabled={!live}>
            {halted ? 'Resume' : 'Pause'}
          </button>
          <button type="button" onClick={() => active.stop()} disabled={!live}>
            Stop
          </button>
        </p>
      </div>
      {run.plan !== null && (
        <p className="registered">
          Plan, registered before the first answer (SHA-256): <code>{run.plan}</code>
        </p>
      )}
      <p className="visually-hidden" role="status">
        {PHASE[phase]}. {total > 0 && `${spoken} of ${total} answers.`}
      </p>
    </section>
  )
}
