/** @file All export formats, in the order of their buttons. */
import { ANSWERS_CSV } from './answers-csv.ts'
import { ANSWERS } from './answers.ts'
import { CSV } from './csv.ts'
import type { Exportable, ExportFormat } from './format.ts'
import { PAGE } from './page.ts'
import { RUNS } from './runs.ts'

export const EXPORT_FORMATS: readonly ExportFormat[] = [PAGE, CSV, ANSWERS_CSV, ANSWERS, RUNS]

/** One file of the command line. */
export interface ExportFile {
  readonly name: string
  readonly pieces: Iterable<string> | AsyncIterable<string>
}

/** Files of all formats; each is made when its turn comes. */
export async function* exportFiles(given: Exportable, formats = EXPORT_FORMATS): AsyncGenerator<ExportFile> {
  for (const { fileName, pieces } of formats) yield { name: fileName, pieces: await pieces(given) }
}
