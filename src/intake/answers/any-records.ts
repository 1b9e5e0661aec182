/**
 * @file Records and tables that nobody in particular writes so: a question or an id, and under one of many names
 * what a model said (told.ts). Comes after the readers that know whose file it is.
 */
import { LIMITS } from '../../datasets/fields.ts'
import { isRecord } from '../../datasets/values.ts'
import { hasMoreCells, tableOf, titleKey } from '../../datasets/formats/table.ts'
import { type Asked, brief } from './asked.ts'
import { conversationsOf } from './exchange.ts'
import { badAnswers, type AnswerFile, type AnswerReader, type AnswerRow } from './reader.ts'
import { parsedLine, parsedText } from './records.ts'
import { parsedCell, type Said, saidIn } from './told.ts'

export const anyRecords: AnswerReader = {
  id: 'records',
  title:
    'records or tables with a question or an id and an answer (“prediction”, “response”, “output”, …), replies and batches of a server, conversations',

  recognise: (file, asked) => recordsOf(file, asked).some(({ said }) => said?.output != null),

  read(file, asked, answeredBy) {
    const found = recordsOf(file)
    if (found.length > LIMITS.rows) throw badAnswers(file.path, `more than ${LIMITS.rows} answers`)
    const all = found.flatMap(({ where, said }) => (said === null ? [] : [{ where, said }]))
    const damaged = found.filter(({ said }) => said === null)
    const models = [...new Set(all.flatMap(({ said: { model, output } }) => (output === null ? [] : (model ?? []))))]
    if (models.length > 1 && (answeredBy === null || !models.includes(answeredBy)))
      throw badAnswers(
        file.path,
        `it has answers of ${models.length} models${answeredBy === null ? '' : `, none of them ${answeredBy}`}; say whose are meant with --answered-by: ${models.slice(0, 12).join(', ')}`,
      )
    const records = models.length > 1 ? all.filter(({ said }) => said.model === answeredBy) : all
    const rows = records.map(({ where, said }): AnswerRow => {
      const { output, error, told } = said
      if (output === null && error === null) return { where, output: '', match: { reason: 'it has no answer' } }
      const match = asked.match(told)
      return output === null ? { where, output: '', error: brief(error!), match } : { where, output, match }
    })
    const model = models.length > 1 ? answeredBy! : models[0]
    return {
      rows: [...rows, ...damaged.map(({ where, reason = DAMAGED }) => ({ where, output: '', match: { reason } }))],
      ...(model === undefined ? {} : { model }),
      notes: [
        ...twiceCalled(file),
        ...notesOf(
          file.path,
          records.map(({ said }) => said),
        ),
      ],
    }
  },
}

function notesOf(path: string, said: readonly Said[]): string[] {
  const notes: string[] = []
  const either = said.find((one) => one.either !== null)?.either ?? null
  if (either !== null) notes.push(`${path}: “${either}” is read as what the model said, not as what is right`)
  const count = (what: Said['more']): number => said.filter(({ more }) => more === what).length
  if (count('answers') > 0)
    notes.push(`${path}: ${count('answers')} records have several answers to a question; the first counts`)
  if (count('turns') > 0)
    notes.push(
      `${path}: ${count('turns')} conversations have several turns; the first counts, nothing was said before it`,
    )
  const unread = new Set(said.flatMap((one) => one.unread))
  if (unread.size > 0)
    notes.push(`${path}: not used, since another field is read as the answer: ${[...unread].map(brief).join(', ')}`)
  return notes
}

/** Says of which titles only the first column is read. */
function twiceCalled(file: AnswerFile): string[] {
  if (file.kind !== 'table') return []
  const { titles } = tableOf(file.path, file.rows)
  const again = new Set(titles.filter((title, at) => title !== '' && titles.indexOf(title) < at))
  return again.size === 0
    ? []
    : [`${file.path}: of columns of one name the first is read: ${[...again].map(brief).join(', ')}`]
}

interface FoundRecord {
  /** File and row, for messages. */
  readonly where: string
  /** Null for a line that is no JSON, or a row whose cells stand under other titles. */
  readonly said: Said | null
  /** Why it says nothing. */
  readonly reason?: string
}

const [DAMAGED, ASTRAY] = ['it is no JSON; it may be cut off', 'it has more cells than there are titles'] as const

/** Found once, however often they are asked for. */
const known = new WeakMap<AnswerFile, readonly FoundRecord[]>()

/**
 * The records of a file, with answers or without; empty where it holds none. @param asked tells an object of answers by
 * id from one of settings.
 */
export function recordsOf(file: AnswerFile, asked?: Asked): readonly FoundRecord[] {
  const before = known.get(file)
  const found = before === undefined || (before.length === 0 && asked !== undefined) ? read(file, asked) : before
  known.set(file, found)
  return found
}

