/** For how long the main thread is worked on before keys and clicks get their turn, in milliseconds. */
const SLICE_MS = 8

/** All that a generator yields, made without holding the thread. */
export async function collectInSlices<T>(parts: Iterable<T>): Promise<T[]> {
  const collected: T[] = []
  let sliceEnds = performance.now() + SLICE_MS
  for (const part of parts) {
    collected.push(part)
    if (performance.now() < sliceEnds) continue
    await new Promise((next) => setTimeout(next))
    sliceEnds = performance.now() + SLICE_MS
  }
  return collected
}
