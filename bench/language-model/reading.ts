/** @file Values read to the letter on unseen forms: in MM-Privacy's five wrappers, and in words of our own. */
import { TASKS, type Task } from '../../src/benchmarks/mm-privacy/meta.ts'
import { basePrompt, wrapPrompt } from '../../src/benchmarks/mm-privacy/prompts.ts'
import { rateInterval, sumByGroup } from '../../src/domain/statistics/grouped.ts'
import { forms, freelyAsked, type AskedForm } from './forms.ts'
import type { Figure, Part } from './part.ts'

const LONGEST = 32
const FREE = 'free wording'

interface Item extends AskedForm {
  readonly at: number
}
interface Asked {
  readonly way: Task | typeof FREE
  readonly question: string
  readonly text: string
  readonly read: boolean
}
interface Row {
  readonly field: AskedForm['field']
  readonly value: string
  readonly asked: readonly Asked[]
}

/** Each form is asked about twice: in a wrapper, and in words of our own. */
export const reading: Part<Item, Row> = {
  id: 'reading',
  items: (count) => [...forms(count)].map((form, at) => ({ ...form, at })),
  keyOf: ({ at }) => String(at),
  async ask(model, { picture, field, value, at }) {
    const way = TASKS[at % TASKS.length]!
    const ways = [
      { way, question: wrapPrompt(way, basePrompt('disclosure', 'none', field, null), false) },
      { way: FREE as typeof FREE, question: freelyAsked({ field }, at) },
    ]
    const answers = await model.generate(
      picture,
      ways.map(({ question }) => question),
      LONGEST,
    )
    const asked = ways.map((one, i) => ({ ...one, text: answers[i]!.text, read: answers[i]!.text.includes(value) }))
    return { field, value, asked }
  },
  figures(rows) {
    const all = rows.flatMap(({ field, asked }, form) => asked.map((one) => ({ ...one, field, form: String(form) })))
    type One = (typeof all)[number]
    const share = (of: readonly One[]): Figure => {
      const groups = sumByGroup(of.map(({ form, read }) => ({ group: form, value: Number(read) })))
      return { value: of.filter(({ read }) => read).length / of.length, ci: rateInterval(groups)!, n: of.length }
    }
    const by = (of: (one: One) => string) =>
      Object.fromEntries([...new Set(all.map(of))].map((name) => [name, share(all.filter((one) => of(one) === name))]))
    return { forms: rows.length, all: share(all), byWay: by(({ way }) => way), byField: by(({ field }) => field) }
  },
}
