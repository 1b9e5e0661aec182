/**
 * @file CLEAR (Dontsov et al.: CLEAR: Character Unlearning in Textual and Visual Modalities. Findings of ACL
 * 2025): parquet files in folders `forget10_perturbed`, `retain_perturbed`, `real_faces`, `forget10+tofu`, …,
 * asked as `mm/eval.py` asks: captions, the name of the person shown, and TOFU's questions in words. Scored
 * as MLLMU-Bench's open questions and blanks are.
 */
import { createRandom } from '../../../domain/random.ts'
import { PLAIN_QUESTION, type Question, type ShardItem } from '../../../domain/sample.ts'
import { yieldToEventLoop } from '../../../domain/yield-to-event-loop.ts'
import type { FileEntry } from '../../../datasets/formats/file-entry.ts'
import { isPicture, NamedFiles } from '../../../datasets/formats/names.ts'
import { isParquet, openParquet, type ParquetFile } from '../../../datasets/formats/parquet.ts'
import { bad } from '../../../datasets/schema.ts'
import type { ShardHead } from '../../../datasets/shard.ts'
import { leftColumns } from '../../../datasets/formats/table.ts'
import { type Importer, officialHead, partOf } from '../../../datasets/importer.ts'
import { ParquetPictures } from '../../../datasets/parquet-pictures.ts'
import { idPart, Rejection, Rows, textOf } from '../../../datasets/rows.ts'
import { textIn, textsIn } from '../../../datasets/values.ts'

/** `mm/dataset.py` draws one of such questions for each caption. */
const CAPTION_QUESTIONS = [
  'What can you see in this picture?',
  'Can you give a description of the image?',
  'What is depicted in the image?',
  'Describe the image in detail.',
  'What is happening in this image?',
] as const
const COLUMNS = 'image caption name question answer options perturbed_captions perturbed_names'.split(' ')
const FOLDERS = 'forgetNN, retainNN, retain_perturbed, real_faces'
const NAME_BLANK = 'The name of the person on the image is ___.'

interface ClearSet {
  readonly split: 'forget' | 'retain' | 'celebrity'
  /** Percent of the authors that are to be forgotten; null for sets of all shares. */
  readonly share: number | null
  /** Brings altered captions and names. */
  readonly altered: boolean
  readonly folder: string
  readonly file: ParquetFile
}

export const clearOfficial: Importer = {
  id: 'clear-official',
  title: 'official CLEAR parquet files',

  async recognise(files) {
    const found: FileEntry[] = []
    for (const entry of files.ending('.parquet')) if (await isClear(entry)) found.push(entry)
    return found
  },

  async read(files, main) {
    const all: ClearSet[] = []
    const notes: string[] = []
    for (const entry of main) {
      const set = setOf(entry.path)
      if (set === null) notes.push(`${entry.path}: its folder names none of ${FOLDERS}; left out.`)
      else all.push({ ...set, file: await openParquet(entry) })
    }
    const forgotten = all.filter(({ split }) => split === 'forget')
    const share = Math.min(...(forgotten.length > 0 ? forgotten : all).flatMap((set) => set.share ?? []))
    const sets = all.filter((set) => set.share === null || set.share === share)
    for (const { folder } of all.filter((set) => !sets.includes(set)))
      notes.push(`One share is audited at a time, here ${share}%: ${folder} is left out; import it by itself.`)
    if (sets.length === 0) throw bad('files', `no usable set among ${main.length} parquet files; ${notes[0] ?? ''}`)
    const rows = new Rows('mllmu-bench')
    const beside = new NamedFiles(files.all.filter(isPicture))
    for (const set of sets) {
      // The same captions stand in several folders; those with altered ones beside them are asked.
      const captions = set.altered || !sets.some((other) => other !== set && other.split === set.split && other.altered)
      if (!captions) notes.push(`${set.folder}: its captions are asked as the perturbed set has them.`)
      notes.push(...leftColumns(set.file.path, await readSet(set, captions, rows, beside)))
    }
    return rows.found(headOf(share, rows), notes, main)
  },
}

