/**
 * @file MM-SafetyBench as others hand it on: the hub's parquet (`{scenario}/{SD|SD_TYPO|TYPO|Text_only}.parquet` with `id`, `question`, `image`), and VLMEvalKit's
 * TSV (`index`, `question`, `image` in base64, a column that names the scenario). Ids are those of the authors' own files.
 */
import { SCENARIOS } from '../../audit/benchmarks/mm-safetybench/meta.ts'
import { PLAIN_QUESTION, type ShardItem } from '../../audit/sample.ts'
import { breathe } from '../breathe.ts'
import type { FileEntry, Files } from '../files/files.ts'
import { stem } from '../files/names.ts'
import { isParquet, openParquet } from '../files/parquet.ts'
import { columnOf, readTable, titleKey, unusedColumns } from '../files/table.ts'
import { type Importer, officialHead } from './importer.ts'
import { idPart, Rejection, Rows, textOf } from './rows.ts'

const KINDS: Readonly<Record<string, string>> = {
  sd: 'sd',
  sdtypo: 'sd-typo',
  typo: 'typo',
  textonly: 'text',
  text: 'text',
}
const COLUMNS = ['id', 'question', 'image'] as const

export const mmSafetyBenchHub: Importer = {
  id: 'mm-safetybench-hub',
  title: 'MM-SafetyBench as parquet or TSV',

  async recognise(files) {
    const found: FileEntry[] = []
    for (const entry of files.ending('.parquet'))
      if (scenarioIn(entry.path) !== null && kindOf(stem(entry.path)) !== null && (await isParquet(entry)))
        found.push(entry)
    for (const entry of files.ending('.tsv')) {
      const titles = (await files.text(entry)).slice(0, 2000).split(/\r?\n/, 1)[0]?.split('\t').map(titleKey) ?? []
      const isEvaluated = titles.includes('question') && titles.includes('image') && titles.includes('index')
      if (isEvaluated && (/safety/i.test(entry.path) || titles.includes('scenario'))) found.push(entry)
    }
    return found
  },

  async read(files, main) {
    const rows = new Rows('mm-safetybench')
    const notes: string[] = []
    for (const entry of main)
      notes.push(...(await (/\.tsv$/i.test(entry.path) ? readTsv(files, entry, rows) : readParquet(entry, rows))))
    return {
      head: officialHead(
        'mm-safetybench',
        'MM-SafetyBench, official files',
        'CC BY-NC 4.0; imported by the user, not redistributed',
        'https://github.com/isXinLiu/MM-SafetyBench',
      ),
      manifest: null,
      items: rows.items,
      pictures: rows.pictures,
      rejected: rows.rejected,
      notes,
      used: new Set(main),
    }
  },
}

async function readParquet(entry: FileEntry, rows: Rows): Promise<string[]> {
  const file = await openParquet(entry)
  const [scenario, kind] = [scenarioIn(entry.path)!, kindOf(stem(entry.path))!]
  for (const [group, from] of file.bounds.slice(0, -1).entries()) {
    const found = await file.read(
      ['id', 'question'].filter((column) => file.columns.includes(column)),
      from,
      file.bounds[group + 1] ?? from,
    )
    for (const [n, row] of found.entries()) {
      await breathe()
      rows.add(`${entry.path} ${from + n + 1}`, (take) => {
        const key = textOf(row['id'] ?? from + n, 'id')
        const picture = {
          path: `${entry.path}#${from + n + 1}`,
          place: rows.pictures.size,
          bytes: () => pictureOf(from + n),
        }
        return [
          itemOf(
            scenario,
            key,
            kind,
            textOf(row['question'], 'question'),
            kind === 'text' ? null : take(`${scenario}-${kind}-${idPart(key)}`, picture),
          ),
        ]
      })
    }
  }
  const left = file.columns.filter((column) => !(COLUMNS as readonly string[]).includes(column))
  return left.length === 0 ? [] : [`${entry.path}: columns not used: ${left.join(', ')}.`]

  async function pictureOf(row: number): Promise<ArrayBuffer> {
    const [found] = await file.read(['image'], row, row + 1)
    const cell: unknown = found?.['image']
    const bytes: unknown = typeof cell === 'object' && cell !== null && 'bytes' in cell ? cell.bytes : cell
    return bytes instanceof Uint8Array ? new Uint8Array(bytes).buffer : new ArrayBuffer()
  }
}

async function readTsv(files: Files, entry: FileEntry, rows: Rows): Promise<string[]> {
  const table = await readTable(files, entry)
  const [index, question, image] = [
    columnOf(table, 'index', 'id'),
    columnOf(table, 'question'),
    columnOf(table, 'image'),
  ]
  const [scenario, kind] = [
    columnOf(table, 'scenario', 'category', 'split'),
    columnOf(table, 'kind', 'type', 'image_type'),
  ]
  for (const { row, cells } of table.rows) {
    await breathe()
    rows.add(`${entry.path} ${row}`, (take) => {
      const where = scenarioIn(cells[scenario] ?? '') ?? scenarioIn(entry.path)
      if (where === null)
        throw new Rejection(`${JSON.stringify((cells[scenario] ?? '').slice(0, 40))} names no scenario`)
      const shown =
        kindOf(cells[kind] ?? '') ?? kindOf(/(sd_typo|sd|typo)[^/]*$/i.exec(entry.path)?.[1] ?? '') ?? 'sd-typo'
      const key = textOf(cells[index], 'index')
      const code = textOf(cells[image], 'image').replace(/^data:[^,]*,/, '')
      if (!/^[A-Za-z0-9+/\s]+=*\s*$/.test(code)) throw new Rejection('its image is not base64')
      const picture = {
        path: `${entry.path}#${row}`,
        place: rows.pictures.size,
        bytes: async () => Uint8Array.from(atob(code), (byte) => byte.charCodeAt(0)).buffer,
      }
      return [
        itemOf(
          where,
          key,
          shown,
          textOf(cells[question], 'question'),
          take(`${where}-${shown}-${idPart(key)}`, picture),
        ),
      ]
    })
  }
  return unusedColumns(table, [index, question, image, scenario, kind])
}

/** `01-Illegal_Activitiy`, `Illegal_Activitiy` or `illegal activity`, as a folder or a cell. */
function scenarioIn(text: string): string | null {
  for (const part of text.split('/').toReversed()) {
    const key = titleKey(part).replace(/^\d+/, '')
    const found = SCENARIOS.find(({ id, title }) => key === titleKey(id).replace(/^\d+/, '') || key === titleKey(title))
    if (found !== undefined) return found.id
  }
  return null
}

function kindOf(text: string): string | null {
  const key = titleKey(text)
  return Object.hasOwn(KINDS, key) ? KINDS[key]! : null
}

function itemOf(scenario: string, key: string, kind: string, prompt: string, imageId: string | null): ShardItem {
  const group = `${scenario}-${idPart(key)}`
  return {
    id: `${group}-${kind}`,
    split: 'attack',
    scenario: null,
    type: scenario,
    group,
    prompt,
    imageId,
    truths: [],
    distractors: [],
    question: { ...PLAIN_QUESTION, variant: kind },
  }
}
