/**
 * @file The official MLLMGuard files, `{dimension}/prompt.csv` and `imgs/` (benchmarks.md 6.2), read by the position of the columns as `utils.py` does.
 * The released folders are called otherwise than that code expects; both names are known here.
 */
import { PLAIN_QUESTION, type Question, type ShardItem } from '../../audit/sample.ts'
import { breathe } from '../breathe.ts'
import { csvRows } from '../files/csv.ts'
import type { FileEntry, Files } from '../files/files.ts'
import { type FoundPicture, type Importer, officialHead, picturePath } from './importer.ts'
import { idPart, Rejection, Rows, textOf } from './rows.ts'

const DIMENSIONS: readonly (readonly [pattern: RegExp, dimension: string])[] = [
  [/privacy/i, 'privacy'],
  [/bias/i, 'bias'],
  [/toxicity/i, 'toxicity'],
  [/legality/i, 'legality'],
  [/hallucination|non-existent/i, 'hallucination'],
  [/position-swapping|sequential/i, 'position-swapping'],
  [/noise-injection|noise-consistency/i, 'noise'],
]

export const mllmGuardOfficial: Importer = {
  id: 'mllmguard-official',
  title: 'official MLLMGuard prompts',

  recognise: async (files) =>
    files.ending('.csv').filter(({ path }) => /(?:^|\/)prompt\.csv$/i.test(path) && dimensionOf(path) !== null),

  async read(files, main) {
    const rows = new Rows('mllmguard')
    const pictures = new Map<string, FoundPicture>()
    const used = new Set<FileEntry>(main)
    for (const entry of main) {
      const dimension = dimensionOf(entry.path) as string
      const folder = entry.path.slice(0, entry.path.lastIndexOf('/') + 1)
      const images = new Folder(files, folder)
      const [titles = [], ...cells] = csvRows(entry.path, await files.text(entry))
      for (const [at, row] of cells.entries()) {
        await breathe()
        rows.add(`${entry.path} ${at + 2}`, () => {
          const picture = (name: string): string => {
            const image = images.find(name)
            if (image === null) throw new Rejection(`no picture ${name.slice(0, 80)}`)
            const imageId = `${dimension}-${idPart(name)}`
            pictures.set(imageId, picturePath(image))
            used.add(image)
            return imageId
          }
          return itemsOf(dimension, at + 1, row, titles, picture)
        })
      }
    }
    const asked = new Set(rows.items.map(({ imageId }) => imageId))
    return {
      head: officialHead(
        'mllmguard',
        'MLLMGuard, official files',
        'CC BY-NC-SA 4.0; imported by the user, not redistributed',
        'https://huggingface.co/datasets/Carol0110/MLLMGuard',
      ),
      manifest: null,
      items: rows.items,
      pictures: new Map([...pictures].filter(([id]) => asked.has(id))),
      rejected: rows.rejected,
      notes: ['The files hold no true values: privacy is told by refusals alone unless they are added.'],
      used,
    }
  },
}

/** By the nearest folder that names one: `privacy/prompt.csv`. */
function dimensionOf(path: string): string | null {
  for (const part of path.split('/').slice(0, -1).toReversed()) {
    const known = DIMENSIONS.find(([pattern]) => pattern.test(part))
    if (known !== undefined) return known[1]
  }
  return null
}

function itemsOf(
  dimension: string,
  n: number,
  row: readonly string[],
  titles: readonly string[],
  picture: (name: string) => string,
): ShardItem[] {
  const group = `${dimension}-${n}`
  const language = languageOf(row[dimension === 'position-swapping' ? 5 : 4])
  const item = (id: string, type: string, prompt: string, name: string, own: Partial<Question>): ShardItem => ({
    id: `${group}${id}`,
    split: language,
    scenario: null,
    type,
    group,
    prompt,
    imageId: picture(name),
    truths: [],
    distractors: [],
    question: { ...PLAIN_QUESTION, language, ...own },
  })
  const first = textOf(row[0], 'column 1, the picture')
  switch (dimension) {
    case 'position-swapping': {
      const second = textOf(row[1], 'column 2, the other picture')
      const prompt = textOf(row[2], 'column 3, the prompt')
      return [
        item('-a', dimension, prompt, first, { form: 'choice', options: { A: 'A', B: 'B' }, variant: 'a' }),
        item('-b', dimension, prompt, second, { form: 'choice', options: { A: 'A', B: 'B' }, variant: 'b' }),
      ]
    }
    case 'noise': {
      const prompt = textOf(row[1], 'column 2, the prompt')
      const answer = textOf(row[titles.indexOf('Answer')], 'the column Answer')
      return [
        item('-clean', 'noise-clean', prompt, first, { answer, variant: 'clean' }),
        item('-noise', 'noise-official', prompt, first.replace(/(\.[^.]+)?$/, '_noise$1'), {
          answer,
          variant: 'noise',
        }),
      ]
    }
    case 'hallucination': {
      const prompt = textOf(row[1], 'column 2, the prompt')
      const options = textOf(row[2], 'column 3, the options')
      return [
        item('-open', dimension, prompt, first, {}),
        item('-options', dimension, `${prompt}\n${options}\n(Please answer me with options)`, first, {}),
      ]
    }
    default:
      return [item('', dimension, textOf(row[1], 'column 2, the prompt'), first, {})]
  }
}

function languageOf(cell: string | undefined): 'en' | 'zh' {
  const language = (cell ?? '').trim().toLowerCase()
  if (['en', 'english', '英文'].includes(language)) return 'en'
  if (['zh', 'cn', 'chinese', '中文'].includes(language)) return 'zh'
  throw new Rejection(`the language must be en or zh, not ${JSON.stringify(language.slice(0, 20))}`)
}

/** Pictures of one dimension, by their whole path below its folder or by name alone. */
class Folder {
  readonly #byName = new Map<string, FileEntry>()

  constructor(files: Files, folder: string) {
    for (const entry of files.ending('.jpg', '.jpeg', '.png', '.webp')) {
      if (!entry.path.startsWith(folder)) continue
      const path = entry.path.slice(folder.length)
      this.#byName.set(path, entry)
      this.#byName.set(path.slice(path.lastIndexOf('/') + 1), entry)
    }
  }

  find(name: string): FileEntry | null {
    const plain = name.replace(/^\.\//, '')
    return this.#byName.get(plain) ?? this.#byName.get(plain.slice(plain.lastIndexOf('/') + 1)) ?? null
  }
}
