/**
 * @file `npm run test:recompute [-- --out DIR --only invented]`: small runs of all seven benchmarks, of models that must leak, read and refuse, with guards and a
 * judge, as `npm run audit` makes them; and the invented run, which reaches what no control does. recompute.py then makes every number of each again from the
 * private files alone, and names those that differ or cannot be made. Needs Python with requirements.txt (`PYTHON`); says so and ends well without it.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { BENCHMARKS } from '../../src/audit/registry.ts'
import { buildRunJson } from '../../src/report/export.ts'
import { privateLines } from '../../src/report/evidence.ts'
import { writeOutput } from '../../scripts/lib/output.ts'
import { inventedRun } from './invented-run.ts'
import { writeOwnPictures } from './own-pictures.ts'

const RUNS = [
  {
    name: 'memoriser',
    config: {
      model: 'control-memoriser',
      guards: ['redact'],
      judges: ['harm-detector'],
      limit: 24,
      generation: { escapeClause: 'both' },
    },
  },
  { name: 'reader', config: { model: 'control-reader', guards: ['refuse'], limit: 12 } },
  { name: 'aligned', config: { model: 'control-aligned', guards: ['redact', 'refuse'], limit: 12 } },
] as const
/** Of each benchmark in the invented run. */
const INVENTED = 150

const { values } = parseArgs({
  options: { out: { type: 'string', default: 'out/recompute' }, only: { type: 'string' } },
})
const out = resolve(values.out)
const here = fileURLToPath(new URL('.', import.meta.url))
const python = process.env['PYTHON'] ?? 'python3'
const needed = spawnSync(python, ['-c', 'import nltk, numpy, regex, rouge_score, scipy, sklearn'], { encoding: 'utf8' })
if (needed.status !== 0) {
  const why = needed.error?.message ?? needed.stderr.trim().split('\n').at(-1)
  console.log(`skipped: recompute.py needs Python with bench/reference/requirements.txt (${why})`)
  process.exit(0)
}

mkdirSync(out, { recursive: true })
const folders = [join(out, 'invented')]
const invented = await inventedRun(INVENTED)
await writeOutput(join(out, 'invented'), { run: buildRunJson(invented), lines: privateLines(invented), html: '' })
if (values.only !== 'invented') {
  await writeOwnPictures(out)
  for (const { name, config } of RUNS) {
    const file = join(out, `${name}.json`)
    const whole = { ...config, benchmarks: BENCHMARKS.map(({ meta }) => meta.id), shards: [join(out, 'own')] }
    writeFileSync(file, JSON.stringify({ ...whole, device: 'wasm', dtype: 'q8', seed: 1 }))
    folders.push(join(out, name))
    const audit = [join(here, '../../scripts/audit.mjs'), '--config', file, '--out', join(out, name)]
    const { status } = spawnSync(process.execPath, audit, { stdio: 'inherit' })
    if (status !== 0) throw new Error(`the run ${name} ended with ${status}`)
  }
}
process.exitCode = spawnSync(python, [join(here, 'recompute.py'), ...folders], { stdio: 'inherit' }).status ?? 1
