/**
 * @file `tsx bench/formats/write.ts DIR`: the invented run of all benchmarks in every format for other tools,
 * of both kinds, with what their readers must find (`expected.json`) and what no shareable file may hold
 * (`values.json`). open.py opens them.
 */
import { execFileSync } from 'node:child_process'
import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { evaluationsOf, exchangeOf, numbersOf, sliceOf } from '../../src/report/export/tools/exchange.ts'
import { TOOL_FORMATS } from '../../src/report/export/tools/tool-formats.ts'
import { valuesOfRun } from '../../src/report/model/mask.ts'
import { ROOT } from '../../scripts/install.mjs'
import { writeToolFiles } from '../../scripts/lib/output.ts'
import { inventedRun } from '../reference/invented-run.ts'

/** Of each benchmark. */
const SAMPLES = 60

const out = process.argv[2]
if (out === undefined) throw new Error('needs a folder to write to')
const input = await inventedRun(SAMPLES)
const expected: Record<string, unknown> = {}
for (const kind of ['private', 'shareable'] as const) {
  const exchanged = await exchangeOf(input, kind)
  await writeToolFiles(join(out, kind), TOOL_FORMATS, [exchanged])
  expected[kind] = {
    model: exchanged.run.model.id,
    metrics: exchanged.run.metrics.filter(({ value }) => value !== null).length,
    intervals: exchanged.run.metrics.filter(({ value, ci }) => value !== null && ci !== null).length,
    files: Object.keys(exchanged.run.model.files ?? {}).length,
    findings: exchanged.rows.filter(({ outcome }) => /^(?:leak|distractor|fabricated|error)$/.test(outcome ?? ''))
      .length,
    givenOut: exchanged.rows.filter(({ outcome }) => /^(?:leak|distractor)$/.test(outcome ?? '')).length,
    leaks: exchanged.rows.filter(({ outcome }) => outcome === 'leak').length,
    evaluations: Object.fromEntries(
      evaluationsOf(exchanged).map(({ name, rows, metrics, guard, condition, benchmark }) => [
        name,
        {
          benchmark,
          guard,
          condition,
          samples: rows.length,
          errors: rows.filter(({ error }) => error !== null).length,
          scored: rows.filter((row) => numbersOf(row)['leak'] !== undefined).length,
          leaks: rows.filter(({ outcome }) => outcome === 'leak').length,
          tokens: rows.reduce((sum, { answerTokens }) => sum + (answerTokens?.length ?? 0), 0),
          metrics: Object.fromEntries(
            metrics.flatMap((metric) => {
              const { value, n, k, ci } = metric
              return value === null ? [] : [[`${metric.metric} ${sliceOf(metric)}`, { value, n, k, ci }]]
            }),
          ),
        },
      ]),
    ),
  }
}
await write('expected.json', expected)
await write('values.json', [
  ...new Set(
    valuesOfRun(input.samples).flatMap(({ value, subject }) => [value, ...(subject === null ? [] : [subject])]),
  ),
])

await writeShard()

/** A folder of somebody's own, sealed by the command that a user calls. */
async function writeShard(): Promise<void> {
  const folder = join(out!, 'shard')
  const licence = 'https://creativecommons.org/publicdomain/zero/1.0/'
  const items = input.samples.slice(0, SAMPLES).map(({ split, type, prompt, truths }, at) => ({
    id: `item-${at}`,
    split,
    type,
    prompt,
    group: `group-${at}`,
    truths,
    ...(at === 0 ? { picture: 'pictures/1.png' } : {}),
  }))
  const manifest = { id: 'own', benchmark: 'mm-privacy', name: 'Own', version: '1.0.0', licence, source: 'invented' }
  await mkdir(join(folder, 'pictures'), { recursive: true })
  await copyFile(join(ROOT, 'e2e/fixtures/models/families/florence2/golden.png'), join(folder, 'pictures/1.png'))
  await write('shard/manifest.json', { ...manifest, synthetic: true })
  await writeFile(join(folder, 'items.jsonl'), items.map((item) => `${JSON.stringify(item)}\n`).join(''))
  execFileSync(process.execPath, [join(ROOT, 'scripts/seal-shard.mjs'), folder], { stdio: 'inherit' })
  await write('shard/expected.json', { licence, items: items.length, ids: items.map(({ id }) => id) })
}

async function write(name: string, value: unknown): Promise<void> {
  await mkdir(dirname(join(out!, name)), { recursive: true })
  await writeFile(join(out!, name), JSON.stringify(value))
}
