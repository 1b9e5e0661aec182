/**
 * @file `npm run test:recompute [-- --out DIR --only NAME]`: small runs of all seven benchmarks, of models that
 * must leak, read and refuse (memoriser, reader, aligned), with guards and a judge, as `npm run audit` makes
 * them: the same command with the same DIR goes on where it was stopped; and invented runs, which reach
 * what no control does, one of them under conditions of every kind. recompute.py then makes every number of each
 * again from its bundle alone, and names those that differ or cannot be made; and it must notice when one thing
 * in the files is another. Needs Python with requirements.txt (`PYTHON`); says so and ends well without it.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { BUNDLE } from '../../src/verify/pack.ts'
import { bundleOf, encode } from '../../src/verify/bundle.ts'
import { BENCHMARKS } from '../../src/benchmarks/registry.ts'
import type { ExportInput } from '../../src/report/export/export.ts'
import { runsJson } from '../../src/report/export/runs.ts'
import { privateLines, type PrivateRow } from '../../src/report/export/evidence.ts'
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
/** Of each benchmark in the invented run, and in the one that is spoiled. */
const INVENTED = 150
const SPOILED = 24
/** Ways to ask, ways to protect, tries, conversations, and joined ones; fewer of each benchmark, since each is asked under all. */
const CONDITIONS = [
  'as-story',
  'answer-prefix',
  'question-as-picture',
  'system-policy',
  'picture-covered',
  'tries-5',
  'phrasings-4',
  'push',
  'halves',
  'as-story+system-policy',
  'as-story+picture-covered+tries-5',
  'halves+system-policy',
]
const CONDITIONED = 30

const MISSING = ''

/** One thing that is another: whether it could be changed in this answer. */
const SPOILS: Readonly<Record<string, (row: Writable<PrivateRow>) => boolean>> = {
  outcome: (row) => row.benchmark === 'mm-privacy' && row.outcome === 'leak' && Boolean((row.outcome = 'other')),
  value: (row) => {
    const values = row.scores?.values as Record<string, number | null> | undefined
    if (values?.['bleu'] == null) return false
    values['bleu'] += 1e-6
    return true
  },
  'log-probability': (row) => {
    const sums = row.continuationLogProbs as number[] | null
    if (row.scores?.probe == null || sums === null) return false
    sums[0]! -= 1e-6
    return true
  },
  'forced token': (row) => {
    const first = row.given.forced?.[0] as { logProb: number } | undefined
    if (first === undefined) return false
    first.logProb -= 1e-6
    return true
  },
  person: (row) => row.outcome === 'leak' && Boolean((row.group = 'somebody else')),
  verdict: (row) => {
    const judged = row.judged as Record<string, number | null>
    if (judged['gpt'] !== 1) return false
    judged['gpt'] = 0
    return true
  },
  turn: (row) => {
    const turn = row.given.turns?.[0] as { output: string } | undefined
    if (turn === undefined) return false
    turn.output += '.'
    return true
  },
  'missing answer': (row) => {
    if (row.benchmark !== 'utility') return false
    row.benchmark = MISSING
    return true
  },
}

type Writable<T> = { -readonly [K in keyof T]: T[K] }

const { values } = parseArgs({
  options: { out: { type: 'string', default: 'out/recompute' }, only: { type: 'string' } },
})
const out = resolve(values.out)
const INVENTIONS: Readonly<Record<string, () => Promise<ExportInput>>> = {
  invented: () => inventedRun(INVENTED),
  'invented-conditions': () => inventedRun(CONDITIONED, 'conditions', BENCHMARKS, CONDITIONS),
}
const NAMES = [...Object.keys(INVENTIONS), ...RUNS.map(({ name }) => name)]
if (values.only !== undefined && !NAMES.includes(values.only)) {
  process.stderr.write(`--only ${values.only}: allowed are ${NAMES.join(', ')}\n`)
  process.exit(2)
}
const isWanted = (name: string): boolean => values.only === undefined || values.only === name
const here = fileURLToPath(new URL('.', import.meta.url))
const python = process.env['PYTHON'] ?? 'python3'
const needed = spawnSync(python, ['-c', 'import nltk, numpy, regex, rouge_score, scipy, sklearn'], { encoding: 'utf8' })
if (needed.status !== 0) {
  const why = needed.error?.message ?? needed.stderr.trim().split('\n').at(-1)
  process.stdout.write(`skipped: recompute.py needs Python with bench/reference/requirements.txt (${why})\n`)
  process.exit(0)
}

mkdirSync(out, { recursive: true })
const folders: string[] = []
for (const [id, invent] of Object.entries(INVENTIONS).filter(([one]) => isWanted(one))) {
  folders.push(join(out, `${id}.zip`))
  const invented = await invent()
  const files = { 'samples.jsonl': [...privateLines(invented)].join(''), 'run.json': runsJson([invented]) }
  const bundle = await bundleOf(new Map(Object.entries(files).map(([name, text]) => [name, encode(text)])))
  writeFileSync(join(out, `${id}.zip`), bundle)
}
for (const { name, config } of RUNS.filter((run) => isWanted(run.name))) {
  await writeOwnPictures(out)
  const file = join(out, `${name}.json`)
  const whole = { ...config, benchmarks: BENCHMARKS.map(({ meta }) => meta.id), shards: [join(out, 'own')] }
  writeFileSync(file, JSON.stringify({ ...whole, device: 'wasm', dtype: 'q8', seed: 1 }))
  folders.push(join(out, name, BUNDLE))
  const audit = [join(here, '../../scripts/audit.mjs'), '--config', file, '--out', join(out, name), '--bundle']
  const { status } = spawnSync(process.execPath, audit, { stdio: 'inherit' })
  if (status !== 0) throw new Error(`the run ${name} ended with ${status}`)
}
const { status } = spawnSync(python, [join(here, 'recompute.py'), ...folders], { stdio: 'inherit' })
if (status !== 0) process.exitCode = 1

if (isWanted('invented')) await spoilEach()

/** Whether recompute.py notices that one thing is another. */
async function spoilEach(): Promise<void> {
  const small = await inventedRun(SPOILED, 'invented', BENCHMARKS, ['push'])
  for (const [name, spoil] of Object.entries(SPOILS)) {
    await write('spoiled', small, spoil)
    const told = spawnSync(python, [join(here, 'recompute.py'), join(out, 'spoiled')], { encoding: 'utf8' })
    const noticed = told.status === 1 && /; [1-9]\d* differ/.test(told.stdout)
    process.stdout.write(`${noticed ? 'noticed' : 'NOT NOTICED'}: another ${name}\n`)
    if (!noticed) process.exitCode = 1
  }
}

async function write(name: string, input: ExportInput, spoil?: (row: Writable<PrivateRow>) => boolean): Promise<void> {
  const lines = [...privateLines(input)]
  if (spoil !== undefined) {
    const at = lines.findIndex((line) => spoil(JSON.parse(line) as PrivateRow))
    const row = JSON.parse(lines[at] ?? '') as PrivateRow
    spoil(row)
    if (row.benchmark === MISSING) lines.splice(at, 1)
    else lines[at] = `${JSON.stringify(row)}\n`
  }
  await writeOutput(join(out, name), [
    { name: 'samples.jsonl', pieces: lines },
    { name: 'run.json', pieces: [runsJson([input])] },
  ])
}
