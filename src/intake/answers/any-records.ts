/**
 * @file Records and tables that nobody in particular writes so: a question or an id, and under one of many names
 * what a model said (told.ts). Comes after the readers that know whose file it is.
 */
import { LIMITS } from '../../datasets/fields.ts'
import { isRecord } from '../../datasets/values.ts'
import { tableOf } from '../../datasets/formats/table.ts'
import { brief } from './asked.ts'
import { badAnswers, type AnswerFile, type AnswerReader, type AnswerRow } from './reader.ts'
import { parsedLine, parsedText } from './records.ts'
import { type Said, saidIn } from './told.ts'

export const anyRecords: AnswerReader = {
  id: 'records',
  title:
    'records or tables with a question or an id and an answer (“prediction”, “response”, “output”, …), replies and batches of a server, conversations',

  recognise: (file) => recordsOf(file).some(({ said }) => said.output !== null),

  read(file, asked, answeredBy) {
    const all = recordsOf(file)
    if (all.length > LIMITS.rows) throw badAnswers(file.path, `more than ${LIMITS.rows} answers`)
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
      rows,
      ...(model === undefined ? {} : { model }),
      notes: notesOf(
        file.path,
        records.map(({ said }) => said),
      ),
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
  return notes
}

interface FoundRecord {
  /** File and row, for messages. */
  readonly where: string
  readonly said: Said
}

/** Found once, however often they are asked for. */
const known = new WeakMap<AnswerFile, readonly FoundRecord[]>()

/** The records of a file, with answers or without; empty where it holds none. */
export function recordsOf(file: AnswerFile): readonly FoundRecord[] {
  const found = known.get(file) ?? read(file)
  known.set(file, found)
  return found
}

function read(file: AnswerFile): FoundRecord[] {
  if (file.kind === 'zip') return []
  if (file.kind === 'table') {
    const { titles, rows } = tableOf(file.path, file.rows)
    return rows.map(({ row, cells }) => ({
      where: `${file.path}, row ${row}`,
      // A cell that is not there is no empty answer.
      said: saidIn(Object.fromEntries(cells.flatMap((cell, at) => (titles[at] ? [[titles[at], cell]] : [])))),
    }))
  }
  const whole = parsedText(file.text)
  if (whole === null) {
    const lines = file.text.split('\n').map(parsedLine)
    return lines.flatMap((value, at) =>
      isRecord(value) ? [{ where: `${file.path}, line ${at + 1}`, said: saidIn(value) }] : [],
    )
  }
  return listsIn(whole).map((record, at) => ({ where: `${file.path}, record ${at + 1}`, said: saidIn(record) }))
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
  if (entries.length > 0 && entries.every(([key, one]) => typeof one === 'string' && NAMING.test(key)))
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
