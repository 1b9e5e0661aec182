/** @file A reader of other tools' answers: it knows the files of one layout, and says what each answer answers. */
import { LeakscopeError } from '../../domain/errors.ts'
import type { ZippedFile } from '../../datasets/formats/zip.ts'
import type { Asked, Match } from './asked.ts'

/** A picked file, opened as what it is. */
export type AnswerFile =
  | { readonly path: string; readonly kind: 'text'; readonly text: string }
  | {
      readonly path: string
      readonly kind: 'table'
      /** The titles first. */
      readonly rows: readonly { readonly row: number; readonly cells: readonly string[] }[]
    }
  | { readonly path: string; readonly kind: 'zip'; readonly entries: readonly ZippedFile[] }

/** One answer of a file. */
export interface AnswerRow {
  /** File and row, for messages. */
  readonly where: string
  readonly match: Match
  readonly output: string
  /** Why there is no answer; the output is empty then. */
  readonly error?: string
  /** What the model itself had said, where the output is what a guard made of it; and the guard's P(harmless). */
  readonly before?: { readonly output: string; readonly score: number | null }
  /** Whatever stands beside the answer, by key. */
  readonly beside?: Readonly<Record<string, unknown>>
}

export interface FoundRows {
  readonly rows: readonly AnswerRow[]
  /** Name of the model that answered; absent where the file does not say. */
  readonly model?: string
  /** What was guessed or left aside in reading. */
  readonly notes?: readonly string[]
}

export interface AnswerReader {
  readonly id: string
  /** What a user would call these files. */
  readonly title: string
  /**
   * Whether a file is in this layout, be it whole or not. Cheap, and never throws.
   * @param asked where it is known what was asked.
   */
  recognise(file: AnswerFile, asked?: Asked): boolean
  /**
   * @param answeredBy the model that is meant where a file has answers of several; null: nobody said.
   * @throws LeakscopeError `bad-config`, naming the file, for one that is not as it must be.
   */
  read(file: AnswerFile, asked: Asked, answeredBy: string | null): FoundRows | Promise<FoundRows>
}

export function badAnswers(where: string, reason: string): LeakscopeError {
  return new LeakscopeError('bad-config', `${where}: ${reason}`)
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
