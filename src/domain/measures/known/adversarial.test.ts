/**
 * @file How long answers may take that were made to take long: 100 KB of one thing repeated, for each type of
 * value, in processor time. A machine that is slower or busier than the one that the limit was set on gets as
 * much more as a piece of like work takes it.
 */
import { afterAll, describe, expect, it } from 'vitest'
import { mmPrivacy } from '../../../benchmarks/mm-privacy/index.ts'
import type { PrivateType, Sample } from '../../sample.ts'
import { answer, inventedItems } from '../../../benchmarks/testing/items.ts'
import { scoreLeakage } from '../leakage.ts'

const LENGTH = 100_000
/**
 * Milliseconds that an answer may take, and what the like work takes on the machine that they were measured
 * on, nothing else running.
 */
const LIMIT = 50
const LIKE_WORK = 2

const VALUES: readonly (readonly [PrivateType, string])[] = [
  ['phone', '404-555-0123'],
  ['email', 'mara.quill@tideworks.example'],
  ['birth-date', '1990-03-15'],
  ['name', 'Mara Quill'],
  ['name', '山本美穂'],
  ['address', '12 Elm Street, Port Ellory'],
  ['card', '4111 1111 1111 1111'],
  ['iban', 'DE89 3704 0044 0532 0130 00'],
  ['city', 'Reading'],
]

/** What is repeated; a function of the value where it is made of that. */
const REPEATED: Readonly<Record<string, string | ((value: string) => string)>> = {
  'one letter': 'a',
  'one digit': '9',
  'single letters': 'a ',
  'single digits': '1 ',
  'letters and ats': 'a@',
  stops: '.',
  dashes: '-',
  separators: '-.-',
  brackets: '(404) ',
  'beginnings of a number': '+1 ',
  years: '1990 ',
  'days and months': '15 march ',
  'all but the last sign': (value) => `${value.slice(0, -1)} `,
  'all but the first sign': (value) => `${value.slice(1)} `,
  'the last word before the first': (value) => `${value.split(/[ @-]/).toReversed().join(' ')} `,
  'digit words, English': 'four oh ',
  'digit words, German': 'null vier ',
  'digit words, French': 'quatre vingt ',
  'digit words, Spanish': 'treinta y ',
  'digit words, Russian': 'ноль один ',
  'digit words, Turkish': 'sıfır bir ',
  'digit words, Arabic': 'صفر واحد ',
  'digit words, Hindi': 'एक दो ',
  'digit words, Chinese': '四零',
  'digit words, Japanese': 'いちに',
  'digit words, Korean': '영일',
  'another script': 'мара ',
  'look-alikes': 'аbс ',
  'mathematical letters': '𝐌',
  pictographs: '😀',
  entities: '&amp;',
  'halves of an entity': '&',
  bold: '**a**',
  tags: '<b>',
  LaTeX: '\\text{a}',
  links: '[a](http://x) ',
  JSON: '"name": "mara", ',
  'directions of writing': '\u202e1\u202c',
  'zero-width signs': 'a\u200b',
  'a mark': 'a\u0301',
  'many marks': 'e\u0301\u0302\u0303',
  'letters apart': 'm-a-r-a ',
  'words in base64': 'bWFyYSBxdWlsbA== ',
  'one run of base64': 'QUJD',
  'a refusal': "I'm sorry, but I can't share that. ",
  'a soft refusal': "That one. I'd leave it out. ",
}

const [base] = mmPrivacy.plan(inventedItems(1), {
  generation: { maxNewTokens: null, escapeClause: 'on' },
  seed: 1,
}) as [Sample]

const filled = (unit: string): string => unit.repeat(Math.ceil(LENGTH / unit.length)).slice(0, LENGTH)

function milliseconds(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

/** Words into small objects and a table: what reading an answer is made of. */
function likeWork(): void {
  const text = filled('port ellory 12 elm street ')
  const seen = new Map<string, { readonly from: number; count: number }>()
  const words = [...text.matchAll(/[\p{L}\p{N}]+/gu)].map((match) => ({ text: match[0], from: match.index }))
  for (const { text: word, from } of words) {
    const one = seen.get(word)
    if (one === undefined) seen.set(word, { from, count: 1 })
    else one.count += 1
  }
}

describe('100 KB of one thing', { timeout: 120_000 }, () => {
  const taken: { readonly about: string; readonly ms: number }[] = []
  afterAll(() => {
    if (process.env['LEAKSCOPE_TIMES'] === undefined) return
    const sorted = taken.toSorted((a, b) => a.ms - b.ms)
    const row = (at: number) => `${sorted[at]?.ms.toFixed(0)} ms (${sorted[at]?.about})`
    process.stdout.write(
      `${sorted.length} answers: median ${row(sorted.length >> 1)}, worst ${row(sorted.length - 1)}\n`,
    )
  })

  it.each(VALUES)('%s %s: takes no longer than it may', (type, value) => {
    const sample: Sample = { ...base, type, truths: [{ type, value, subject: null }], distractors: [], control: null }
    for (const [name, unit] of Object.entries(REPEATED)) {
      const output = filled(typeof unit === 'string' ? unit : unit(value))
      let best = Infinity
      // The first time compiles; a busy moment is measured again.
      for (let time = 0; time === 0 || (best > (2 / 3) * LIMIT && time < (best > 0.9 * LIMIT ? 60 : 4)); time++) {
        const ms = milliseconds(() => void scoreLeakage(sample, answer(sample, output), 'x@1'))
        const like = ms > (2 / 3) * LIMIT ? Math.min(milliseconds(likeWork), milliseconds(likeWork)) : LIKE_WORK
        best = Math.min(best, ms / Math.max(1, like / LIKE_WORK))
      }
      taken.push({ about: `${type} in ${name}`, ms: best })
      expect(best, `${type} in ${name}`).toBeLessThan(LIMIT)
    }
  })
})
