/**
 * @file The official MLLMGuard files, `{dimension}/{prompt,en,zh}.csv` and `imgs/`
 * (docs/protocols/mllmguard.md#data), read by the position of the columns as `utils.py` does. The released
 * folders are called otherwise than that code expects; both names are known here. `prompt.csv` holds the rows
 * of `en.csv` and `zh.csv` together.
 */
import { PLAIN_QUESTION, type Question, type ShardItem } from '../../../domain/sample.ts'
import { yieldToEventLoop } from '../../../domain/yield-to-event-loop.ts'
import type { Files } from '../../../datasets/formats/files.ts'
import type { FileEntry } from '../../../datasets/formats/file-entry.ts'
import { folderOf, isPicture, NamedFiles, stem } from '../../../datasets/formats/names.ts'
import {
  columnOf,
  readTable,
  RECORD_ENDINGS,
  TABLE_ENDINGS,
  type Table,
  unusedColumns,
} from '../../../datasets/formats/table.ts'
import type { ShardHead } from '../../../datasets/shard.ts'
import { type Importer, officialHead, partOf } from '../../../datasets/importer.ts'
import { bytesIn } from '../../../datasets/picture-cells.ts'
import { idPart, isAddress, Rejection, Rows, textOf } from '../../../datasets/rows.ts'

const DIMENSIONS: readonly (readonly [pattern: RegExp, dimension: string])[] = [
  [/privacy/i, 'privacy'],
  [/bias/i, 'bias'],
  [/toxicity/i, 'toxicity'],
  [/legality/i, 'legality'],
  [/hallucination|non-existent/i, 'hallucination'],
  [/position-swapping|sequential/i, 'position-swapping'],
  [/noise-injection|noise-consistency/i, 'noise'],
]

const SOURCE = 'https://huggingface.co/datasets/Carol0110/MLLMGuard'

/** Files of prompts; where all of a dimension are there, the first holds the rows of the others too. */
const PROMPTS = ['prompt', 'en', 'zh'] as const

export const mllmGuardOfficial: Importer = {
  id: 'mllmguard-official',
  title: 'official MLLMGuard prompts',

  recognise: async (files) =>
    files
      .ending(...TABLE_ENDINGS, ...RECORD_ENDINGS)
      .filter(({ path }) => orderOf(path) !== -1 && dimensionOf(path) !== null)
      .toSorted((a, b) => orderOf(a.path) - orderOf(b.path)),

  almost(files) {
    const prompts = files.ending(...TABLE_ENDINGS, ...RECORD_ENDINGS).find(({ path }) => orderOf(path) !== -1)
    if (prompts === undefined) {
      const code = files.ending('guardrank/score.py')[0]
      return code === undefined
        ? null
        : `${code.path} is of MLLMGuard’s code; its prompts and pictures are at ${SOURCE}`
    }
    const known = DIMENSIONS.map(([, dimension]) => dimension).join(', ')
    return `${prompts.path} could be MLLMGuard’s prompts, which lie in a folder named after a dimension (${known}); pick that folder`
  },

  async read(files, main) {
    const rows = new Rows('mllmguard')
    const notes: string[] = []
    /** Rows by what they ask of which picture, and the file that they came from. */
    const asked = new Map<string, string>()
    for (const entry of main) {
      const dimension = dimensionOf(entry.path)!
      const scope = scopeOf(entry.path, dimension)
      const images = new Pictures(files, entry, dimension)
      const table = await readTable(files, entry)
      let known = 0
      for (const { row, cells } of table.rows) {
        await yieldToEventLoop()
        rows.add(`${entry.path} ${row}`, (take) => {
          const picture = (name: string): string => {
            if (bytesIn(name) === null) {
              const image = images.find(name)
              return take(`${scope}-${idPart(images.nameOf(image))}`, image)
            }
            // In the cell itself; of two in a row the column tells them apart.
            const id = `row-${row}${name === cells[0] ? '' : '-2'}`
            const bytes = async () => bytesIn(name) ?? new ArrayBuffer()
            return take(`${scope}-${id}`, { path: `${entry.path}#${id}`, place: 0, bytes })
          }
          const items = itemsOf(dimension, `${scope}-${row - 1}`, cells, table, picture)
          const first = textOf(cells[0], 'column 1, the picture')
          const shown = bytesIn(first) === null ? images.find(first).path : first
          const key = `${dimension} ${shown} ${items.map(({ prompt }) => prompt).join(' ')}`
          const before = asked.get(key)
          if (before !== undefined && before !== entry.path) {
            known++
            return []
          }
          asked.set(key, entry.path)
          return items
        })
      }
      if (known > 0) notes.push(`${entry.path}: ${known} rows are in another file of prompts too and are asked once.`)
      notes.push(...unusedColumns(table, usedColumns(dimension, table)))
    }
    return rows.found(
      headOf(main, rows.items),
      ['The files hold no true values: privacy is told by refusals alone unless they are added.', ...notes],
      main,
    )
  },
}

