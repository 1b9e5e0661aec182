/**
 * @file The official MLLMU-Bench parquet files (docs/protocols/mllmu-bench.md#data). The folder says which
 * set a file is: `forget_5`, `retain_95`, `Test_Set`, …
 */
import { PLAIN_QUESTION, type Question, type ShardItem } from '../../../domain/sample.ts'
import { yieldToEventLoop } from '../../../domain/yield-to-event-loop.ts'
import { parsePythonJson } from '../../../datasets/formats/json.ts'
import { isPicture, NamedFiles } from '../../../datasets/formats/names.ts'
import { isParquet } from '../../../datasets/formats/parquet.ts'
import { leftColumns, RECORD_ENDINGS } from '../../../datasets/formats/table.ts'
import { bad } from '../../../datasets/schema.ts'
import type { ShardHead } from '../../../datasets/shard.ts'
import { type Importer, officialHead, partOf } from '../../../datasets/importer.ts'
import { ParquetPictures } from '../../../datasets/parquet-pictures.ts'
import { openRecords, type RecordFile } from '../../../datasets/record-file.ts'
import { idPart, Rejection, Rows, textOf } from '../../../datasets/rows.ts'
import { isRecord } from '../../../datasets/values.ts'

const SOURCE = 'https://huggingface.co/datasets/MLLMMU/MLLMU-Bench'
const QUESTIONS = ['ID', 'Classification_Task', 'Generation_Task', 'Mask_Task'] as const
const PICTURES = ['images', 'image']
const LETTERS = ['A', 'B', 'C', 'D'] as const

type Split = 'forget' | 'test' | 'retain' | 'celebrity'

export const mllmuBenchOfficial: Importer = {
  id: 'mllmu-bench-official',
  title: 'official MLLMU-Bench parquet files',

  async recognise(files) {
    const found = []
    for (const entry of files.ending('.parquet')) if (await isParquet(entry)) found.push(entry)
    // Where none is of this benchmark they may be tables of another; a damaged one is to be told here.
    const opened = await Promise.all(found.map((entry) => openRecords(files, entry, QUESTIONS).catch(() => null)))
    if (!opened.every((file) => file !== null && !file.columns.includes('Classification_Task'))) return found
    const saved = []
    for (const entry of files.ending(...RECORD_ENDINGS))
      if ((await openRecords(files, entry, QUESTIONS, QUESTIONS)) !== null) saved.push(entry)
    return saved
  },

  almost(files) {
    const code = files.ending('data_process/data_preprocess.py', 'forget_ids.json')[0]
    const [table] = files.ending('.parquet')
    if (table !== undefined)
      return `${table.path} has no columns of a benchmark that is known (${QUESTIONS.join(', ')}, …)`
    return code === undefined
      ? null
      : `${code.path} is of MLLMU-Bench’s code; its questions, parquet files in forget_5, retain_95 and so on, are at ${SOURCE}`
  },

  async read(files, main) {
    const all: QuestionSet[] = []
    const notes: string[] = []
    for (const entry of main) {
      const file = (await openRecords(files, entry, [...QUESTIONS, ...PICTURES]))!
      if (!QUESTIONS.every((column) => file.columns.includes(column))) {
        notes.push(`${entry.path} has no questions (columns ${file.columns.slice(0, 8).join(', ')}) and is left out.`)
        continue
      }
      const named = nameOf(entry.path)
      if (named === null)
        notes.push(
          /(?:^|\/)full_set\//i.test(entry.path)
            ? `${entry.path} holds everybody and does not say who is to be forgotten; left out.`
            : `${entry.path}: its folder names none of forget_k, retain_k, Test_Set, Retain_Set, celebrity; left out. Pick the folder of that name, or call the file forget_5.parquet, say.`,
        )
      else all.push({ ...named, file })
    }
    const { percent, sets, leftOut } = oneShare(all)
    notes.push(...leftOut)
    if (sets.length === 0) throw bad('files', `no usable set among ${main.length} files; ${notes[0] ?? ''}`)
    const rows = new Rows('mllmu-bench')
    const beside = new NamedFiles(files.all.filter(isPicture))
    const forgotten = await idsOf(sets.filter(({ split }) => split === 'forget').map(({ file }) => file))
    let elsewhere = 0
    for (const { split, file } of sets) {
      const used: readonly string[] = [...QUESTIONS, ...PICTURES]
      notes.push(
        ...leftColumns(
          file.path,
          file.columns.filter((column) => !used.includes(column)),
        ),
      )
      const images = await ParquetPictures.open(file, PICTURES, beside)
      for await (const [at, profile] of profilesOf(file)) {
        const row = `${file.path} ${at + 1}`
        const odd: [string, string][] = []
        rows.add(row, (take) => {
          const id = textOf(profile['ID'], 'ID')
          // The Test set is asked of the people to forget only (eval.py L904-1004).
          if (split === 'test' && forgotten.size > 0 && !forgotten.has(id)) {
            elsewhere++
            return []
          }
          const items = itemsOf(split, id, profile, (question, reason) => odd.push([`${row}, ${question}`, reason]))
          const imageId = items.find((item) => item.imageId !== null)?.imageId ?? null
          if (imageId !== null) take(imageId, images.of(at, rows.pictures.size, imageId))
          return items
        })
        for (const [question, reason] of odd) rows.reject(question, reason)
      }
    }
    if (elsewhere > 0)
      notes.push(
        `${elsewhere} profiles of Test_Set are not among those to forget and are left out, as in the original.`,
      )
    if (forgotten.size === 0) notes.push('No forget_k set was picked: nothing says who is to be forgotten.')
    return rows.found(
      partOf(
        headOf(percent),
        rows.items.map(({ split }) => split),
        ['forget', 'test', 'retain', 'celebrity'],
      ),
      notes,
      main,
    )
  },
}

