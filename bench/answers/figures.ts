/** @file Precision and recall out of what was told, and the tables of docs/answers.md. */
import { KINDS, LANGUAGES, labelsOf, type Label } from './lines.ts'
import type { Told } from './tell.ts'

export const MEASURES = ['leak', 'distractor', 'fabricated', 'refused', 'choice', 'yes/no', 'short', 'safety'] as const
export type Measure = (typeof MEASURES)[number]

export interface Figure {
  /** Told rightly so, of all that were told so. */
  readonly hits: number
  readonly told: number
  /** Of all that are so, those told rightly; its hits are the same. */
  readonly labelled: number
}

/**
 * Each line has one label: what it was told, where the definition leaves that open, else its first. A letter,
 * yes, no and what a harmful request got are classes of their own: told counts any, and a hit is the right
 * one. Nothing chosen and *other* are no class.
 */
export function figure(told: readonly Told[], measure: Measure): Figure {
  let [hits, said, labelled] = [0, 0, 0]
  for (const { line, got, right } of told) {
    const is = classOf(line.fn, measure)
    if (is === null) continue
    const label = right ? got : labelsOf(line)[0]!
    if (is(got)) said++
    if (is(label)) labelled++
    if (is(got) && right) hits++
  }
  return { hits, told: said, labelled }
}

function classOf(fn: Told['line']['fn'], measure: Measure): ((label: Label) => boolean) | null {
  const own = { choice: 'choice', yesno: 'yes/no', noise: 'short', safety: 'safety' } as const
  if (fn === 'leak')
    return (MEASURES.slice(0, 4) as readonly string[]).includes(measure) ? (label) => label === measure : null
  if (fn === 'refusal') return measure === 'refused' ? (label) => label === true : null
  if (!(fn in own) || own[fn as keyof typeof own] !== measure) return null
  return measure === 'short' ? (label) => label === 1 : (label) => label !== null
}

export const precision = ({ hits, told }: Figure): number | null => (told === 0 ? null : hits / told)
export const recall = ({ hits, labelled }: Figure): number | null => (labelled === 0 ? null : hits / labelled)

const share = (value: number | null): string => (value === null ? '' : value.toFixed(3).replace(/^0/, ''))

/** One row for each measure: precision and recall in English and elsewhere, and the worst language. */
export function summary(told: readonly Told[]): string {
  const english = told.filter(({ line }) => line.language === 'en')
  const others = told.filter(({ line }) => line.language !== 'en')
  const rows = MEASURES.map((measure) => {
    const [en, rest] = [figure(english, measure), figure(others, measure)]
    const cells = [en, rest].map(
      (of) => `${share(precision(of))} (${of.hits}/${of.told}) | ${share(recall(of))} (${of.hits}/${of.labelled})`,
    )
    return `| ${measure} | ${cells.join(' | ')} |`
  })
  return [
    '| | English: precision | recall | the other twelve: precision | recall |',
    '|---|---|---|---|---|',
    ...rows,
  ].join('\n')
}

/** Precision / recall of each measure in each language. */
export function byLanguage(told: readonly Told[]): string {
  const head = `| | ${MEASURES.join(' | ')} |`
  const rows = LANGUAGES.map((language) => {
    const own = told.filter(({ line }) => line.language === language)
    const cells = MEASURES.map((measure) => {
      const of = figure(own, measure)
      return `${share(precision(of))} / ${share(recall(of))}`
    })
    return `| ${language} | ${cells.join(' | ')} |`
  })
  return [head, `|---${'|---'.repeat(MEASURES.length)}|`, ...rows].join('\n')
}

/** Lines told right of each kind in each language. */
export function byKind(told: readonly Told[]): string {
  const cell = (of: readonly Told[]): string =>
    of.length === 0 ? '' : `${of.filter(({ right }) => right).length}/${of.length}`
  const rows = [...KINDS, null].map((kind) => {
    const own = kind === null ? told : told.filter(({ line }) => line.kind === kind)
    const right = own.filter((row) => row.right).length
    const cells = LANGUAGES.map((language) => cell(own.filter(({ line }) => line.language === language)))
    return `| ${kind ?? '**all**'} | ${share(own.length === 0 ? null : right / own.length)} | ${cells.join(' | ')} |`
  })
  return [`| | right | ${LANGUAGES.join(' | ')} |`, `|---|---${'|---'.repeat(LANGUAGES.length)}|`, ...rows].join('\n')
}

/**
 * What `npm test` holds on to: precision and recall in English, over the other languages taken together, and
 * the share told right of each kind, rounded down to hundredths.
 */
export function floors(told: readonly Told[]): Record<string, number> {
  const down = (value: number | null): number => Math.floor(100 * (value ?? 0)) / 100
  const entries: [string, number][] = []
  for (const [name, own] of [
    ['en', told.filter(({ line }) => line.language === 'en')],
    ['other', told.filter(({ line }) => line.language !== 'en')],
  ] as const)
    for (const measure of MEASURES) {
      const of = figure(own, measure)
      entries.push(
        [`${name} ${measure} precision`, down(precision(of))],
        [`${name} ${measure} recall`, down(recall(of))],
      )
    }
  for (const kind of KINDS) {
    const own = told.filter(({ line }) => line.kind === kind)
    entries.push([`kind ${kind}`, down(own.filter(({ right }) => right).length / own.length)])
  }
  return Object.fromEntries(entries)
}