function read(file: AnswerFile, asked: Asked | undefined): FoundRecord[] {
  if (file.kind === 'zip') return []
  if (file.kind === 'table') {
    const { titles, rows } = tableOf(file.path, file.rows)
    const isAligned = ({ cells }: { readonly cells: readonly string[] }) => !hasMoreCells(titles, cells)
    const unpack = unpackers(titles, rows)
    const records = rows.filter(isAligned).map(({ row, cells }) => ({
      where: `${file.path}, row ${row}`,
      // A cell that is not there is no empty answer; of columns of one name the first counts.
      record: Object.fromEntries(
        cells.flatMap((cell, at) => (titles[at] ? [[titles[at], unpack[at]?.(cell) ?? cell]] : [])).toReversed(),
      ) as Record<string, unknown>,
    }))
    const astray = rows.filter((row) => !isAligned(row))
    return [
      ...foundIn(records),
      ...astray.map(({ row }) => ({ where: `${file.path}, row ${row}`, said: null, reason: ASTRAY })),
    ]
  }
  const whole = parsedText(file.text)
  if (whole === null) {
    const lines = file.text.split('\n').map((source, at) => ({ source, where: `${file.path}, line ${at + 1}` }))
    const values = lines.flatMap(({ source, where }) =>
      source.trim() === '' ? [] : [{ where, record: parsedLine(source) }],
    )
    const records = values.flatMap(({ where, record }) => (isRecord(record) ? [{ where, record }] : []))
    // Of a text that is none of records nothing is damaged.
    const damaged = records.length * 2 < values.length ? [] : values.filter(({ record }) => record === null)
    return [...foundIn(records), ...damaged.map(({ where }) => ({ where, said: null }))]
  }
  const byId = asked === undefined ? null : answersById(whole, asked)
  return foundIn((byId ?? listsIn(whole)).map((record, at) => ({ where: `${file.path}, record ${at + 1}`, record })))
}

/** Where each record is a message, its conversations are what is found. */
function foundIn(rows: readonly { readonly where: string; readonly record: Record<string, unknown> }[]): FoundRecord[] {
  const found = rows.map(({ where, record }) => ({ where, said: saidIn(record) }))
  if (found.some(({ said }) => said.output !== null)) return found
  const talks = conversationsOf(rows.map(({ record }) => record))
  const path = rows[0]?.where.replace(/, (?:row|line|record) \d+$/, '') ?? ''
  return talks?.map((talk, at) => ({ where: `${path}, conversation ${at + 1}`, said: saidIn(talk) })) ?? found
}

/** `{"7-face": "Mara Quill"}`, where most keys are ids that are asked. */
function answersById(whole: unknown, asked: Asked): Record<string, unknown>[] | null {
  if (!isRecord(whole)) return null
  const entries = Object.entries(whole)
  const isKnown = entries.length > 0 && entries.every(([, one]) => typeof one === 'string')
  if (!isKnown || entries.filter(([key]) => asked.knows(key)).length * 2 < entries.length) return null
  return entries.map(([key, one]) => ({ sampleId: key, output: one }))
}

type Unpack = (cell: string) => unknown

/**
 * How columns are read whose every cell is a list of one text, or a reply of a server, as pandas writes lists and dicts
 * into CSV files; undefined for all others. What a model itself wrote so in every row is none of these.
 */
function unpackers(titles: readonly string[], rows: readonly { readonly cells: readonly string[] }[]) {
  return titles.map((_, at): Unpack | undefined => {
    const cells = rows.flatMap(({ cells: own }) => own[at] ?? []).filter((cell) => cell.trim() !== '')
    if (cells.length === 0 || !cells.every((cell) => /^\s*[[{(]/.test(cell))) return undefined
    const values = cells.map(parsedCell)
    const isOneText = (value: unknown) => Array.isArray(value) && value.length === 1 && typeof value[0] === 'string'
    if (values.length > 1 && values.every(isOneText))
      return (cell) => {
        const value = parsedCell(cell)
        return Array.isArray(value) ? (value as unknown[])[0] : cell
      }
    return values.every(isReply) ? parsedCell : undefined
  })
}

const REPLY = ['choices', 'candidates', 'message', 'role', 'generatedtext'] as const

function isReply(value: unknown): boolean {
  const one: unknown = Array.isArray(value) ? value[0] : value
  return isRecord(one) && Object.keys(one).some((key) => (REPLY as readonly string[]).includes(titleKey(key)))
}

const DEEPEST = 3

/** The list of records that hold answers, wherever it lies; of an object of records each with its key for an id. */
function listsIn(value: unknown, depth = 0): readonly Record<string, unknown>[] {
  if (Array.isArray(value)) return value.filter(isRecord)
  if (!isRecord(value) || depth > DEEPEST) return []
  const { columns, data } = value
  if (Array.isArray(columns) && Array.isArray(data) && data.every(Array.isArray))
    return data.map((cells: unknown[]) => Object.fromEntries(columns.map((title, at) => [String(title), cells[at]])))
  const { output, told } = saidIn(value)
  const isOne =
    output === null ? told.texts!.length > 0 && told.ids!.length > 0 : !Object.values(value).some(isListOfAnswers)
  if (depth === 0 && isOne) return [value]
  const entries = Object.entries(value)
  const isSaid = (one: unknown) =>
    typeof one === 'string' || (Array.isArray(one) && one.length > 0 && one.every((text) => typeof text === 'string'))
  if (entries.length > 0 && entries.every(([key, one]) => isSaid(one) && NAMING.test(key)))
    return entries.map(([key, one]) => ({ sampleId: key, question: key, output: one }))
  if (entries.length > 0 && entries.every(([, one]) => isRecord(one) && saidIn(one).output !== null))
    return entries.map(([key, one]) => ({ key, ...(one as Record<string, unknown>) }))
  const lists = entries.map(([, one]) => (typeof one === 'object' ? listsIn(one, depth + 1) : []))
  const answered = lists.filter((list) => list.some((record) => saidIn(record).output !== null))
  if (answered.length > 0) return answered.flat()
  return lists.flat()
}

/** An id of ours or a question; settings have plain words for keys. */
const NAMING = /[\s/?？]/

function isListOfAnswers(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length > 1 &&
    value.every((one) => isRecord(one) && saidIn(one).output !== null && saidIn(one).told.texts!.length > 0)
  )
}