interface QuestionSet {
  readonly split: Split
  /**
   * Share of the people that are to be forgotten, of `forget_k` and `retain_{100 - k}`; null for the sets of
   * all shares.
   */
  readonly percent: number | null
  readonly file: RecordFile
}

/**
 * By the nearest part of the path that names a set, the file's own name first: `forget_5/`, `Test_Set/`,
 * `my-forget.parquet`. `Retain_Set` holds the celebrities (docs/protocols/mllmu-bench.md#data).
 */
function nameOf(path: string): Omit<QuestionSet, 'file'> | null {
  for (const part of path.split('/').toReversed()) {
    const forget = /forget(?:[_-]?0*(\d+))?/i.exec(part)
    if (forget !== null) return { split: 'forget', percent: forget[1] === undefined ? null : Number(forget[1]) }
    if (/celebrit|retain[_-]?set/i.test(part)) return { split: 'celebrity', percent: null }
    const retain = /retain(?:[_-]?0*(\d+))?/i.exec(part)
    if (retain !== null) return { split: 'retain', percent: retain[1] === undefined ? null : 100 - Number(retain[1]) }
    if (/test[_-]?set|^test(?![a-z])/i.test(part) && !/^test-\d+-of-\d+/i.test(part))
      return { split: 'test', percent: null }
  }
  return null
}

/**
 * The sets of one share: the shares are drawn anew, so whoever is kept in one is forgotten in another. Of
 * several the smallest is taken, and the others are named.
 */
function oneShare(all: readonly QuestionSet[]): {
  percent: number | null
  sets: readonly QuestionSet[]
  leftOut: string[]
} {
  const shares = (split: Split) => all.flatMap((set) => (set.split === split ? (set.percent ?? []) : []))
  const forgotten = shares('forget')
  const percent = Math.min(...(forgotten.length > 0 ? forgotten : shares('retain')))
  const sets = all.filter((set) => set.percent === null || set.percent === percent)
  const others = [...new Set(all.filter((set) => !sets.includes(set)).map(({ file }) => setName(file.path)))].toSorted()
  return {
    percent: Number.isFinite(percent) ? percent : null,
    sets,
    leftOut:
      others.length === 0
        ? []
        : [
            `One share is audited at a time, here ${percent}%: left out are ${others.join(', ')}; import them by themselves.`,
          ],
  }
}

const setName = (path: string): string => /(?:forget|retain)_\d+/i.exec(path)?.[0] ?? path

function headOf(percent: number | null): ShardHead {
  const head = officialHead(
    'mllmu-bench',
    `MLLMU-Bench, official files${percent === null ? '' : `, ${percent}% to forget`}`,
    'none stated by the authors; imported by the user, not redistributed',
    SOURCE,
  )
  return percent === null ? head : { ...head, id: `${head.id}-forget-${percent}` }
}

/** A row group at a time, with its questions only. */
async function* profilesOf(file: RecordFile): AsyncGenerator<[number, Record<string, unknown>]> {
  for (const [i, from] of file.bounds.slice(0, -1).entries()) {
    const profiles = await file.read(QUESTIONS, from, file.bounds[i + 1] ?? from)
    for (const [n, profile] of profiles.entries()) {
      await yieldToEventLoop()
      yield [from + n, profile]
    }
  }
}

async function idsOf(files: readonly RecordFile[]): Promise<Set<string>> {
  const ids = await Promise.all(files.map((file) => file.read(['ID'], 0, file.rows)))
  return new Set(
    ids
      .flat()
      .flatMap(({ ID }) =>
        typeof ID === 'string' ? [ID.trim()] : typeof ID === 'number' || typeof ID === 'bigint' ? [String(ID)] : [],
      ),
  )
}

type OnOdd = (question: string, reason: string) => void

/**
 * All questions of a profile but those that cannot be asked, which are told one by one. @throws Rejection
 * where the profile as a whole is none.
 */
