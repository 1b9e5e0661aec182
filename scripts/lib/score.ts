/**
 * @file `npm run score -- --benchmark ID --shard ID|FILE|FOLDER --responses FILE|FOLDER --out DIR [--config
 * FILE] [--answered-by MODEL]`: scores answers made elsewhere with the code that scores the app's own runs.
 * No browser, no model. `--responses` also takes files or a folder as the originals' scripts write them, and
 * `--answered-by` says whose answers are meant where those hold several models'. `--config` matters for its
 * `tasks`, `seed` and `generation`, which sample ids depend on. `--list FILE.jsonl` instead of `--responses`
 * and `--out` writes what is to be answered: sample id, prompt, picture and length of each, and `answerPrefix`,
 * the given beginning of the answer, where there is one (it is part of the output).
 */
import { readFile, stat, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { parseConfig } from '../../src/benchmarks/config.ts'
import { NO_GUARD } from '../../src/domain/guard-spec.ts'
import { UNKNOWN_JUDGE } from '../../src/domain/judge-card.ts'
import { verdictScore } from '../../src/guards/judge-scores.ts'
import type { Judgements } from '../../src/guards/run-metrics.ts'
import { BENCHMARKS } from '../../src/benchmarks/registry.ts'
import type { Run } from '../../src/domain/run.ts'
import type { Sample } from '../../src/domain/sample.ts'
import type { Response } from '../../src/domain/response.ts'
import { decodeText, isNpy, isOriginal, readNpy, readOriginalAnswers, type Verdict } from '../../src/intake/index.ts'
import { toJsonLines } from '../../src/report/export/export.ts'
import { exportFiles } from '../../src/report/export/formats.ts'
import { buildReport } from '../../src/report/index.ts'
import { answerElsewhere, readAnswers } from '../../src/run/answers.ts'
import { planRun } from '../../src/run/prepare.ts'
import { evaluate } from '../../src/run/results.ts'
import { readAuditArguments } from './audit-arguments.ts'
import { readCalibration } from './calibration-plan.ts'
import { runCommand, UsageError } from './exit.ts'
import { readFlags } from './flags.ts'
import { writeOutput } from './output.ts'
import { filesBelow } from './picked-files.ts'
import { readShard } from './read-shard.ts'

await runCommand('score', async () => {
  const flags = readFlags(
    process.argv.slice(2),
    ['benchmark', 'shard', 'responses', 'out', 'config', 'list', 'answered-by'],
    ['benchmark', 'shard'],
  )
  if (flags.list === undefined && (flags.responses === undefined || flags.out === undefined))
    throw new UsageError('--responses and --out are missing; or ask with --list FILE.jsonl for what is to be answered')
  const [benchmark, shardPath, answersPath, out] = [
    flags.benchmark ?? '',
    flags.shard ?? '',
    flags.responses ?? '',
    flags.out ?? '',
  ]
  const shard = await readShard(shardPath)
  for (const note of shard.notes) process.stderr.write(`${note}\n`)
  const fromFile =
    flags.config === undefined ? {} : (await readAuditArguments(['--out', '.', '--config', flags.config])).config
  const config = parseConfig({ ...fromFile, model: 'elsewhere', benchmarks: [benchmark], shards: [shard.manifest.id] })
  const plan = await planRun(config, {
    benchmarks: BENCHMARKS,
    ensureShard: async () => shard.manifest,
    items: async () => shard.items,
  })
  if (flags.list !== undefined) {
    await writeFile(flags.list, toJsonLines(plan.samples.map(questionOf)))
    process.stderr.write(`${plan.samples.length} samples to answer\n`)
    return
  }
  const now = new Date().toISOString()
  const id = `score-${now}`
  const { responses, judgements } = await readResponses(
    answersPath,
    plan.samples,
    id,
    now,
    flags['answered-by'] ?? null,
  )
  const run: Run = {
    id,
    identity: null,
    config,
    status: 'done',
    createdAt: now,
    finishedAt: now,
    shards: plan.shards,
    benchmarks: plan.benchmarks,
    environment: null,
    sampleCount: plan.samples.length,
    failure: null,
  }
  const results = {
    run,
    samples: plan.samples,
    responses,
    ...evaluate(BENCHMARKS, plan.samples, responses, judgements),
    judgements,
  }
  const calibration = await readCalibration()
  const report = buildReport({ ...results, known: [], calibration, benchmarks: BENCHMARKS.map(({ meta }) => meta) })
  await writeOutput(out, exportFiles({ kind: 'private', results: [results], reports: [report] }))
  process.stderr.write(
    `scored ${responses.length} of ${plan.samples.length} samples, ${plan.samples.length - responses.length} unanswered\n`,
  )
})

/** What a model elsewhere has to know; no true value is among it (of one that a task gives away, the first letter). */
function questionOf({ id, prompt, answerPrefix, imageId, maxNewTokens, split, task, type }: Sample) {
  return {
    sampleId: id,
    prompt,
    ...(answerPrefix == null ? {} : { answerPrefix }),
    imageId,
    maxNewTokens,
    split,
    task,
    type,
  }
}

interface Read {
  readonly responses: Response[]
  /** Verdicts that came with the answers. */
  readonly judgements: Judgements
}

/** Lines of `{sampleId, output}`, or the originals' own files. */
async function readResponses(
  path: string,
  samples: readonly Sample[],
  id: string,
  now: string,
  answeredBy: string | null,
): Promise<Read> {
  const files = await Promise.all(
    (await answerPaths(path)).map(async (file) => ({ path: file, text: await readText(file) })),
  )
  const [first] = files
  if (first === undefined) throw new UsageError(`--responses ${path}: the folder holds no .json, .jsonl or .npy file`)
  if (files.length === 1 && !isOriginal(first))
    return {
      responses: readAnswers(first.text, basename(first.path), samples, id, now),
      judgements: { scores: [], cards: {} },
    }
  const { answers, verdicts, left, notes } = readOriginalAnswers(files, samples, answeredBy)
  if (left > 0) process.stderr.write(`${left} answers belong to no question of the shard and are left out\n`)
  for (const note of notes) process.stderr.write(`${note}\n`)
  return {
    responses: answers.map(({ sampleId, output }) => answerElsewhere(id, sampleId, output, now)),
    judgements: judgementsOf(verdicts, id),
  }
}

function judgementsOf(verdicts: readonly Verdict[], runId: string): Judgements {
  const card = { ...UNKNOWN_JUDGE, fromOriginal: true } as const
  return {
    scores: verdicts.map(({ sampleId, judge, harmful }) =>
      verdictScore(judge, { runId, sampleId, guard: NO_GUARD }, harmful),
    ),
    cards: Object.fromEntries(verdicts.map(({ judge }) => [judge, card])),
  }
}

async function answerPaths(path: string): Promise<string[]> {
  const isFolder = (await stat(path).catch(() => null))?.isDirectory() ?? false
  if (!isFolder) return [path]
  return (await filesBelow(path))
    .filter((file) => /\.(?:jsonl?|npy)$/i.test(file))
    .map((file) => file.replaceAll('\\', '/'))
    .toSorted()
}

async function readText(path: string): Promise<string> {
  const bytes = await readFile(path).catch(() => {
    throw new UsageError(`--responses ${path}: the file cannot be read`)
  })
  if (isNpy(bytes)) return JSON.stringify(readNpy(path, bytes))
  const { text, guessed } = decodeText(bytes, path)
  if (guessed !== null) process.stderr.write(`${path} is not UTF-8; it was read as ${guessed}\n`)
  return text.replace(/^\uFEFF/, '')
}
