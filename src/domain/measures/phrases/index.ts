import { foldLetters } from '../prose.ts'
import { ar } from './ar.ts'
import { de } from './de.ts'
import { DECLINING, type Declining } from './declining.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { FURTHER } from './further.ts'
import { FURTHER_STILL } from './further-still.ts'
import { hi } from './hi.ts'
import { it } from './it.ts'
import { ja } from './ja.ts'
import { ko } from './ko.ts'
import { pt } from './pt.ts'
import { ru } from './ru.ts'
import { tr } from './tr.ts'
import { zh } from './zh.ts'
import type { Phrases } from './phrases.ts'

export const LANGUAGES = { en, zh, de, fr, es, pt, it, ru, ja, ko, ar, hi, tr } satisfies Readonly<
  Record<string, Phrases>
>
export type Language = keyof typeof LANGUAGES

type Compiled<T> = { readonly [K in keyof T]: T[K] extends readonly string[] ? RegExp : Compiled<T[K]> }

/** The phrases of one language as regular expressions on simplified text. */
export interface CompiledPhrases {
  readonly language: string
  readonly script: RegExp
  readonly refusal: Omit<Compiled<Phrases['refusal']>, 'own'> & {
    readonly cue: RegExp
    readonly own: Alternatives
    readonly reportedAtEnd: RegExp
    /** Of soft refusals; null in the languages that have no grammar of them. */
    readonly declining: CompiledDeclining | null
  }
  readonly describes: RegExp
  readonly yesNo: Compiled<Phrases['yesNo']>
  readonly choice: Phrases['choice']
  readonly advice: Compiled<Phrases['advice']>
}

export type CompiledDeclining = Omit<Compiled<Declining>, 'cue'>

/** What tells the refusals of a language. */
export type CompiledRefusals = Pick<CompiledPhrases, 'script' | 'refusal' | 'describes'>

let compiled: readonly CompiledPhrases[] | null = null

/** The languages that are read in full, compiled once. */
export function compiledPhrases(): readonly CompiledPhrases[] {
  compiled ??= Object.entries(LANGUAGES).map(([language, phrases]) => compile(language, phrases))
  return compiled
}

let further: readonly CompiledRefusals[] | null = null

/** All languages that refusals are read in, those that are read in full first; compiled once. */
export function refusalPhrases(): readonly CompiledRefusals[] {
  further ??= Object.values({ ...FURTHER, ...FURTHER_STILL }).map((phrases) => compileRefusals(phrases))
  return [...compiledPhrases(), ...further]
}

function compile(language: string, { yesNo, choice, advice, ...phrases }: Phrases): CompiledPhrases {
  return { ...compileRefusals(phrases, DECLINING[language]), language, yesNo: all(yesNo), choice, advice: all(advice) }
}

function compileRefusals(
  { script, cue, refusal, describes }: Pick<Phrases, 'script' | 'cue' | 'refusal' | 'describes'>,
  declining?: Declining,
): CompiledRefusals {
  return {
    script,
    refusal: {
      ...all(refusal),
      cue: anyOf([...cue, ...(declining?.cue ?? [])]),
      declining: declining === undefined ? null : all(declining),
      own: new Alternatives(refusal.own),
      contrast: anyOf(refusal.contrast, 'g'),
      reportedAtEnd: anyOf(refusal.reported.map((reports) => `(?:${reports})(?: (?:that|dass|que|che|что))?[ :,"']*$`)),
    },
    describes: anyOf(describes),
  }
}

function all<T extends Readonly<Record<keyof T, readonly string[]>>>(lists: T): Compiled<T> {
  return Object.fromEntries(
    Object.entries<readonly string[]>(lists).map(([name, list]) => [name, anyOf(list)]),
  ) as Compiled<T>
}

/**
 * Characters of an expression that engines compile within a few milliseconds; the time grows faster than the
 * length.
 */
const QUICK = 3_000

/** What one expression of all alternatives finds, by several that are compiled in less time. */
export class Alternatives {
  readonly #parts: readonly RegExp[]

  constructor(sources: readonly string[]) {
    const parts: string[][] = []
    let length = Infinity
    for (const one of sources) {
      length += one.length
      if (length > QUICK) {
        parts.push([])
        length = one.length
      }
      parts.at(-1)!.push(one)
    }
    this.#parts = parts.map((part) => anyOf(part))
  }

  /** The leftmost match; of those that begin there, the one of the first alternative. */
  exec(text: string): RegExpExecArray | null {
    let found: RegExpExecArray | null = null
    for (const part of this.#parts) {
      const match = part.exec(text)
      if (match !== null && (found === null || match.index < found.index)) found = match
    }
    return found
  }
}

/** Nothing matches an empty list. */
export function anyOf(sources: readonly string[], flags = ''): RegExp {
  return sources.length === 0 ? /(?!)/ : new RegExp(source(sources), flags)
}

function source(sources: readonly string[]): string {
  return foldLetters(sources.map((one) => `(?:${one})`).join('|'))
}
