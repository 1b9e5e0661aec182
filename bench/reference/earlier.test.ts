/**
 * @file The private files of a run that 0.4.0 exported, with guards, and asked with and without the escape
 * clause: both are conditions since. Its answers are of the invented run (`inventedRun(60, 'earlier')`, its
 * MM-Privacy alone), made, scored and written by that version's own code.
 */
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { evaluate } from '../../src/run/results.ts'
import { BENCHMARKS } from '../../src/benchmarks/registry.ts'
import { readExported, readPrivateRow, readRunJson } from '../../src/report/export/read.ts'

interface Earlier {
  readonly made: string
  readonly run: string
  readonly rows: readonly string[]
}

const fixture = new URL('fixtures/run-0.4.0.json.gz', import.meta.url)
const earlier = JSON.parse(gunzipSync(readFileSync(fixture)).toString()) as Earlier

test('a run of 0.4.0 has the numbers under guards and of the escape clause that it had', () => {
  const run = readRunJson(earlier.run)
  const { samples, responses, judgements } = readExported(
    run,
    earlier.rows.map((row) => readPrivateRow(row)),
  )
  const now = evaluate(BENCHMARKS, samples, responses, judgements).metrics
  const keyed = ({ metric }: { readonly metric: string }) => /^(?:guard|escape)-|\[no-escape\]$/.test(metric)
  const [was, is] = [run.metrics.filter(keyed), now.filter(keyed)]
  // Without zeros alone: something leaked, something was kept in.
  for (const name of ['guard-leak-effect', 'guard-leak-mcnemar', 'escape-effect', 'ASR[no-escape]'])
    expect(was.some(({ metric, value }) => metric === name && value !== null && value !== 0)).toBe(true)
  expect(JSON.parse(JSON.stringify(is))).toEqual(was)
  expect(now.filter(({ condition }) => condition != null)).toEqual([])
})
