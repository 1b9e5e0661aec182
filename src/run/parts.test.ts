import { expect, test } from 'vitest'
import { createRandom } from '../domain/random.ts'
import { sample } from '../report/testing/fixture.ts'
import { samplesOfPart } from './parts.ts'
import type { PlannedSample } from './types.ts'

/** Pictures with one to nine samples each, and items that have none. */
const random = createRandom('parts')
const samples = Array.from({ length: 60 }, (_, picture) =>
  Array.from({ length: 1 + random.int(9) }, (_unused, at): PlannedSample => ({
    ...sample(`${picture}/${at}`, { imageId: picture % 7 === 0 ? null : `p${picture}`, itemId: `i${picture}` }),
    shardId: picture % 2 === 0 ? 'a' : 'b',
  })),
).flat()

test.each([1, 2, 3, 4, 7])(
  '%i parts: each sample in one of them, a picture in one, evenly, in the order of the plan',
  (of) => {
    const parts = Array.from({ length: of }, (_, at) => samplesOfPart(samples, `${at + 1}/${of}`))
    const ids = (some: readonly PlannedSample[]) => some.map(({ id }) => id)
    const position = new Map(ids(samples).map((id, at) => [id, at]))
    expect(ids(parts.flat()).toSorted()).toEqual(ids(samples).toSorted())
    const home = new Map<string, number>()
    for (const [at, part] of parts.entries()) {
      expect(ids(part)).toEqual(ids(part).toSorted((a, b) => position.get(a)! - position.get(b)!))
      for (const { shardId, imageId, itemId } of part) {
        const key = `${shardId}/${imageId ?? itemId}`
        expect(home.get(key) ?? at).toBe(at)
        home.set(key, at)
      }
    }
    const sizes = parts.map(({ length }) => length)
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(9)
  },
)

test('without a part it is the whole plan; a part that would be empty is refused with how many there can be', () => {
  expect(samplesOfPart(samples, undefined)).toBe(samples)
  const one = samples.slice(0, 1)
  expect(() => samplesOfPart(one, '2/2')).toThrow(/part: 2\/2 is left without a sample; 1 samples about 1 pictures/)
})
