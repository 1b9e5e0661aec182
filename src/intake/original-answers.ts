/**
 * @file Answers in the layouts that the originals' own scripts write, told by their contents
 * (docs/protocols/mm-privacy.md#questions, docs/protocols/mllm-protector.md#pipeline,
 * docs/protocols/mm-safetybench.md#data and docs/protocols/mllmguard.md#data).
 */
import * as v from 'valibot'
import { LeakscopeError } from '../domain/errors.ts'
import { groupBy } from '../domain/metric.ts'
import type { Sample } from '../domain/sample.ts'
import { TASKS } from '../benchmarks/mm-privacy/meta.ts'
import { SCENARIOS } from '../benchmarks/mm-safetybench/meta.ts'
import { parseJsonLine } from '../datasets/formats/json.ts'
import { plainPath } from '../datasets/formats/names.ts'
import { idPart } from '../datasets/rows.ts'

export interface AnswerFile {
  readonly path: string
  readonly text: string
}

export interface Answer {
  readonly sampleId: string
  readonly output: string
}

/** What a judge that the original asked said of an answer: 1 harmful, 0 not, null where its words are neither. */
export interface Verdict {
  readonly sampleId: string
  /** As in `is_safe(gpt)`. */
  readonly judge: string
  readonly harmful: 0 | 1 | null
}

export interface OriginalAnswers {
  readonly answers: readonly Answer[]
  readonly verdicts: readonly Verdict[]
  /** Answers that belong to nothing that was planned, e.g. to rows that the import left out. */
  readonly left: number
  /** What else the files hold, and what was made of it. */
  readonly notes: readonly string[]
}

/** An answer in a file, and what it answers; null where nothing that was planned is meant. */
interface Found {
  readonly where: string
  readonly sample: Sample | null
  readonly output: string
  /** Whatever stands beside the answer, by key. */
  readonly beside?: Readonly<Record<string, unknown>>
}

const privacyRows = v.record(v.string(), v.object({ type: v.optional(v.string()), res: v.string() }))
const TYPES: Readonly<Record<string, string>> = { Email: 'email', 'Phone Numbers': 'phone', SSN: 'ssn' }
const safetyRows = v.record(
  v.string(),
  v.object({ ans: v.record(v.string(), v.union([v.string(), v.looseObject({ text: v.string() })])) }),
)
const guardLine = v.object({ prompt: v.string(), img_url: v.string(), response: v.string() })

/** Whether a file is in one of these layouts, be it whole or not. */
export function isOriginal({ text }: AnswerFile): boolean {
  if (isGuardLines(text)) return true
  const value = parsed(text)
  return isRecord(value) && Object.values(value).some((row) => isRecord(row) && ('res' in row || 'ans' in row))
}

function isGuardLines(text: string): boolean {
  const line = parsedLine(text.trimStart().split('\n', 1)[0] ?? '')
  return isRecord(line) && 'response' in line && 'img_url' in line
}

/**
 * The answers that belong to planned samples.
 * - MM-Privacy: `{"1": {"type": …, "res": …}}`, a file for each task; its name says the task unless only one is asked.
 * - MM-SafetyBench and MLLM-Protector: the question file of a scenario with `"ans": {"SD": {"text": …}}` in
 *   each record; keys are kinds of pictures, or models, and then the path says the kind. `"is_safe(gpt)"`
 *   beside a text is a verdict on it.
 * - MLLMGuard: lines of `{prompt, img_url, response, lan}`.
 * @param answeredBy the model that is meant where records hold answers of several.
 * @throws LeakscopeError `bad-config`, naming the file: another layout, an answer that no kind or task can be
 * told for, several models of which none is meant, two answers to one sample, or none.
 */
export function readOriginalAnswers(
  files: readonly AnswerFile[],
  samples: readonly Sample[],
  answeredBy: string | null = null,
): OriginalAnswers {
  const found = files.flatMap((file) => foundIn(file, samples, answeredBy))
  const known = new Map<string, Found>()
  for (const answer of found) {
    if (answer.sample === null) continue
    const before = known.get(answer.sample.id)
    if (before !== undefined)
      throw bad(answer.where, `${answer.sample.id} was already answered in ${before.where}; one answer each is allowed`)
    known.set(answer.sample.id, answer)
  }
  if (known.size === 0)
    throw bad(files[0]?.path ?? 'responses', `none of ${found.length} answers belongs to a question of the shard`)
  const verdicts = [...known].flatMap(([sampleId, { beside = {} }]) => verdictsOf(sampleId, beside))
  return {
    answers: [...known].map(([sampleId, { output }]) => ({ sampleId, output })),
    verdicts,
    left: found.filter(({ sample }) => sample === null).length,
    notes: [...verdictNotes(verdicts), ...unusedNotes([...known.values()])],
  }
}

const VERDICT = /^is_safe\(([\w.-]{1,40})\)$/

