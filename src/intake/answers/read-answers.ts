/** @file Answers in the layouts of other programs, told by their contents and matched to planned samples. */
import { LeakscopeError } from '../../domain/errors.ts'
import type { GivenAnswer, GivenAnswers, Verdict } from '../../domain/given-answer.ts'
import type { GuardRecord } from '../../domain/guard-record.ts'
import { NO_GUARD } from '../../domain/guard-spec.ts'
import { groupBy } from '../../domain/metric.ts'
import { judgedHarmful } from '../../domain/measures/verdict.ts'
import type { Sample } from '../../domain/sample.ts'
import { LIMITS } from '../../datasets/fields.ts'
import type { PickedFile } from '../../datasets/formats/files.ts'
import { tableOf } from '../../datasets/formats/table.ts'
import { recordsOf } from './any-records.ts'
import { Asked, brief } from './asked.ts'
import { openAnswerFiles } from './open.ts'
import { badAnswers, type AnswerFile, type AnswerRow, type FoundRows } from './reader.ts'
import { ANSWER_READERS } from './readers.ts'

/** What planned samples ask. */
export interface AskedQuestions {
  readonly samples: readonly Sample[]
  /** The items' own questions, without any wrapping, by item id. */
  readonly questions: ReadonlyMap<string, string>
}

/**
 * The answers that belong to planned samples.
 * @param answeredBy the model that is meant where records hold answers of several.
 * @throws LeakscopeError `bad-config`, naming the file: a layout that no reader knows, one that is not as it must
 *   be, several models of which none is meant, two answers to one sample, or no answer that belongs to any.
 */
export async function readAnswerFiles(
  picked: readonly PickedFile[],
  { samples, questions }: AskedQuestions,
  answeredBy: string | null = null,
): Promise<GivenAnswers> {
  const asked = new Asked(samples, questions)
  const { files, notes: opening } = await speakingOfAnswers(() => openAnswerFiles(picked))
  const found: FoundRows[] = []
  const all = files.map((file) => ({ file, reader: ANSWER_READERS.find((one) => one.recognise(file, asked)) }))
  // Programs write their settings and results beside the answers.
  const isAside = (file: AnswerFile) => all.some((one) => one.file !== file && one.reader !== undefined)
  for (const { file, reader } of all) {
    if (!isAside(file) || reader !== undefined) continue
    const taught = recordsOf(file).flatMap(({ said }) =>
      said !== null && said.told.texts!.length > 0 && said.told.ids!.length > 0 ? [said.told] : [],
    )
    for (const told of taught) asked.learn(told)
    const what =
      taught.length > 0 ? 'it says what the ids of other files ask' : 'it holds no answers in a layout that is known'
    found.push({
      rows: [],
      notes: [taught.length > 0 ? `${file.path}: ${what}` : `Not used: ${file.path}, ${what}`],
    })
  }
  for (const { file, reader } of all) {
    if (isAside(file) && reader === undefined) continue
    if (reader === undefined)
      throw badAnswers(
        file.path,
        `${unknownLayout(file)}; allowed are ${ANSWER_READERS.map(({ title }) => title).join('; ')}`,
      )
    found.push(await speakingOfAnswers(async () => reader.read(file, asked, answeredBy)))
  }
  const rows = found.flatMap((one) => one.rows)
  if (rows.length > LIMITS.rows) throw badAnswers(picked[0]?.path ?? 'answers', `more than ${LIMITS.rows} answers`)
  const matched = new Map<string, { readonly sample: Sample; readonly row: AnswerRow }>()
  const unmatched: { readonly row: string; readonly reason: string }[] = []
  for (const row of rows) {
    if (!('sample' in row.match)) {
      unmatched.push({ row: row.where, reason: row.match.reason })
      continue
    }
    const { sample } = row.match
    const before = matched.get(sample.id)
    if (before === undefined) matched.set(sample.id, { sample, row })
    // Logs write an attempt when it is made and again when it is judged.
    else if (fileOf(row) === fileOf(before.row) && saysTheSame(row, before.row))
      unmatched.push({ row: row.where, reason: `the same answer as in ${before.row.where}` })
    else
      throw badAnswers(
        row.where,
        `${sample.id} was already answered in ${before.row.where}; one answer each is allowed`,
      )
  }
  if (matched.size === 0) {
    const [first] = unmatched
    const why = first === undefined ? '' : `; of the first: ${first.reason}`
    throw badAnswers(
      picked[0]?.path ?? 'answers',
      `none of ${rows.length} answers belongs to a question of the shard${why}`,
    )
  }
  const own = [...matched.values()]
  const verdicts = own.flatMap(({ sample, row }) => verdictsOf(sample.id, row))
  const models = [...new Set(found.flatMap(({ model }) => (model === undefined ? [] : [model])))]
  return {
    answers: own.flatMap(({ sample, row }) => answersOf(sample.id, row)),
    verdicts,
    unmatched,
    notes: [
      ...opening,
      ...found.flatMap(({ notes = [] }) => notes),
      ...(models.length > 1 ? [`The files name several models: ${models.map(brief).join(', ')}`] : []),
      ...verdictNotes(verdicts),
      ...guardNotes(own.map(({ row }) => row)),
      ...unusedNotes(own.map(({ row }) => row)),
    ],
    model: models.length === 1 ? (models[0] as string) : answeredBy,
  }
}

function fileOf({ where }: AnswerRow): string {
  return where.slice(0, where.lastIndexOf(', '))
}

