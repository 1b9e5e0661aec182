/** As long as the intake may work without looking up, ms. */
const BREATH = 50
/** A timer among others waits for 4 ms at least, which is 8% of the time between two breaths. */
const later: () => Promise<unknown> =
  'scheduler' in globalThis
    ? () => scheduler.postTask(() => undefined)
    : () =>
        new Promise((resolve) => {
          setTimeout(resolve, 0)
        })
let last = performance.now()

/**
 * For long loops over rows: lets messages in if there was no chance for a while. A worker that answers
 * nothing for seconds is taken for one that a hostile file keeps busy, and an honest file of many thousand
 * rows must not look like one.
 * @returns whether it did: seldom enough to tell how far the work is.
 */
export async function yieldToEventLoop(): Promise<boolean> {
  if (performance.now() - last < BREATH) return false
  await later()
  last = performance.now()
  return true
}
