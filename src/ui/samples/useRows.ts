/**
 * @file The rows of a run, as they are read. A run of 100,000 samples takes the storage a while and would
 * hold the thread for seconds in one piece: it is read stretch by stretch, the first one no longer than a
 * screen, and what is there can be worked with.
 */
import { BENCHMARKS } from '../../benchmarks/registry.ts'
import { startTransition, useEffect, useState } from 'react'
import { errorText, LeakscopeError } from '../../domain/errors.ts'
import type { Run } from '../../domain/run.ts'
import { joinRows } from '../../report/model/rows.ts'
import type { Session } from '../../run/index.ts'
import type { AnsweredRow } from '../../storage/database/types.ts'
import { type Loaded } from '../useLoaded.ts'
import type { SampleRow } from './rows.ts'

const FIRST_STRETCH = 40
const STRETCH = 200
/** The list is drawn again when it has grown by this share: drawing takes as long as the list. */
const GROWTH = 0.5

export interface RunRows {
  /** Null when there is no run at all. */
  readonly run: Run | null
  /** In the order of asking. */
  readonly rows: readonly SampleRow[]
  /** Samples among them: one under several guards has several rows. */
  readonly samples: number
  readonly complete: boolean
}

const LOADING = { state: 'loading', value: null, error: null } as const
const NONE: RunRows = { run: null, rows: [], samples: 0, complete: true }

/**
 * @param wanted id of the run; null: the newest.
 * @param version another one makes the same run be read again.
 */
export function useRows(session: Session, wanted: string | null, version: number): Loaded<RunRows> {
  const [result, setResult] = useState<{ readonly by: string; readonly loaded: Loaded<RunRows> }>({
    by: '',
    loaded: LOADING,
  })
  const by = JSON.stringify([wanted, version])
  useEffect(() => {
    const gone = new AbortController()
    const show = (loaded: Loaded<RunRows>) => gone.signal.aborted || setResult({ by, loaded })
    const ready = (value: RunRows) => show({ state: 'ready', value, error: null })
    const read = async () => {
      const run = await readableRun(session, wanted)
      if (run === null) return ready(NONE)
      const rows: SampleRow[] = []
      let [samples, drawn] = [0, 0]
      for (let size = FIRST_STRETCH; !gone.signal.aborted; size = STRETCH) {
        const stretch = await session.store.answeredRows(run.id, samples, size, (id) => scorerOf(id))
        rows.push(...rowsOf(stretch, samples))
        samples += stretch.length
        const complete = stretch.length < size
        const value: RunRows = { run, rows: [], samples, complete }
        if (!complete && drawn > 0 && rows.length < drawn * (1 + GROWTH)) continue
        const first = drawn === 0
        drawn = rows.length
        if (first) ready({ ...value, rows: [...rows] })
        else startTransition(() => void ready({ ...value, rows: [...rows] }))
        if (complete) return
      }
    }
    read().catch((error: unknown) => show({ state: 'failed', value: null, error: errorText(error) }))
    return () => gone.abort()
  }, [session, wanted, by])
  return result.by === by ? result.loaded : LOADING
}

/** The run, all its answers scored by this version's scorers. Null where none is asked for and there is none. */
async function readableRun({ store, rescore }: Session, wanted: string | null): Promise<Run | null> {
  const run = wanted === null ? ((await store.runs())[0] ?? null) : await store.run(wanted)
  if (run === null && wanted === null) return null
  if (run === null) throw new LeakscopeError('not-found', `There is no run "${wanted}" in this browser's store`)
  const used = BENCHMARKS.filter(({ meta }) => meta.id in run.benchmarks)
  const counts = await store.countAnswers(
    run.id,
    used.map(({ meta }) => `${meta.id}@${meta.version}`),
  )
  if (counts.scores < counts.responses) await rescore(run.id)
  return run
}

function scorerOf(id: string): string {
  return `${id}@${BENCHMARKS.find(({ meta }) => meta.id === id)?.meta.version ?? ''}`
}

/** Tokens and layers are most of an answer, and no list shows them. */
function rowsOf(stretch: readonly AnsweredRow[], before: number): SampleRow[] {
  return stretch.flatMap(({ sample, responses, scores }, index) =>
    joinRows([sample], responses, scores).map(({ response, ...row }) => ({
      ...row,
      number: before + index + 1,
      response: response && { ...response, tokens: null, forced: null, hidden: null, continuationLogProbs: null },
      tokenCount: response?.tokens?.length ?? null,
    })),
  )
}