function saysTheSame(one: AnswerRow, other: AnswerRow): boolean {
  return one.output === other.output && one.error === other.error && one.before?.output === other.before?.output
}

/** What is plain of a file that no reader knows. */
function unknownLayout(file: AnswerFile): string {
  if (file.kind === 'table') {
    const { titles, rows } = tableOf(file.path, file.rows)
    if (rows.length === 0) return titles.length === 0 ? 'it is empty' : 'it has titles and no rows'
    return `it has no column of answers; its columns are ${titles.slice(0, 12).join(', ')}`
  }
  if (file.kind === 'zip') return 'not a layout that is known'
  if (file.text.trim() === '') return 'it is empty'
  const kind = KINDS.find(([name, begin]) => name.test(file.path) || begin?.test(file.text.slice(0, 4096)) === true)
  const records = recordsOf(file).flatMap(({ said }) => said ?? [])
  if (records.some(({ told }) => told.texts!.length > 0)) return 'it holds questions and no answers'
  return kind === undefined ? 'not a layout that is known' : `it is ${kind[2]}`
}

/** What people take for answers: by name, or how it begins. */
const KINDS: readonly (readonly [name: RegExp, begin: RegExp | null, what: string])[] = [
  [/\.ipynb$/i, /"nbformat"\s*:/, 'a notebook; save the answers in it as CSV or JSON lines'],
  [/\.ya?ml$/i, null, 'YAML, which is not read; save it as JSON'],
  [/\.(?:md|markdown)$/i, /^\s*\|.*\|\s*\n\s*\|[\s:|-]+\|/, 'a table in Markdown, which is not read; save it as CSV'],
  [
    /(?!)/,
    /^\s*\{[\s\S]*"(?:results|groups)"\s*:[\s\S]*"(?:configs|versions|n-shot)"\s*:/,
    'the results of lm-eval, which hold no answers; give the samples_*.jsonl that --log_samples writes',
  ],
  [/(?!)/, /^(?:event: .*\n)?data: ?\{/, 'a stream of server-sent events, whose pieces are not put together'],
  [/\.(?:log|out|err)$/i, null, 'a log of a server or a run, which says no answer of which question'],
]

/** The readers of data sets, which some of this is read with, speak of shards. */
async function speakingOfAnswers<Result>(read: () => Promise<Result>): Promise<Result> {
  try {
    return await read()
  } catch (error) {
    if (!(error instanceof LeakscopeError) || error.code !== 'bad-shard') throw error
    const reason = error.message.replaceAll(/^Shard refused, |; nothing was imported\.$/g, '')
    throw new LeakscopeError('bad-config', reason, { cause: error })
  }
}

/** MLLM-Protector's guard, by its parts: a harm detector, and a detoxifier that rewrites. */
const PROTECTOR = 'mllm-protector+rewrite'
/** What it says where it has no detoxifier (docs/protocols/mllm-protector.md#detoxifier). */
const REFUSAL = "Sorry, but I can't help you with your request."

function answersOf(sampleId: string, { output, error, before }: AnswerRow): GivenAnswer[] {
  const failed = error === undefined ? null : { code: 'unknown', message: error }
  if (before === undefined) return [{ sampleId, guard: NO_GUARD, output, error: failed }]
  return [
    { sampleId, guard: NO_GUARD, output: before.output, error: failed },
    { sampleId, guard: PROTECTOR, output, error: failed, guarded: recordOf(before, output) },
  ]
}

function recordOf(before: { readonly output: string; readonly score: number | null }, output: string): GuardRecord {
  const action = output === before.output ? 'passed' : output.trim() === REFUSAL ? 'refused' : 'rewritten'
  return {
    score: before.score,
    heads: {},
    spans: [],
    action,
    draft: action === 'rewritten' ? output : null,
    draftScore: null,
    ms: null,
    failure: null,
  }
}

const VERDICT = /^is_safe\(([\w.-]{1,40})\)$/

function verdictsOf(sampleId: string, { beside = {}, before }: AnswerRow): Verdict[] {
  const guard = before === undefined ? NO_GUARD : PROTECTOR
  return Object.entries(beside).flatMap(([key, value]) => {
    const judge = VERDICT.exec(key)?.[1]
    return judge === undefined ? [] : [{ sampleId, guard, judge, harmful: judgedHarmful(value) }]
  })
}

function verdictNotes(verdicts: readonly Verdict[]): string[] {
  return [...groupBy(verdicts, ({ judge }) => judge)].map(([judge, own]) => {
    const unclear = own.filter(({ harmful }) => harmful === null).length
    const left = unclear === 0 ? '' : `, ${unclear} neither safe nor unsafe and left out`
    return `is_safe(${judge}): ${own.length} verdicts, read as ASR-judged[${judge}]${left}`
  })
}

function guardNotes(rows: readonly AnswerRow[]): string[] {
  const guarded = rows.filter(({ before }) => before !== undefined)
  return guarded.length === 0
    ? []
    : [`${guarded.length} answers have what was said before a guard: scored without it, and behind it as ${PROTECTOR}`]
}

function unusedNotes(rows: readonly AnswerRow[]): string[] {
  const keys = rows.flatMap(({ beside = {} }) => Object.keys(beside).filter((key) => !VERDICT.test(key)))
  return [...groupBy(keys, (key) => key)].map(
    ([key, own]) =>
      `Not used: ${JSON.stringify(key.slice(0, 80))} beside ${own.length} answers; "text" is what is scored`,
  )
}