function headOf(share: number, { items }: Rows): ShardHead {
  const [words, id] = Number.isFinite(share) ? [`, ${share}% to forget`, `-forget-${share}`] : ['', '']
  const licence = 'as its authors state it; imported by the user, not redistributed'
  const source = 'https://huggingface.co/datasets/therem/CLEAR'
  const head = officialHead('mllmu-bench', `CLEAR, official files${words}`, licence, source, `clear-official${id}`)
  const splits = items.map(({ split }) => split)
  return partOf(head, splits, ['forget', 'retain', 'celebrity'])
}

/** A damaged file is for the importer of all parquet files to tell. */
async function isClear(entry: FileEntry): Promise<boolean> {
  const file = (await isParquet(entry)) ? await openParquet(entry).catch(() => null) : null
  const has = (column: string) => file?.columns.includes(column) === true
  return has('image') && (has('caption') || has('options'))
}

/** `real_world` asks of no person. */
function setOf(path: string): Omit<ClearSet, 'file'> | null {
  const [, folder = '', kind, percent, perturbed] =
    /(?:^|\/)((forget|retain|real_faces)(\d*)(_perturbed)?(?:\+tofu)?)(?:\/|-|\.parquet$)/i.exec(path) ?? []
  if (kind === undefined) return null
  const altered = perturbed !== undefined || kind === 'real_faces'
  const known = kind === 'forget' ? Number(percent) : kind === 'retain' && percent !== '' ? 100 - Number(percent) : null
  const split = kind === 'real_faces' ? 'celebrity' : (kind as 'forget' | 'retain')
  return { split, share: known, altered, folder }
}

/** @returns columns that nothing is read from. */
async function readSet(set: ClearSet, captions: boolean, rows: Rows, beside: NamedFiles): Promise<string[]> {
  const { folder, file } = set
  const images = await ParquetPictures.open(file, ['image'], beside)
  const columns = file.columns.filter((column) => column !== 'image' && COLUMNS.includes(column))
  for (const [i, from] of file.bounds.slice(0, -1).entries()) {
    for (const [n, row] of (await file.read(columns, from, file.bounds[i + 1] ?? from)).entries()) {
      await yieldToEventLoop()
      const at = from + n
      rows.add(`${file.path} ${at + 1}`, (take) => {
        const id = idPart(`${folder}-${at + 1}`)
        const items = itemsOf(set, row, id, captions)
        if (items.some(({ imageId }) => imageId !== null)) take(id, images.of(at, rows.pictures.size, id))
        return items
      })
    }
  }
  return file.columns.filter((column) => !COLUMNS.includes(column))
}

function itemsOf({ split }: ClearSet, row: Record<string, unknown>, id: string, captions: boolean): ShardItem[] {
  const name = textIn(row['name']) ?? (split === 'celebrity' ? textIn(row['answer']) : null)
  const shared = { split, scenario: null, group: name === null ? id : idPart(name), truths: [], distractors: [] }
  const item = (kind: string, prompt: string, shown: boolean, question: Partial<Question>): ShardItem => {
    const [type, imageId] = shown ? ['image-text', id] : ['text', null]
    return { ...shared, id: `${id}-${kind}`, type, imageId, prompt, question: { ...PLAIN_QUESTION, ...question } }
  }
  const caption = textIn(row['caption'])
  const words = caption === null && split !== 'celebrity' ? textIn(row['question']) : null
  if (words !== null) return [item('words', words, false, { answer: textOf(row['answer'], 'answer') })]
  if (!captions) return []
  if (name === null && caption === null) throw new Rejection('has neither a caption nor a name')
  const asked = createRandom(id).pick(CAPTION_QUESTIONS)
  const altered = textsIn(row['perturbed_captions'])
  const others = textsIn(row['perturbed_names'] ?? row['options']).filter((other) => other !== name)
  return [
    ...(caption === null ? [] : [item('caption', asked, true, { answer: caption, perturbed: altered })]),
    ...(name === null ? [] : [item('name', NAME_BLANK, true, { form: 'cloze', answer: name, perturbed: others })]),
  ]
}
