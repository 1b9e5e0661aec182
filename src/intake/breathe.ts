/** As long as the intake may work without looking up, ms. */
const BREATH = 50
let last = performance.now()

/**
 * For long loops over rows: lets messages in if there was no chance for a while. A worker that answers nothing for seconds is taken for one that a
 * hostile file keeps busy, and an honest file of many thousand rows must not look like one.
 */
export async function breathe(): Promise<void> {
  if (performance.now() - last < BREATH) return
  await new Promise((resolve) => {
    setTimeout(resolve, 0)
  })
  last = performance.now()
}
