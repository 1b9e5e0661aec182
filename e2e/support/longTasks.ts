import type { Browser, Page } from '@playwright/test'

/** A task of the page's main thread, as the browser's own trace has it. */
export interface LongTask {
  /** From its begin to its end, with what the machine did meanwhile. */
  readonly ms: number
  /** Of this, what the thread worked: the same on a busy machine as on a quiet one, give or take caches. */
  readonly cpuMs: number
  /** The longest things inside. */
  readonly what: string
}

interface TraceEvent {
  readonly name: string
  readonly pid: number
  readonly tid: number
  readonly ts: number
  readonly dur?: number
  readonly tdur?: number
  readonly args?: { readonly name?: string }
}

const CATEGORIES = ['toplevel', 'devtools.timeline', 'v8.execute']

/**
 * Runs `act` under the browser's tracer. Resolves to the tasks of the main thread that worked `atLeastMs` and
 * longer, longest first.
 */
export async function traceLongTasks(
  browser: Browser,
  page: Page,
  atLeastMs: number,
  act: () => Promise<void>,
): Promise<LongTask[]> {
  await browser.startTracing(page, { categories: CATEGORIES })
  await act()
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] }
  const thread = ({ pid, tid }: TraceEvent): string => `${pid}/${tid}`
  const mains = new Set(
    traceEvents.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain').map(thread),
  )
  const own = traceEvents.filter((event) => mains.has(thread(event)))
  if (own.length === 0) throw new Error('The trace has nothing of the main thread')
  return own
    .filter(({ name, tdur }) => /(^|::)RunTask$/.test(name) && (tdur ?? 0) >= atLeastMs * 1000)
    .toSorted((a, b) => (b.tdur ?? 0) - (a.tdur ?? 0))
    .map((task) => ({
      ms: Math.round((task.dur ?? 0) / 1000),
      cpuMs: Math.round((task.tdur ?? 0) / 1000),
      what: own
        .filter((inner) => inner !== task && inner.ts >= task.ts && inner.ts + (inner.dur ?? 0) <= task.ts + task.dur!)
        .toSorted((a, b) => (b.tdur ?? 0) - (a.tdur ?? 0))
        .slice(0, 4)
        .map(({ name, tdur }) => `${name} ${Math.round((tdur ?? 0) / 1000)}`)
        .join(', '),
    }))
}
