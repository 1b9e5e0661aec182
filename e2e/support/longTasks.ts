import type { Browser, Page } from '@playwright/test'

/** A task of the page's main thread, as the browser's own trace has it. */
export interface LongTask {
  /** From its begin to its end, with what the machine did meanwhile. */
  readonly ms: number
  /**
   * Of this, what the thread worked: the same on a busy machine as on a quiet one, give or take caches. Without what
   * it does for the debugger alone, by which Playwright drives it.
   */
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

const CATEGORIES = ['toplevel', 'devtools.timeline', 'v8.execute', 'disabled-by-default-v8.compile']
/**
 * Whole scripts are parsed again to say where a request began, which a debugger wants to know: 40 of 91 ms of a
 * first visit, and none without one (Chromium 156 with `--trace-startup`).
 */
const FOR_DEBUGGERS = 'V8.CollectSourcePositions'

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
  const worked = ({ tdur = 0 }: TraceEvent): number => Math.round(tdur / 1000)
  return own
    .filter((event) => /(^|::)RunTask$/.test(event.name) && worked(event) >= atLeastMs)
    .map((task) => {
      const inside = own.filter(
        (event) => event !== task && event.ts >= task.ts && event.ts + (event.dur ?? 0) <= task.ts + (task.dur ?? 0),
      )
      const forDebuggers = inside.filter(({ name }) => name === FOR_DEBUGGERS)
      return {
        ms: Math.round((task.dur ?? 0) / 1000),
        cpuMs: worked(task) - forDebuggers.reduce((sum, event) => sum + worked(event), 0),
        what: inside
          .toSorted((a, b) => worked(b) - worked(a))
          .slice(0, 4)
          .map((event) => `${event.name} ${worked(event)}`)
          .join(', '),
      }
    })
    .filter(({ cpuMs }) => cpuMs >= atLeastMs)
    .toSorted((a, b) => b.cpuMs - a.cpuMs)
}
