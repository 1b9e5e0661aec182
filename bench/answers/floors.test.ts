import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { floors } from './figures.ts'
import { HALVES, readLines } from './lines.ts'
import { tell } from './tell.ts'

const pinned = JSON.parse(readFileSync(new URL('floors.json', import.meta.url), 'utf8')) as Record<
  string,
  Record<string, number>
>

it.each(HALVES)(
  'the %s half is told no worse than when it was last measured',
  (half) => {
    const now = floors(readLines(half).map(tell))
    const worse = Object.entries(pinned[half] ?? {})
      .filter(([name, floor]) => (now[name] ?? 0) < floor)
      .map(([name, floor]) => `${name}: ${now[name]} for ${floor}`)
    expect(worse).toEqual([])
  },
  120_000,
)
