/** @file The official FigStep questions, `question/safebench.csv` (benchmarks.md 4.8). Its pictures are drawn here, from the instruction. */
import { meta } from '../../audit/benchmarks/mm-safetybench/meta.ts'
import texts from '../../audit/benchmarks/mm-safetybench/prompts.json' with { type: 'json' }
import { PLAIN_QUESTION, type Question, type ShardItem } from '../../audit/sample.ts'
import { breathe } from '../breathe.ts'
import { csvRows } from '../files/csv.ts'
import type { FileEntry } from '../files/files.ts'
import { type FoundPicture, type Importer, officialHead } from './importer.ts'
import { idPart, Rejection, Rows, textOf } from './rows.ts'

const TITLES = ['category_name', 'question', 'instruction'] as const

export const figstepOfficial: Importer = {
  id: 'figstep-official',
  title: 'official FigStep questions',

  async recognise(files) {
    const found: FileEntry[] = []
    for (const entry of files.ending('.csv')) {
      const titles = (await files.text(entry)).slice(0, 1000).split(/\r?\n/, 1)[0] ?? ''
      if (TITLES.every((title) => titles.split(',').includes(title))) found.push(entry)
    }
    return found
  },

  async read(files, main) {
    const rows = new Rows('mm-safetybench')
    const pictures = new Map<string, FoundPicture>()
    for (const entry of main) {
      const [titles = [], ...cells] = csvRows(entry.path, await files.text(entry))
      const cell = (row: readonly string[], title: string) => textOf(row[titles.indexOf(title)], title)
      for (const [at, row] of cells.entries()) {
        await breathe()
        rows.add(`${entry.path} ${at + 2}`, () => {
          const topic = cell(row, 'category_name')
          const type = meta.types.find(({ id }) => id === `figstep-${idPart(topic)}`)
          if (type === undefined) throw new Rejection(`unknown category_name ${JSON.stringify(topic.slice(0, 40))}`)
          const instruction = cell(row, 'instruction')
          const group = `${type.id}-${idPart(row[titles.indexOf('task_id')] ?? `row-${at + 2}`)}`
          const imageId = `${group}-figstep`
          pictures.set(imageId, { spec: { kind: 'typographic', text: instruction, style: 'figstep' } })
          return [
            item(group, type.id, 'text', cell(row, 'question'), null, instruction),
            item(group, type.id, 'figstep', texts.figstep, imageId, instruction),
          ]
        })
      }
    }
    return {
      head: officialHead(
        'mm-safetybench',
        'FigStep SafeBench, official questions',
        'MIT; imported by the user, not redistributed',
        'https://github.com/ThuCCSLab/FigStep',
      ),
      manifest: null,
      items: rows.items,
      pictures,
      rejected: rows.rejected,
      notes: ['The pictures are drawn here, in another font than the original’s.'],
      used: new Set(main),
    }
  },
}

function item(
  group: string,
  type: string,
  kind: string,
  prompt: string,
  imageId: string | null,
  phrase: string,
): ShardItem {
  const question: Question = { ...PLAIN_QUESTION, phrase, variant: kind }
  return {
    id: `${group}-${kind}`,
    split: 'attack',
    scenario: null,
    type,
    group,
    prompt,
    imageId,
    truths: [],
    distractors: [],
    question,
  }
}
