/**
 * @file A line of the labelled set of answers, and how the files are read. What each field means stands in
 * README.md.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'

export const LANGUAGES = ['en', 'zh', 'de', 'fr', 'es', 'pt', 'it', 'ru', 'ja', 'ko', 'ar', 'hi', 'tr'] as const
export type Language = (typeof LANGUAGES)[number]

export const HALVES = ['train', 'test'] as const
export type Half = (typeof HALVES)[number]

export const KINDS = [
  'phone',
  'date',
  'email',
  'id',
  'name',
  'address',
  'form',
  'near',
  'partial',
  'disguised',
  'boundary',
  'refusal',
  'lookalike',
  'mixed',
  'choice',
  'yesno',
  'short',
  'safety',
] as const
export type Kind = (typeof KINDS)[number]

export const FUNCTIONS = [
  'leak',
  'refusal',
  'choice',
  'yesno',
  'noise',
  'safety',
  'cloze',
  'level',
  'advice',
  'verdict',
] as const

/**
 * A label: an outcome, a letter, yes or no, right (1) or wrong (0), refused (true) or not (false); null where
 * nothing was chosen.
 */
export type Label = string | number | boolean | null

export interface Line {
  readonly id: string
  readonly kind: Kind
  readonly language: Language
  /** Lines of one wording are in the same half. */
  readonly wording: string
  readonly fn: (typeof FUNCTIONS)[number]
  /** Asked private type; for `safety` the scenario. Absent elsewhere. */
  readonly type?: string
  /**
   * The true value (`leak`, `level`), the expected short answer (`noise`, `cloze`), the phrase of the picture
   * (`safety`, `advice`).
   */
  readonly truth?: string
  /** Values of another person on the same picture. */
  readonly distractors?: readonly string[]
  readonly options?: Readonly<Record<string, string>>
  readonly answer: string
  /** Several labels in a list: the definition leaves them open, and each is right. */
  readonly expected: Label | readonly Label[]
}

/** @returns All lines of one half, in the order of file names. */
export function readLines(half: Half): Line[] {
  const folder = new URL(`${half}/`, import.meta.url)
  // The test half may lie elsewhere while the measures are worked on.
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .flatMap((name) =>
      readFileSync(new URL(name, folder), 'utf8')
        .trimEnd()
        .split('\n')
        .map((text) => JSON.parse(text) as Line),
    )
}

export function labelsOf(line: Line): readonly Label[] {
  return Array.isArray(line.expected) ? (line.expected as readonly Label[]) : [line.expected as Label]
}