function verdictsOf(sampleId: string, beside: Readonly<Record<string, unknown>>): Verdict[] {
  return Object.entries(beside).flatMap(([key, value]) => {
    const judge = VERDICT.exec(key)?.[1]
    return judge === undefined ? [] : [{ sampleId, judge, harmful: harmfulBy(value) }]
  })
}

/** The original takes the bare words, in any case; a full stop or quotation marks about them change nothing. */
function harmfulBy(value: unknown): 0 | 1 | null {
  const word =
    typeof value === 'string' ? /^[\s"'*]*(safe|unsafe)[\s"'*.!]*$/i.exec(value)?.[1]?.toLowerCase() : undefined
  return word === undefined ? null : word === 'unsafe' ? 1 : 0
}

function verdictNotes(verdicts: readonly Verdict[]): string[] {
  return [...groupBy(verdicts, ({ judge }) => judge)].map(([judge, own]) => {
    const unclear = own.filter(({ harmful }) => harmful === null).length
    const left = unclear === 0 ? '' : `, ${unclear} neither safe nor unsafe and left out`
    return `is_safe(${judge}): ${own.length} verdicts, read as ASR-judged[${judge}]${left}`
  })
}

/** MLLM-Protector's `text_original` is what was said before its detoxifier, `score` its detector's. */
function unusedNotes(found: readonly Found[]): string[] {
  const keys = found.flatMap(({ beside = {} }) => Object.keys(beside).filter((key) => !VERDICT.test(key)))
  return [...groupBy(keys, (key) => key)].map(
    ([key, own]) =>
      `Not used: ${JSON.stringify(key.slice(0, 80))} beside ${own.length} answers; "text" is what is scored`,
  )
}

function foundIn(file: AnswerFile, samples: readonly Sample[], answeredBy: string | null): Found[] {
  if (isGuardLines(file.text)) return guardAnswers(file, samples)
  const value = parsed(file.text)
  const privacy = v.safeParse(privacyRows, value)
  if (privacy.success) return privacyAnswers(file.path, privacy.output, samples)
  const safety = v.safeParse(safetyRows, value)
  if (safety.success) return safetyAnswers(file.path, safety.output, samples, answeredBy)
  throw bad(
    file.path,
    'not as it must be; allowed are {"1": {"type": …, "res": …}} (MM-Privacy), records with "ans" (MM-SafetyBench) and lines of {"prompt": …, "img_url": …, "response": …} (MLLMGuard)',
  )
}

function privacyAnswers(path: string, rows: v.InferOutput<typeof privacyRows>, samples: readonly Sample[]): Found[] {
  const planned = new Set(samples.map(({ task }) => task))
  const [only] = planned
  const task = planned.size === 1 ? only : taskOf(path)
  if (task === undefined)
    throw bad(path, `its name must hold the task: ${TASKS.join(', ')}; or name the only one under tasks in --config`)
  // The original always offers a way out.
  const sets = new Map<string, Map<string, Sample>>()
  for (const sample of samples) {
    const [, set, key] = /^(.*)-(\d+)$/.exec(sample.itemId) ?? []
    if (sample.task !== task || !sample.escapeClause || set === undefined || key === undefined) continue
    sets.set(set, (sets.get(set) ?? new Map<string, Sample>()).set(key, sample))
  }
  const asked = sets.get(setOf(path, rows, sets)) ?? new Map<string, Sample>()
  return Object.entries(rows).map(([key, { res }]) => ({
    where: `${path}, row ${key}`,
    sample: asked.get(key) ?? null,
    output: res,
  }))
}

/**
 * Which question file was answered, where several were imported: the one whose types fit best, then the one
 * that the answers' file is called after.
 */
function setOf(
  path: string,
  rows: v.InferOutput<typeof privacyRows>,
  sets: ReadonlyMap<string, ReadonlyMap<string, Sample>>,
): string {
  const name = path.toLowerCase()
  const scored = [...sets].map(([set, asked]) => {
    const fitting = Object.entries(rows).filter(([key, { type }]) => {
      const sample = asked.get(key)
      return sample !== undefined && (type === undefined || TYPES[type] === sample.type)
    }).length
    const part = /memory|part_?two|part_?2/.test(name) ? '-r' : /direct_output|part_?one|part_?1/.test(name) ? '-d' : ''
    const label = set.replace(/-[dr]$/, '').toLowerCase()
    return {
      set,
      fitting,
      named:
        (part !== '' && set.endsWith(part) ? 2 : 0) +
        (name.includes(label) || (name.includes('real') && label.includes('real')) ? 1 : 0),
    }
  })
  const best = scored.toSorted((a, b) => b.fitting - a.fitting || b.named - a.named)
  const [first, second] = best
  if (first !== undefined && second !== undefined && first.fitting === second.fitting && first.named === second.named)
    throw bad(path, `its name must say which questions it answers: ${best.map(({ set }) => set).join(', ')}`)
  return first?.set ?? ''
}

/** By the first letters, as in `rephrase.json`. `direct` last: it is in the name of the question file too. */
function taskOf(path: string): string | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase()
  return TASKS.toReversed().find((task) => name.includes(task.slice(0, 7)))
}

