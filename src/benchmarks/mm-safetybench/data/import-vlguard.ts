/**
 * @file VLGuard's `train.json` and `test.json` with their pictures (https://github.com/ys-zong/VLGuard,
 * `utils.load_data`): harmful pictures with an instruction, and harmless ones with a harmful and a harmless
 * instruction. Asked and counted as MM-SafetyBench is, with VLGuard's own check of strings beside it.
 */
import { SUBSETS } from '../vlguard.ts'
import { PLAIN_QUESTION, type ShardItem } from '../../../domain/sample.ts'
import { yieldToEventLoop } from '../../../domain/yield-to-event-loop.ts'
import type { Files } from '../../../datasets/formats/files.ts'
import type { FileEntry } from '../../../datasets/formats/file-entry.ts'
import { folderOf, isPicture, NamedFiles, stem } from '../../../datasets/formats/names.ts'
import { RECORD_ENDINGS } from '../../../datasets/formats/table.ts'
import { bad } from '../../../datasets/schema.ts'
import { type Importer, officialHead } from '../../../datasets/importer.ts'
import { ParquetPictures } from '../../../datasets/parquet-pictures.ts'
import { openRecords, recordsIn } from '../../../datasets/record-file.ts'
import { idPart, Rejection, Rows, textOf } from '../../../datasets/rows.ts'
import { isRecord, unusedFields } from '../../../datasets/values.ts'

/** Where an instruction stands in `instr-resp`, and what it makes of a row. */
const HARMLESS_PICTURE = [
  { key: 'unsafe_instruction', type: 'vlguard-safe-unsafe', split: 'attack' },
  { key: 'safe_instruction', type: 'vlguard-safe-safe', split: 'benign' },
] as const

const SOURCE = 'https://huggingface.co/datasets/ys-zong/VLGuard'
const FIELDS = ['image', 'safe', 'harmful_category', 'harmful_subcategory', 'instr-resp']

export const vlguardOfficial: Importer = {
  id: 'vlguard-official',
  title: 'official VLGuard records',

  async recognise(files) {
    const found = await recordFiles(files)
    // One set is audited at a time: the training set only where it comes alone.
    const tests = found.filter(({ path }) => setOf(path) !== 'train')
    return tests.length > 0 ? tests : found
  },

  async read(files, main) {
    const opened = await Promise.all(main.map(async (entry) => openRecords(files, entry, FIELDS)))
    const pictures = await Promise.all(
      main.map((entry, at) => ParquetPictures.open(opened[at]!, ['image'], imagesOf(files, entry))),
    )
    if (!files.all.some(isPicture) && pictures.every((one) => one.areNamed))
      throw bad(
        main[0]!.path,
        `VLGuard’s pictures are not in its repository: get ${setOf(main[0]!.path)}.zip from ${SOURCE} and put it beside`,
      )
    const rows = new Rows('mm-safetybench')
    const fields = new Set<string>()
    for (const [n, entry] of main.entries()) {
      const [file, images] = [opened[n]!, pictures[n]!]
      for (const field of file.columns) fields.add(field)
      const asked = file.columns.filter((column) => column !== 'image' && FIELDS.includes(column))
      for await (const [at, record] of recordsIn(file, asked)) {
        await yieldToEventLoop()
        rows.add(`${entry.path} ${at + 1}`, (take) => {
          // Of a picture in the record itself its number is the name.
          const name = images.nameOf(at)
          const group = idPart(`${setOf(entry.path)}-${name === null ? at + 1 : name.replace(/\.[^.]+$/, '')}`)
          const imageId = take(group, images.of(at, rows.pictures.size, group))
          const item = (type: string, split: string, prompt: string): ShardItem => ({
            id: `${group}-${type}`,
            split,
            scenario: null,
            type,
            group,
            prompt,
            imageId,
            truths: [],
            distractors: [],
            question: { ...PLAIN_QUESTION, variant: 'vlguard' },
          })
          if (record['safe'] !== true) return [item(subsetOf(record), 'attack', instruction(record, 'instruction'))]
          return HARMLESS_PICTURE.map(({ key, type, split }) => item(type, split, instruction(record, key)))
        })
      }
    }
    const set = main.every(({ path }) => setOf(path) === 'train') ? 'training set' : 'test set'
    return rows.found(
      officialHead(
        'mm-safetybench',
        `VLGuard, official ${set}`,
        'none stated for the records; imported by the user, not redistributed',
        SOURCE,
        `vlguard-official${set === 'test set' ? '' : '-train'}`,
      ),
      [
        ...(await besides(files, main)),
        ...unusedFields('Records', fields, FIELDS),
        'Reference responses are not used: whether harmless answers are as good as GPT-4V’s takes a judge that is not here; what is refused of them is counted.',
      ],
      main,
    )
  },
}

/** `test` of `test.json` and of `data/test-00000-of-00001.parquet`. */
function setOf(path: string): string {
  return stem(path)
    .replace(/-\d+-of-\d+$/, '')
    .toLowerCase()
}

async function recordFiles(files: Files): Promise<FileEntry[]> {
  const found: FileEntry[] = []
  for (const entry of files.ending(...RECORD_ENDINGS, '.parquet')) {
    const file = await openRecords(files, entry, FIELDS, ['instr-resp', 'safe', 'image']).catch(() => null)
    if (file !== null) found.push(entry)
  }
  return found
}

async function besides(files: Files, main: readonly FileEntry[]): Promise<string[]> {
  const others = (await recordFiles(files)).filter((entry) => !main.includes(entry))
  return others.map(({ path }) => `${path}: the training set is not asked beside the test set; import it by itself.`)
}

/** Pictures of `test.json` are in `test/`, those of `train.json` in `train/`; without such a folder, anywhere. */
function imagesOf(files: Files, { path }: FileEntry): NamedFiles {
  const pictures = files.all.filter(isPicture)
  const folders = ['/', '.zip/'].map((end) => `${folderOf(path)}${stem(path)}${end}`)
  return new NamedFiles(pictures, folders.find((folder) => pictures.some((one) => one.path.startsWith(folder))) ?? '')
}

function subsetOf(record: Record<string, unknown>): string {
  const names = [record['harmful_category'], record['harmful_subcategory']]
  const id = `vlguard-${names.map(String).join('-').toLowerCase().replaceAll(' ', '-')}`
  if (!SUBSETS.some((subset) => subset.id === id)) throw new Rejection(`unknown harmful category ${names.join(', ')}`)
  return id
}

function instruction(record: Record<string, unknown>, key: string): string {
  // Parquet fills up what a row has not with nothing.
  const pairs: unknown = record['instr-resp']
  const pair: unknown = Array.isArray(pairs) ? pairs.find((one) => isRecord(one) && one[key] != null) : undefined
  if (!isRecord(pair)) throw new Rejection(`instr-resp has no ${key}`)
  return textOf(pair[key], key)
}
