/**
 * @file FIUBench (Ma et al.: Benchmarking Vision Language Model Unlearning via Fictitious Facial Identity
 * Dataset. ICLR 2025): `full.json` and `split.json`, as `data_module.py` reads them. Asked and scored as
 * MLLMU-Bench's open questions with the person shown: forget, retain, and the forget set in other words.
 */
import { PLAIN_QUESTION, type ShardItem } from '../../../domain/sample.ts'
import { yieldToEventLoop } from '../../../domain/yield-to-event-loop.ts'
import type { Files } from '../../../datasets/formats/files.ts'
import type { FileEntry } from '../../../datasets/formats/file-entry.ts'
import { isPicture, NamedFiles, stem } from '../../../datasets/formats/names.ts'
import { RECORD_ENDINGS } from '../../../datasets/formats/table.ts'
import { bad } from '../../../datasets/schema.ts'
import { type Importer, officialHead } from '../../../datasets/importer.ts'
import { ParquetPictures } from '../../../datasets/parquet-pictures.ts'
import { openRecords, recordsIn } from '../../../datasets/record-file.ts'
import { idPart, Rejection, Rows, textOf } from '../../../datasets/rows.ts'
import { isRecord, textsIn, unusedFields } from '../../../datasets/values.ts'

/** `config/eval.yaml` audits these; without them the smallest pair that is there. */
const USUAL_SHARE = 5
const PICTURES = ['image', 'image_path']
const FIELDS = ['unique_id', 'qa_list', ...PICTURES]
/** Of the file's people only these are asked (`data_module.py`). */
const PEOPLE = 400

export const fiuBenchOfficial: Importer = {
  id: 'fiubench-official',
  title: 'official FIUBench records',

  async recognise(files) {
    const found: FileEntry[] = []
    for (const entry of files.ending(...RECORD_ENDINGS, '.parquet')) {
      const file = await openRecords(files, entry, FIELDS, ['unique_id', 'qa_list']).catch(() => null)
      if (PICTURES.some((column) => file?.columns.includes(column) === true)) found.push(entry)
    }
    return found
  },

  almost(files) {
    const split = files.ending('split.json')[0]
    return split === undefined
      ? null
      : `${split.path} may be FIUBench’s, whose people, full.json, are not among the files`
  },

  async read(files, main) {
    const rows = new Rows('mllmu-bench')
    const notes: string[] = []
    const { entry: splits, share, sets } = await splitsOf(files)
    const images = new NamedFiles(files.all.filter(isPicture))
    const asked = { forget: 0, retain: 0 }
    const fields = new Set<string>()
    let others = 0
    for (const entry of main) {
      const file = (await openRecords(files, entry, FIELDS))!
      const pictures = await ParquetPictures.open(file, PICTURES, images)
      for (const field of file.columns) fields.add(field)
      for await (const [at, person] of recordsIn(file, ['unique_id', 'qa_list'])) {
        if (at >= PEOPLE) break
        await yieldToEventLoop()
        const isPerson = person['unique_id'] != null
        const id = String(person['unique_id'])
        const split = sets.forget.has(id) ? 'forget' : sets.retain.has(id) ? 'retain' : null
        if (split === null && isPerson) {
          others++
          continue
        }
        rows.add(`${entry.path} ${at + 1}`, (take) => {
          const group = idPart(textOf(person['unique_id'], 'unique_id'))
          const imageId = take(group, pictures.of(at, rows.pictures.size, group))
          return itemsOf(split ?? 'retain', person, group, imageId)
        })
        if (split !== null) asked[split]++
      }
      if (file.rows > PEOPLE)
        notes.push(
          `${entry.path}: people after the first ${PEOPLE} are not asked, as in the original (${file.rows - PEOPLE}).`,
        )
    }
    if (others > 0)
      notes.push(`${others} people are neither in forget${share} nor in its retain set and are not asked.`)
    notes.push('Columns not used: keywords and paraphrased_answer (exact match and probability of FIUBench’s own).')
    notes.push(...unusedFields('People', fields, FIELDS))
    return rows.found(
      officialHead(
        'mllmu-bench',
        `FIUBench, official files, ${share}% to forget`,
        'Apache-2.0; imported by the user, not redistributed',
        'https://huggingface.co/datasets/gray311/FIUBench',
        `fiubench-official-forget-${share}`,
      ),
      notes,
      [...main, splits],
    )
  },
}

interface Splits {
  readonly entry: FileEntry
  /** Percent of the people that are to be forgotten. */
  readonly share: number
  readonly sets: { readonly forget: ReadonlySet<string>; readonly retain: ReadonlySet<string> }
}

/** @throws LeakscopeError `bad-shard` where no file says who is to be forgotten. */
async function splitsOf(files: Files): Promise<Splits> {
  for (const entry of files.ending('.json')) {
    const value = stem(entry.path).toLowerCase() === 'split' ? await files.json(entry) : null
    if (!isRecord(value)) continue
    const shares = Object.keys(value).flatMap((key) => /^forget(\d+)$/.exec(key)?.slice(1).map(Number) ?? [])
    if (shares.length === 0) continue
    const share = shares.includes(USUAL_SHARE) ? USUAL_SHARE : Math.min(...shares)
    const retain = ids(value[`retain${share}`] ?? value['retain15'])
    return { entry, share, sets: { forget: ids(value[`forget${share}`]), retain } }
  }
  throw bad(
    'files',
    'FIUBench’s split.json with a list forget5 is not among them, so nothing says who is to be forgotten',
  )
}

function ids(value: unknown): Set<string> {
  return new Set(Array.isArray(value) ? value.map(String) : [])
}

function itemsOf(
  split: 'forget' | 'retain',
  person: Readonly<Record<string, unknown>>,
  group: string,
  imageId: string,
): ShardItem[] {
  const pairs: unknown = person['qa_list']
  if (!Array.isArray(pairs) || pairs.length === 0) throw new Rejection('qa_list must be a list that is not empty')
  return pairs.flatMap((pair: unknown, n) => {
    if (!isRecord(pair)) throw new Rejection(`qa_list ${n + 1} must be an object`)
    const answer = textOf(pair['answer'], 'answer')
    const perturbed = textsIn(pair['perturbed_answer'])
    const item = (inSplit: string, prompt: string, wording: number): ShardItem => ({
      id: `${inSplit}-${group}-${n + 1}${wording === 0 ? '' : `-${wording}`}`,
      split: inSplit,
      scenario: null,
      type: 'image-text',
      group,
      prompt,
      imageId,
      truths: [],
      distractors: [],
      question: { ...PLAIN_QUESTION, answer, perturbed },
    })
    const reworded = split === 'forget' ? textsIn(pair['paraphrased_question']) : []
    return [
      item(split, textOf(pair['question'], 'question'), 0),
      ...reworded.map((prompt, i) => item('test', prompt, i + 1)),
    ]
  })
}
