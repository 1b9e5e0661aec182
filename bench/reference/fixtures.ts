import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'

export interface Fixture {
  /** Of Python and of each package, by name. */
  readonly versions: Readonly<Record<string, string>>
}

/** Cases and reference values made by make.py. */
export function readFixture(name: string): Fixture {
  const path = fileURLToPath(new URL(`fixtures/${name}.json.gz`, import.meta.url))
  return JSON.parse(gunzipSync(readFileSync(path)).toString('utf8')) as Fixture
}

export type Pair = readonly [ours: number | null, reference: number]

/**
 * The cases where ours is further from its reference than the tolerance: absolute up to 1, relative above.
 * Throws where there are no cases.
 */
export function disagreements(pairs: readonly Pair[], tolerance = 1e-9): object[] {
  if (pairs.length === 0) throw new Error('There is nothing to compare')
  return pairs.flatMap(([ours, reference], at) => {
    const agree = ours !== null && Math.abs(ours - reference) <= tolerance * Math.max(1, Math.abs(reference))
    return agree ? [] : [{ at, ours, reference }]
  })
}

/** Base64 to bytes that are aligned for any typed array. */
export function bytesOf(base64: string): ArrayBuffer {
  return new Uint8Array(Buffer.from(base64, 'base64')).buffer
}

/**
 * SciPy's exact p of two samples, but for a slip of it: of two samples of one size n whose distance is 1/n,
 * every path leaves the band, so p is 1; at n = 7 its sum rounds to 1 + 2e-16, which it takes for a failure
 * and answers with the asymptotic .99996 instead.
 */
export function corrected(a: readonly number[], b: readonly number[], d: number, p: number): number {
  return a.length === b.length && Math.round(d * a.length) === 1 ? 1 : p
}
