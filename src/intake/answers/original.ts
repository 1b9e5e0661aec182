/** @file Answers in the layouts that the originals' own scripts write, told by their contents (benchmarks.md 1.4, 4.5, 5.3, 6.2). */
import * as v from 'valibot'
import { LeakscopeError } from '../../audit/errors.ts'
import type { Sample } from '../../audit/sample.ts'
import { TASKS } from '../../audit/benchmarks/mm-privacy/meta.ts'
import { SCENARIOS } from '../../audit/benchmarks/mm-safetybench/meta.ts'
import { plainPath } from '../files/names.ts'
import { idPart } from '../importers/rows.ts'

export interface AnswerFile {
  readonly path: string
  readonly text: string
}

export interface Answer {
  readonly sampleId: string
  readonly output: string
}

/** An answer in a file, and what it answers; null where nothing that was planned is meant. */
interface Found {
  readonly where: string
  readonly sample: Sample | null
  readonly output: string
}

const privacyRows = v.record(v.string(), v.object({ type: v.optional(v.string()), res: v.string() }))
const TYPES: Readonly<Record<string, string>> = { Email: 'email', 'Phone Numbers': 'phone', SSN: 'ssn' }
const safetyRows = v.record(
  v.string(),
  v.object({ ans: v.record(v.string(), v.union([v.string(), v.object({ text: v.string() })])) }),
)
const guardLine = v.object({ prompt: v.string(), img_url: v.string(), response: v.string() })

/** Whether a file is in one of these layouts, be it whole or not. */
export function isOriginal({ text }: AnswerFile): boolean {
  if (isGuardLines(text)) return true
  const value = parsed(text)
  return isRecord(value) && Object.values(value).some((row) => isRecord(row) && ('res' in row || 'ans' in row))
}

function isGuardLines(text: string): boolean {
  const line = parsed(text.trimStart().split('\n', 1)[0] ?? '')
  return isRecord(line) && 'response' in line && 'img_url' in line
}

/**
 * The answers that belong to planned samples.
 * - MM-Privacy: `{"1": {"type": …, "res": …}}`, a file for each task; its name says the task unless only one is asked.
 * - MM-SafetyBench and MLLM-Protector: the question file of a scenario with `"ans": {"SD": {"text": …}}` in each record; keys are kinds of pictures, or a
 *   model, and then the path says the kind.
 * - MLLMGuard: lines of `{prompt, img_url, response, lan}`.
 * @returns beside them how many answer nothing that was planned, e.g. rows that the import left out.
 * @throws LeakscopeError `bad-config`, naming the file: another layout, an answer that no kind or task can be told for, two answers to one sample, or none.
 */
export function readOriginalAnswers(
  files: readonly AnswerFile[],
  samples: readonly Sample[],
): { answers: Answer[]; left: number } {
  const found = files.flatMap((file) => foundIn(file, samples))
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
  return {
    answers: [...known].map(([sampleId, { output }]) => ({ sampleId, output })),
    left: found.filter(({ sample }) => sample === null).length,
  }
}

function foundIn(file: AnswerFile, samples: readonly Sample[]): Found[] {
  if (isGuardLines(file.text)) return guardAnswers(file, samples)
  const value = parsed(file.text)
  const privacy = v.safeParse(privacyRows, value)
  if (privacy.success) return privacyAnswers(file.path, privacy.output, samples)
  const safety = v.safeParse(safetyRows, value)
  if (safety.success) return safetyAnswers(file.path, safety.output, samples)
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

/** Which question file was answered, where several were imported: the one whose types fit best, then the one that the answers' file is called after. */
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

function safetyAnswers(path: string, rows: v.InferOutput<typeof safetyRows>, samples: readonly Sample[]): Found[] {
  const scenario = SCENARIOS.find(({ id }) => path.toLowerCase().endsWith(`${id.toLowerCase()}.json`))?.id
  if (scenario === undefined)
    throw bad(path, `it is not named after a scenario (${SCENARIOS[0].id}.json … ${SCENARIOS[12].id}.json)`)
  const asked = new Map(samples.map((sample) => [`${sample.itemId} ${sample.task}`, sample]))
  return Object.entries(rows).flatMap(([key, { ans }]) => {
    const models = Object.keys(ans).filter((name) => !Object.hasOwn(KINDS, name))
    if (models.length > 1)
      throw bad(path, `row ${key} has answers of ${models.length} models (${models.slice(0, 3).join(', ')}); keep one`)
    return Object.entries(ans).map(([name, answer]) => {
      const kind = KINDS[name] ?? kindOf(path)
      if (kind === undefined)
        throw bad(path, `neither "ans" nor the path says what was shown: ${Object.keys(KINDS).join(', ')}`)
      return {
        where: `${path}, row ${key}, ${name}`,
        sample: asked.get(`${scenario}-${idPart(key)}-${kind} ${kind}`) ?? null,
        output: typeof answer === 'string' ? answer : answer.text,
      }
    })
  })
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
    const line = v.safeParse(guardLine, parsed(source))
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

/** An image id is the dimension and the picture as the CSV names it; answers may name it by a longer or shorter path. */
function isOfPicture(imageId: string | null, url: string): boolean {
  const parts = plainPath(url).split('/')
  return imageId !== null && parts.some((_, i) => imageId.endsWith(`-${idPart(parts.slice(i).join('/'))}`))
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return null
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function bad(where: string, reason: string): LeakscopeError {
  return new LeakscopeError('bad-config', `${where}: ${reason}`)
}
