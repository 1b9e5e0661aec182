import { describe, expect, it } from 'vitest'
import { collectYielding, yieldToEventLoop } from './yield-to-event-loop.ts'

/** Holds the thread. */
function hold(ms: number): void {
  const end = performance.now() + ms
  while (performance.now() < end);
}

/** Turns that others of the event loop have until `stop`. */
function countTurns(): () => number {
  let turns = 0
  let counting = true
  const count = () => {
    if (!counting) return
    turns += 1
    setImmediate(count)
  }
  setImmediate(count)
  return () => {
    counting = false
    return turns
  }
}

describe('yieldToEventLoop', () => {
  it('lets others in each time for 0, and not before the thread was held for long otherwise', async () => {
    const turns = countTurns()
    for (let i = 0; i < 5; i++) expect(await yieldToEventLoop(0)).toBe(true)
    expect(turns()).toBeGreaterThanOrEqual(4)

    expect(await yieldToEventLoop(10_000)).toBe(false)
    hold(3)
    expect(await yieldToEventLoop(2)).toBe(true)
  })

  it('resolves all that wait at once, in their order', async () => {
    const order: number[] = []
    await Promise.all([1, 2, 3].map(async (at) => yieldToEventLoop(0).then(() => order.push(at))))
    expect(order).toEqual([1, 2, 3])
  })
})

it('a generator is collected whole, in order, and others have their turn', async () => {
  function* slow(): Generator<number> {
    for (let i = 0; i < 6; i++) {
      hold(9)
      yield i
    }
  }
  const turns = countTurns()
  expect(await collectYielding(slow())).toEqual([0, 1, 2, 3, 4, 5])
  expect(turns()).toBeGreaterThanOrEqual(5)
})
