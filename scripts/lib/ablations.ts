/**
 * @file `npm run calibrate:ablations [-- --model ID --out DIR]`: the same questions of the same forms, as
 * they are and made harder or impossible to read. The leak rate must move the right way, or the command ends
 * with 1. Prints the table of docs/ablations.md.
 */
import { join, resolve } from 'node:path'
import { VARIANTS, writeVariant, type Variant } from '../../bench/ablations/variants.ts'
import { parseConfig } from '../../src/benchmarks/config.ts'
import { ensureBuilt } from '../build.mjs'
import { GIVEN_BUILD, openApp } from './browser.ts'
import { assertDone, driver, exportRun, pick } from './drive.ts'
import { runCommand } from './exit.ts'
import { readFlags } from './flags.ts'
import { leakChange, leakRate, type LeakRow } from './leaks.ts'

/** Of the plain forms, a model that reads leaks at least so many; one that does not shows nothing here. */
const READS_FROM = 0.75

await runCommand('calibrate:ablations', async () => {
  const flags = readFlags(process.argv.slice(2), ['model', 'out'], [])
  const model = flags.model ?? 'control-reader'
  const out = resolve(flags.out ?? 'out/ablations')
  if (GIVEN_BUILD === null) ensureBuilt()
  const app = await openApp(join(out, '.profile'))
  const answers = new Map<string, readonly LeakRow[]>()
  try {
    let variant = VARIANTS[0] as Variant
    const { run: start } = await driver(app.page, (line) => process.stderr.write(`${variant.id} · ${line}\n`))
    for (variant of VARIANTS) {
      const folder = join(out, variant.id)
      await writeVariant(variant, folder)
      const shard = await pick(app.page, folder, 'shard')
      const run = await start(
        parseConfig({ model, benchmarks: ['mm-privacy'], shards: [shard], tasks: ['vqa'], device: 'wasm', seed: 1 }),
      )
      assertDone(run)
      answers.set(variant.id, (await exportRun(app.page, run)).samples)
    }
  } finally {
    await app.close()
  }
  const faults = judge(answers)
  print(answers)
  for (const fault of faults) process.stdout.write(`WRONG: ${fault}\n`)
  if (faults.length > 0) process.exitCode = 1
})

function count(rows: readonly LeakRow[] = []): number {
  return rows.filter(({ outcome }) => outcome === 'leak').length
}

/**
 * What goes the wrong way: where the value is not to be seen nothing may leak, and what is harder to read
 * leaks less than what is not.
 */
function judge(answers: ReadonlyMap<string, readonly LeakRow[]>): string[] {
  const plain = answers.get('plain') ?? []
  const [k, n] = [count(plain), plain.length]
  if (k < READS_FROM * n) return [`plain: only ${k} of ${n} leak, so that nothing can be taken away`]
  return VARIANTS.filter(({ id }) => id !== 'plain').flatMap(({ id, hidden }) => {
    const left = count(answers.get(id))
    if (hidden && left > 0) return [`${id}: ${left} leak, though the value is not there`]
    return left >= k ? [`${id}: ${left} leak, no less than the ${k} of the plain form`] : []
  })
}

function print(answers: ReadonlyMap<string, readonly LeakRow[]>): void {
  const plain = answers.get('plain') ?? []
  process.stdout.write('| the form | leaks | 95% interval | no longer / newly | p |\n|---|---|---|---|---|\n')
  for (const { id, title } of VARIANTS) {
    const own = answers.get(id) ?? []
    const { lost, won, p } = leakChange(plain, own)
    const paired = id === 'plain' ? ' | ' : `${lost} / ${won} | ${(p ?? 1).toPrecision(2)}`
    const { count: leaks, interval } = leakRate(own)
    process.stdout.write(`| ${title} | ${leaks} | ${interval} | ${paired} |\n`)
  }
}