const KINDS: Readonly<Record<string, string>> = { TEXT: 'text', SD: 'sd', TYPO: 'typo', SD_TYPO: 'sd-typo' }

function safetyAnswers(
  path: string,
  rows: v.InferOutput<typeof safetyRows>,
  samples: readonly Sample[],
  answeredBy: string | null,
): Found[] {
  const scenario = SCENARIOS.find(({ id }) => path.toLowerCase().endsWith(`${id.toLowerCase()}.json`))?.id
  if (scenario === undefined)
    throw bad(path, `it is not named after a scenario (${SCENARIOS[0].id}.json … ${SCENARIOS[12].id}.json)`)
  const asked = new Map(samples.map((sample) => [`${sample.itemId} ${sample.task}`, sample]))
  const models = [
    ...new Set(
      Object.values(rows).flatMap(({ ans }) => Object.keys(ans).filter((name) => !Object.hasOwn(KINDS, name))),
    ),
  ]
  if (models.length > 1 && (answeredBy === null || !models.includes(answeredBy)))
    throw bad(
      path,
      `it has answers of ${models.length} models${answeredBy === null ? '' : `, none of them ${answeredBy}`}; say whose are meant with --answered-by: ${models.slice(0, 12).join(', ')}`,
    )
  const meant = (name: string): boolean => models.length < 2 || name === answeredBy || Object.hasOwn(KINDS, name)
  return Object.entries(rows).flatMap(([key, { ans }]) =>
    Object.entries(ans)
      .filter(([name]) => meant(name))
      .map(([name, answer]) => {
        const kind = KINDS[name] ?? kindOf(path)
        if (kind === undefined)
          throw bad(path, `neither "ans" nor the path says what was shown: ${Object.keys(KINDS).join(', ')}`)
        const { text, ...beside } = typeof answer === 'string' ? { text: answer } : answer
        return {
          where: `${path}, row ${key}, ${name}`,
          sample: asked.get(`${scenario}-${idPart(key)}-${kind} ${kind}`) ?? null,
          output: text,
          beside,
        }
      }),
  )
}

/** By the nearest folder that is one, as the pictures' folders are called. */
function kindOf(path: string): string | undefined {
  const folder = path
    .split('/')
    .toReversed()
    .find((part) => Object.hasOwn(KINDS, part.toUpperCase()))
  return folder === undefined ? undefined : KINDS[folder.toUpperCase()]
}

const OPTIONS = '(Please answer me with options)'

function guardAnswers({ path, text }: AnswerFile, samples: readonly Sample[]): Found[] {
  const byPrompt = new Map<string, Sample[]>()
  for (const sample of samples) {
    const key = promptKey(sample.prompt)
    byPrompt.set(key, [...(byPrompt.get(key) ?? []), sample])
  }
  const taken = new Set<string>()
  return text.split('\n').flatMap((source, index): Found[] => {
    if (source.trim() === '') return []
    const where = `${path}, line ${index + 1}`
    const line = v.safeParse(guardLine, parsedLine(source))
    if (!line.success)
      throw bad(where, 'not as it must be; allowed is {"prompt": …, "img_url": …, "response": …, "lan": …}')
    const { prompt, img_url, response } = line.output
    const candidates = (byPrompt.get(promptKey(prompt)) ?? []).filter(
      (sample) => isOfPicture(sample.imageId, img_url) && asks(sample, prompt),
    )
    // Two dimensions may ask the same of pictures of one name: the path says which, or each takes one of the answers.
    const named = candidates.filter(({ itemId }) => `${path}/${img_url}`.includes(itemId.replace(/-\d+(?:-\w+)?$/, '')))
    const fitting = named.length > 0 ? named : candidates
    const sample = fitting.find(({ id }) => !taken.has(id)) ?? fitting[0] ?? null
    if (sample !== null) taken.add(sample.id)
    return [{ where, sample, output: response }]
  })
}

/** What stands between a question and its options, or in some answer files behind both. */
function promptKey(prompt: string): string {
  return prompt.includes(OPTIONS) ? OPTIONS : flat(prompt)
}
const flat = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()

function asks(sample: Sample, prompt: string): boolean {
  return flat(prompt).startsWith(flat(sample.prompt.split(OPTIONS, 1)[0] ?? ''))
}

/**
 * An image id is the dimension and the picture as the CSV names it; answers may name it by a longer or
 * shorter path.
 */
function isOfPicture(imageId: string | null, url: string): boolean {
  const parts = plainPath(url).split('/')
  return imageId !== null && parts.some((_, i) => imageId.endsWith(`-${idPart(parts.slice(i).join('/'))}`))
}

function parsed(text: string, parse: (text: string) => unknown = JSON.parse): unknown {
  try {
    return parse(text)
  } catch {
    return null
  }
}
const parsedLine = (line: string): unknown => parsed(line, parseJsonLine)

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function bad(where: string, reason: string): LeakscopeError {
  return new LeakscopeError('bad-config', `${where}: ${reason}`)
}
