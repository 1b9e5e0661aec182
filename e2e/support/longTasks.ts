import type { Page } from '@playwright/test'

/** A task that held the main thread for 50 ms or more, as the browser's own timeline has it (Long Tasks API). */
export interface LongTask {
  readonly at: number
  readonly ms: number
}

const KEY = 'leakscopeTestLongTasks'

/** Watches the main thread of every document from its first moment. Call it before the page is opened. */
export async function watchLongTasks(page: Page): Promise<void> {
  await page.addInitScript((key) => {
    const seen: { at: number; ms: number }[] = []
    Object.assign(globalThis, { [key]: seen })
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) seen.push({ at: startTime, ms: duration })
    }).observe({ type: 'longtask', buffered: true })
  }, KEY)
}

/** Those of the present document that began at or after `since` (`performance.now()` there). */
export async function longTasks(page: Page, since = 0): Promise<LongTask[]> {
  return page.evaluate(
    async ([key, from]) => {
      // Entries arrive late.
      await new Promise((done) => setTimeout(done, 300))
      return (globalThis as unknown as Record<string, { at: number; ms: number }[]>)[key]!.filter(
        ({ at }) => at >= from,
      )
    },
    [KEY, since] as const,
  )
}
