/**
 * @file `npm run score -- --benchmark ID --shard ID|FILE|FOLDER --answers FILE|FOLDER --out DIR [--config FILE]
 * [--answered-by MODEL]`: scores answers made elsewhere with the code that scores the app's own runs. No browser,
 * no model. `--answers` (`--responses`, as it was called, is the same) takes lines of `{sampleId, output}` and the
 * files of other programs, told by their contents (src/intake/answers); `--answered-by` says whose answers are
 * meant where those hold several models'. Answers that belong to no sample go to `unmatched.jsonl` with their
 * reasons. `--config` matters for its `tasks`, `seed` and `generation`, which sample ids depend on.
 * `--list FILE.jsonl` instead of `--answers` and `--out` writes what is to be answered: sample id, prompt, picture
 * and length of each, and `answerPrefix`, the given beginning of the answer, where there is one (it is part of the
 * output).
 */
import { openAsBlob } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { parseConfig } from '../../src/benchmarks/config.ts'
import { NO_GUARD } from '../../src/domain/guard-spec.ts'
import type { GivenAnswers } from '../../src/domain/given-answer.ts'
import { judgementsOf } from '../../src/guards/judge-scores.ts'
import type { Judgements } from '../../src/guards/run-metrics.ts'
import { BENCHMARKS } from '../../src/benchmarks/registry.ts'
import type { Sample } from '../../src/domain/sample.ts'
import type { Response } from '../../src/domain/response.ts'
import { decodeText, mayHoldAnswers, readAnswerFiles, type AskedQuestions } from '../../src/intake/index.ts'
import { toJsonLines } from '../../src/report/export/export.ts'
import { exportFiles } from '../../src/report/export/formats.ts'
import { buildReport } from '../../src/report/index.ts'
import { answeredRun, givenResponse, readAnswers } from '../../src/run/answers.ts'
import { planRun } from '../../src/run/prepare.ts'
import { evaluate } from '../../src/run/results.ts'
import { readAuditArguments } from './audit-arguments.ts'
import { readCalibration } from './calibration-plan.ts'
import { runCommand, UsageError } from './exit.ts'
import { readFlags } from './flags.ts'
import { writeOutput } from './output.ts'
import { filesBelow, isFolder } from './picked-files.ts'
import { readShard } from './read-shard.ts'

/** Answers that belong to no sample, line by line, with their reasons. */
const UNMATCHED = 'unmatched.jsonl'
/** As many of them are named on the screen. */
const NAMED = 10

await runCommand('score', async () => {
  const flags = readFlags(
    process.argv.slice(2),
    ['benchmark', 'shard', 'answers', 'responses', 'out', 'config', 'list', 'answered-by'],
    ['benchmark', 'shard'],
  )
  const answersPath = flags.answers ?? flags.responses ?? ''
  if (flags.list === undefined && (answersPath === '' || flags.out === undefined))
    throw new UsageError('--answers and --out are missing; or ask with --list FILE.jsonl for what is to be answered')
  const [benchmark, shardPath, out] = [flags.benchmark ?? '', flags.shard ?? '', flags.out ?? '']
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
  const questions = new Map(shard.items.map((item) => [item.id, item.prompt]))
  const { responses, judgements, unmatched, notes, model } = await readResponses(
    answersPath,
    { samples: plan.samples, questions },
    id,
    now,
    flags['answered-by'] ?? null,
  )
  for (const note of notes) process.stderr.write(`${note}\n`)
  for (const { row, reason } of unmatched.slice(0, NAMED)) process.stderr.write(`${row} left out: ${reason}\n`)
  if (unmatched.length > NAMED)
    process.stderr.write(`${unmatched.length - NAMED} more left out; ${join(out, UNMATCHED)} names them all\n`)
  const run = answeredRun(id, now, config, plan, { model, guards: responses.map(({ guard }) => guard) })
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
  // Of an earlier file with the same name nothing may stay.
  await rm(join(out, UNMATCHED), { force: true })
  if (unmatched.length > 0) await writeFile(join(out, UNMATCHED), toJsonLines(unmatched))
  const answered = responses.filter(({ guard }) => guard === NO_GUARD).length
  process.stderr.write(
    `scored ${answered} of ${plan.samples.length} samples, ${plan.samples.length - answered} unanswered; ${unmatched.length} answers belong to no sample\n`,
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

interface Read extends Omit<GivenAnswers, 'answers' | 'verdicts'> {
  readonly responses: Response[]
  /** Verdicts that came with the answers. */
  readonly judgements: Judgements
}

/** Lines of `{sampleId, output}`, or files of other programs. */
async function readResponses(
  path: string,
  asked: AskedQuestions,
  id: string,
  now: string,
  answeredBy: string | null,
): Promise<Read> {
  const paths = await answerPaths(path)
  const [first, ...others] = paths
  if (first === undefined) throw new UsageError(`--answers ${path}: the folder holds no file of answers`)
  const lines = others.length === 0 ? await ownLines(first) : null
  if (lines !== null)
    return {
      responses: readAnswers(lines, basename(first), asked.samples, id, now),
      judgements: { scores: [], cards: {} },
      unmatched: [],
      notes: [],
      model: null,
    }
  const picked = await Promise.all(paths.map(async (file) => ({ path: file, file: await openAsBlob(file) })))
  const { answers, verdicts, ...rest } = await readAnswerFiles(picked, asked, answeredBy)
  return {
    ...rest,
    responses: answers.map((given) => givenResponse(id, given, now)),
    judgements: judgementsOf(verdicts, id),
  }
}

/** The text of a file that is our own lines, or empty; null for any other. */
async function ownLines(path: string): Promise<string | null> {
  const bytes = await readFile(path).catch(() => {
    throw new UsageError(`--answers ${path}: the file cannot be read`)
  })
  // A line feed, a tab, or what a text begins with: archives and arrays have other first bytes.
  if (bytes.length > 0 && bytes[0]! < 0x80 && !/^[\s{]$/.test(String.fromCharCode(bytes[0]!))) return null
  if (bytes[0] === 0x93) return null
  const { text, guessed } = decodeText(bytes, path)
  const [line = ''] = text
    .replace(/^\uFEFF/, '')
    .trimStart()
    .split('\n', 1)
  if (line !== '' && !/^\{.*"sampleId"\s*:/.test(line)) return null
  if (guessed !== null) process.stderr.write(`${path} is not UTF-8; it was read as ${guessed}\n`)
  return text
}

async function answerPaths(path: string): Promise<string[]> {
  if (!(await isFolder(path))) return [path]
  return (await filesBelow(path))
    .map((file) => file.replaceAll('\\', '/'))
    .filter(mayHoldAnswers)
    .toSorted()
}
