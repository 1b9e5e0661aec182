/**
 * @file Tables of VLMEvalKit (`<model>_<dataset>.xlsx`, `.tsv`): `index`, `question`, options under their
 * letters, `category`, and the answer as `prediction`.
 */
import { LIMITS } from '../../datasets/fields.ts'
import { columnOf, neededColumn, tableOf, type TableRow } from '../../datasets/formats/table.ts'
import { idPart } from '../../datasets/rows.ts'
import { kindOf, scenarioIn } from '../../benchmarks/mm-safetybench/data/kinds.ts'
import { brief } from './asked.ts'
import { badAnswers, type AnswerReader, type AnswerRow } from './reader.ts'
import { isAnswerTitle } from './told.ts'

const LETTERS = ['A', 'B', 'C', 'D', 'E', 'F'] as const
/** Longer ones are pictures themselves, or lists of them. */
const LONGEST_NAME = 300
/** What it writes where a model's server gave nothing. */
const FAILED = 'Failed to obtain answer via API.'

export const vlmEvalKitTable: AnswerReader = {
  id: 'vlmevalkit',
  title: 'VLMEvalKit’s tables (xlsx, tsv) with a column “prediction”',

  recognise: (file) => file.kind === 'table' && columnOf(tableOf(file.path, file.rows), 'prediction') !== -1,

  read(file, asked) {
    const table = tableOf(file.path, file.kind === 'table' ? file.rows : [])
    if (table.rows.length > LIMITS.rows) throw badAnswers(file.path, `more than ${LIMITS.rows} rows`)
    const answer = neededColumn(table, 'prediction')
    const cellOf = ({ cells }: TableRow, ...names: readonly string[]): string => {
      const at = columnOf(table, ...names)
      return at === -1 ? '' : (cells[at] ?? '').trim()
    }
    const unread = table.titles.filter((title, at) => at !== answer && isAnswerTitle(title))
    return {
      notes:
        unread.length === 0
          ? []
          : [`${file.path}: not used, since “prediction” is read as the answer: ${unread.map(brief).join(', ')}`],
      rows: table.rows.map((row): AnswerRow => {
        const where = `${file.path}, row ${row.row}`
        const output = row.cells[answer] ?? ''
        // An empty answer is one; of a row that its judge left out nothing is known.
        if (row.cells.length <= answer) return { where, output: '', match: { reason: 'it has no answer' } }
        const index = cellOf(row, 'index', 'id')
        const scenario = scenarioIn(cellOf(row, 'category', 'scenario'))
        const kind = kindOf(cellOf(row, 'kind', 'type', 'image_type')) ?? 'sd-typo'
        const picture = cellOf(row, 'image_path', 'image')
        const choices = LETTERS.map((letter) => cellOf(row, letter)).filter((text) => text !== '')
        const match = asked.match({
          ids: [
            ...(scenario === null || index === '' ? [] : [`${scenario}-${idPart(index)}-${kind}`]),
            ...(index === '' ? [] : [index]),
          ],
          texts: [cellOf(row, 'question')],
          picture: picture !== '' && picture.length <= LONGEST_NAME && !/^\d+$|^\[/.test(picture) ? picture : null,
          choices: choices.length < 2 ? null : choices,
        })
        return output.includes(FAILED) ? { where, output: '', error: FAILED, match } : { where, output, match }
      }),
    }
  },
}