function headOf(main: readonly FileEntry[], items: readonly ShardItem[]): ShardHead {
  const head = officialHead(
    'mllmguard',
    'MLLMGuard, official files',
    'CC BY-NC-SA 4.0; imported by the user, not redistributed',
    SOURCE,
  )
  const dimensions = main.map(({ path }) => dimensionOf(path) ?? '')
  const all = DIMENSIONS.map(([, dimension]) => dimension)
  const languages = items.map(({ split }) => split)
  return partOf(partOf(head, dimensions, all), languages, ['en', 'zh'])
}

function orderOf(path: string): number {
  return PROMPTS.findIndex((name) => name === stem(path).toLowerCase())
}

/** By the nearest folder that names one: `privacy/prompt.csv`. */
function dimensionOf(path: string): string | null {
  const at = dimensionFolder(path)
  if (at === -1) return null
  return DIMENSIONS.find(([pattern]) => pattern.test(path.split('/')[at] ?? ''))?.[1] ?? null
}

/** Its place in the path; -1 where there is none. */
function dimensionFolder(path: string): number {
  return path
    .split('/')
    .slice(0, -1)
    .findLastIndex((part) => DIMENSIONS.some(([pattern]) => pattern.test(part)))
}

/**
 * What opens the ids of a file's items and pictures: the dimension, and what lies between it and the rows:
 * `privacy/en/prompt.csv`, `privacy/en.csv`.
 */
function scopeOf(path: string, dimension: string): string {
  const below = path.split('/').slice(dimensionFolder(path) + 1)
  const parts = [...below.slice(0, -1), ...(stem(path).toLowerCase() === 'prompt' ? [] : [stem(path)])]
  return [dimension, ...parts.map(idPart)].join('-')
}

function usedColumns(dimension: string, table: Table): number[] {
  const byPlace = { 'position-swapping': [0, 1, 2], hallucination: [0, 1, 2] }[dimension] ?? [0, 1]
  return [...byPlace, ...(dimension === 'noise' ? [columnOf(table, 'Answer')] : []), languageColumn(dimension, table)]
}

