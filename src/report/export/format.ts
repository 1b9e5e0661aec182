/** @file What an export format is: a file beside this one, and a line in formats.ts, for app and command line. */
import type { ExportKind } from '../model/mask.ts'
import type { Report } from '../model/report.ts'
import type { ExportInput } from './export.ts'

/** What there is to export: one run, or several side by side. */
export interface Exportable {
  /** What is not `private` may be shared: a format lets nothing pass there but through the mask (../model/mask.ts). */
  readonly kind: ExportKind
  readonly results: readonly ExportInput[]
  /** Of the same runs, made for this kind. */
  readonly reports: readonly Report[]
}

export interface ExportFormat {
  /** On the button. */
  readonly label: string
  /** What the file holds, in a few words. */
  readonly holds: string
  /** Of the file that the app saves, whose name says model and kind. */
  readonly extension: string
  /** Where the command line writes it, beside the other formats: a name of its own. */
  readonly fileName: string
  readonly mediaType: string
  /** The file's text, piece by piece: of many answers it is too long for one string. */
  readonly pieces: (given: Exportable) => Iterable<string> | Promise<Iterable<string>>
}