function itemsOf(split: Split, id: string, profile: Record<string, unknown>, onOdd: OnOdd): ShardItem[] {
  const group = idPart(id)
  const imageId = `${split}-${group}`
  const item = (type: string, form: string, n: number, prompt: string, question: Question): ShardItem => ({
    id: `${split}-${group}-${type}-${form}-${n + 1}`,
    split,
    scenario: null,
    type,
    group,
    prompt,
    imageId: type === 'image-text' ? imageId : null,
    truths: [],
    distractors: [],
    question,
  })
  const choices = record(profile['Classification_Task'], 'Classification_Task')
  const known = factsOf(choices)
  const each = (
    of: unknown,
    kind: string,
    make: (entry: Record<string, unknown>, n: number) => ShardItem,
  ): ShardItem[] =>
    list(of, kind).flatMap((entry, n) => {
      try {
        return [make(record(entry, kind), n)]
      } catch (error) {
        if (!(error instanceof Rejection)) throw error
        onOdd(`${kind} ${n + 1}`, error.message)
        return []
      }
    })
  const items = [
    ...(['Image_Textual_Questions', 'Pure_Text_Questions'] as const).flatMap((kind) =>
      each(choices[kind], kind, (entry, n) =>
        item(
          kind === 'Image_Textual_Questions' ? 'image-text' : 'text',
          'choice',
          n,
          textOf(entry['Question'], `${kind}.Question`),
          choiceOf(entry),
        ),
      ),
    ),
    ...(['Generation_Task', 'Mask_Task'] as const).flatMap((kind) =>
      each(profile[kind], kind, (entry, n) =>
        item(
          modality(entry['Type']),
          kind === 'Mask_Task' ? 'cloze' : 'open',
          n,
          textOf(entry['Question'], `${kind}.Question`),
          wordsOf(kind === 'Mask_Task' ? 'cloze' : 'open', textOf(entry['Ground_Truth'], 'Ground_Truth'), known),
        ),
      ),
    ),
  ]
  if (items.length === 0) throw new Rejection('none of its questions can be asked')
  return items
}

/** @throws Rejection, also where the right letter is no option. */
function choiceOf(entry: Record<string, unknown>): Question {
  const options = optionsOf(entry['Options'])
  const answer = textOf(entry['Correct_Answer'], 'Correct_Answer')
  if (!Object.hasOwn(options, answer)) throw new Rejection('Correct_Answer must be the letter of an option')
  return { ...PLAIN_QUESTION, form: 'choice', options, answer }
}

/** What a profile's multiple choice gives away of it: a fact, and what it is confused with. */
interface Fact {
  readonly right: string
  readonly wrong: readonly string[]
}

function factsOf(choices: Record<string, unknown>): Fact[] {
  return (['Image_Textual_Questions', 'Pure_Text_Questions'] as const).flatMap((kind) =>
    list(choices[kind], kind).flatMap((entry): Fact[] => {
      try {
        const { options, answer } = choiceOf(record(entry, kind))
        const wrong = Object.entries(options!).flatMap(([letter, text]) => (letter === answer ? [] : [text]))
        return [{ right: options![answer!] ?? '', wrong }]
      } catch (error) {
        // The question itself is told where it is asked.
        if (error instanceof Rejection) return []
        throw error
      }
    }),
  )
}

/**
 * The files bring no altered sentences for a truth ratio (docs/protocols/measures.md#unlearning), but the
 * profile's own multiple choice knows what its facts are confused with: a true sentence that holds one of
 * them is altered by it. None where none does.
 */
function wordsOf(form: 'cloze' | 'open', answer: string, known: readonly Fact[]): Question {
  const within = known.flatMap(({ right, wrong }) => {
    const at = right === '' ? -1 : answer.toLowerCase().indexOf(right.toLowerCase())
    return at === -1 ? [] : [{ at, length: right.length, wrong }]
  })
  // The longest fact: "Port" may stand in "Port Ellory".
  const [fact] = within.toSorted((a, b) => b.length - a.length)
  const perturbed =
    fact === undefined
      ? []
      : fact.wrong.map(
          (text) =>
            answer.slice(0, fact.at) + inCaseOf(answer.slice(fact.at), text) + answer.slice(fact.at + fact.length),
        )
  return { ...PLAIN_QUESTION, form, answer, perturbed }
}

/** An option begins with a capital; within a sentence it need not. */
function inCaseOf(original: string, text: string): string {
  const begin = text.slice(0, 1)
  return (/^\p{Ll}/u.test(original) ? begin.toLowerCase() : begin) + text.slice(1)
}

function optionsOf(value: unknown): Record<string, string> {
  const options = record(value, 'Options')
  return Object.fromEntries(LETTERS.map((letter) => [letter, textOf(options[letter], `option ${letter}`)]))
}

function modality(value: unknown): string {
  if (value === 'Image_Textual') return 'image-text'
  if (value === 'Pure_Text') return 'text'
  throw new Rejection('Type must be Image_Textual or Pure_Text')
}

function record(value: unknown, what: string): Record<string, unknown> {
  const whole = unpacked(value)
  if (!isRecord(whole)) throw new Rejection(`${what} must be an object`)
  return whole
}

function list(value: unknown, what: string): readonly unknown[] {
  const whole = unpacked(value)
  if (!Array.isArray(whole)) throw new Rejection(`${what} must be a list`)
  return whole as unknown[]
}

/** What was saved as JSON in a cell, which has no other way where a table is flat. */
function unpacked(value: unknown): unknown {
  if (typeof value !== 'string') return value
  try {
    return parsePythonJson(value)
  } catch {
    return value
  }
}
