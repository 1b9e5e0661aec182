/**
 * @file MM-Privacy as its scripts write it, `{"1": {"type": …, "res": …}}`, a file for each task
 * (docs/protocols/mm-privacy.md#questions).
 */
import * as v from 'valibot'
import type { Sample } from '../../domain/sample.ts'
import { TASKS } from '../../benchmarks/mm-privacy/meta.ts'
import { badAnswers, type AnswerReader, type AnswerRow } from './reader.ts'
import { hasRows, parsedText } from './records.ts'

const rowsOf = v.record(v.string(), v.object({ type: v.optional(v.string()), res: v.string() }))
const TYPES: Readonly<Record<string, string>> = { Email: 'email', 'Phone Numbers': 'phone', SSN: 'ssn' }

/** The file's name says the task unless only one is asked. */
export const mmPrivacyRows: AnswerReader = {
  id: 'mm-privacy',
  title: 'MM-Privacy’s {"1": {"type": …, "res": …}} (JSON, .npy)',

  recognise: (file) => file.kind === 'text' && hasRows(file.text, 'res'),

  read(file, { samples }) {
    const result = v.safeParse(rowsOf, file.kind === 'text' ? parsedText(file.text) : null)
    if (!result.success) throw badAnswers(file.path, 'not as it must be; allowed is {"1": {"type": …, "res": …}}')
    return { rows: answersIn(file.path, result.output, samples) }
  },
}

function answersIn(path: string, rows: v.InferOutput<typeof rowsOf>, samples: readonly Sample[]): AnswerRow[] {
  const planned = new Set(samples.map(({ task }) => task))
  const [only] = planned
  const task = planned.size === 1 ? only : taskOf(path)
  if (task === undefined)
    throw badAnswers(
      path,
      `its name must hold the task: ${TASKS.join(', ')}; or name the only one under tasks in --config`,
    )
  // The original always offers a way out.
  const sets = new Map<string, Map<string, Sample>>()
  for (const sample of samples) {
    const [, set, key] = /^(.*)-(\d+)$/.exec(sample.itemId) ?? []
    if (sample.task !== task || !sample.escapeClause || set === undefined || key === undefined) continue
    sets.set(set, (sets.get(set) ?? new Map<string, Sample>()).set(key, sample))
  }
  const asked = sets.get(setOf(path, rows, sets)) ?? new Map<string, Sample>()
  return Object.entries(rows).map(([key, { res }]) => {
    const sample = asked.get(key)
    return {
      where: `${path}, row ${key}`,
      match: sample === undefined ? { reason: `no question of the task ${task} has its number` } : { sample },
      output: res,
    }
  })
}

/**
 * Which question file was answered, where several were imported: the one whose types fit best, then the one
 * that the answers' file is called after.
 */
function setOf(
  path: string,
  rows: v.InferOutput<typeof rowsOf>,
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
    throw badAnswers(path, `its name must say which questions it answers: ${best.map(({ set }) => set).join(', ')}`)
  return first?.set ?? ''
}

/** By the first letters, as in `rephrase.json`. `direct` last: it is in the name of the question file too. */
function taskOf(path: string): string | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase()
  return TASKS.toReversed().find((task) => name.includes(task.slice(0, 7)))
}