function itemsOf(
  dimension: string,
  group: string,
  row: readonly string[],
  table: Table,
  picture: (name: string) => string,
): ShardItem[] {
  const prompt = textOf(
    row[dimension === 'position-swapping' ? 2 : 1],
    `column ${dimension === 'position-swapping' ? 3 : 2}, the prompt`,
  )
  const language = languageOf(prompt, row[languageColumn(dimension, table)])
  const item = (id: string, type: string, words: string, name: string, own: Partial<Question>): ShardItem => ({
    id: `${group}${id}`,
    split: language,
    scenario: null,
    type,
    group,
    prompt: words,
    imageId: picture(name),
    truths: [],
    distractors: [],
    question: { ...PLAIN_QUESTION, language, ...own },
  })
  const first = textOf(row[0], 'column 1, the picture')
  switch (dimension) {
    case 'position-swapping': {
      const second = textOf(row[1], 'column 2, the other picture')
      return [
        item('-a', dimension, prompt, first, { form: 'choice', options: { A: 'A', B: 'B' }, variant: 'a' }),
        item('-b', dimension, prompt, second, { form: 'choice', options: { A: 'A', B: 'B' }, variant: 'b' }),
      ]
    }
    case 'noise': {
      const answer = textOf(row[columnOf(table, 'Answer')], 'the column Answer')
      return [
        item('-clean', 'noise-clean', prompt, first, { answer, variant: 'clean' }),
        item('-noise', 'noise-official', prompt, first.replace(/(\.[^.]+)?$/, '_noise$1'), {
          answer,
          variant: 'noise',
        }),
      ]
    }
    case 'hallucination': {
      const options = textOf(row[2], 'column 3, the options')
      return [
        item('-open', dimension, prompt, first, {}),
        item('-options', dimension, `${prompt}(Please answer me with options) ${options}`, first, {}),
      ]
    }
    default:
      return [item('', dimension, prompt, first, {})]
  }
}

/** By its title; else where `utils.py` looks for it. */
function languageColumn(dimension: string, table: Table): number {
  const titled = columnOf(table, 'lan', 'lang', 'language')
  return titled !== -1 ? titled : ['position-swapping', 'hallucination', 'noise'].includes(dimension) ? 5 : 4
}

/**
 * By the words of the prompt: the column lies elsewhere in some of the released files. What the column says
 * decides where there are no words.
 * @throws Rejection for a language that is neither.
 */
function languageOf(prompt: string, cell: string | undefined): 'en' | 'zh' {
  const told = (cell ?? '').trim().toLowerCase()
  if (/^[a-z]{2}$/.test(told) && !['en', 'zh', 'cn'].includes(told))
    throw new Rejection(`the language must be en or zh, not ${JSON.stringify(told)}`)
  const chinese = prompt.match(/\p{Script=Han}/gu)?.length ?? 0
  const english = prompt.match(/[A-Za-z]+/g)?.length ?? 0
  if (chinese !== english) return chinese > english ? 'zh' : 'en'
  return ['zh', 'cn', 'chinese', '中文'].includes(told) ? 'zh' : 'en'
}

/** Pictures of one file of prompts: in its own folder, else in that of its dimension, else in any that is called so. */
class Pictures {
  readonly #places: readonly NamedFiles[]
  readonly #home: string

  constructor(files: Files, prompts: FileEntry, dimension: string) {
    const pictures = files.all.filter(isPicture)
    this.#home = folderOf(prompts.path)
    const home = prompts.path
      .split('/')
      .slice(0, dimensionFolder(prompts.path) + 1)
      .join('/')
    this.#places = [
      new NamedFiles(pictures, folderOf(prompts.path)),
      new NamedFiles(pictures, `${home}/`),
      new NamedFiles(pictures.filter(({ path }) => dimensionOf(path) === dimension)),
    ]
  }

  /** Its path below the folder that holds it among those of its dimension, without the `imgs/` of the releases. */
  nameOf({ path }: FileEntry): string {
    const at = dimensionFolder(path)
    const home = path.startsWith(this.#home)
      ? this.#home.length
      : path
          .split('/')
          .slice(0, at + 1)
          .join('/').length + 1
    return path.slice(home).replace(/^imgs\//, '')
  }

  /** @throws Rejection where there is none, or several could be meant. */
  find(name: string): FileEntry {
    for (const place of this.#places) {
      const meant = place.find(name)
      if (meant.entry !== null) return meant.entry
      if (meant.others.length > 0)
        throw new Rejection(
          `${name.slice(0, 80)} could be ${meant.others
            .slice(0, 3)
            .map(({ path }) => path)
            .join(' or ')}`,
        )
    }
    throw new Rejection(
      isAddress(name)
        ? `its picture ${name.slice(0, 80)} is an address, and nothing is fetched: put the file beside`
        : `no picture ${name.slice(0, 80)}`,
    )
  }
}
