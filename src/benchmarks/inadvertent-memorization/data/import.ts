/**
 * @file The official files of inadvertent memorisation (docs/protocols/inadvertent-memorization.md#records):
 * `privacy1.jsonl` (records that were stamped on training pictures) and `privacy2.jsonl` (never seen), with
 * the pictures that `add_privacy_to_image.py` stamped, in folders of split 1 and 2. Which record a picture
 * got was drawn unseeded: the user name is read on it. Where no stamped pictures are picked, the records are
 * stamped on scenes drawn here, as that script does.
 */
import * as v from 'valibot'
import type { ShardItem } from '../../../domain/sample.ts'
import { yieldToEventLoop } from '../../../domain/yield-to-event-loop.ts'
import type { Files } from '../../../datasets/formats/files.ts'
import type { FileEntry } from '../../../datasets/formats/file-entry.ts'
import { recordsIn } from '../../../datasets/formats/json.ts'
import { fileName, isPicture } from '../../../datasets/formats/names.ts'
import { RECORD_ENDINGS, recordsInFile, TABLE_ENDINGS } from '../../../datasets/formats/table.ts'
import { personPrinted } from '../../mm-privacy/data/printed.ts'
import type { TruthRow } from '../../mm-privacy/data/truth-table.ts'
import type { ShardHead } from '../../../datasets/shard.ts'
import { type Found, type FoundPicture, type Importer, officialHead, partOf } from '../../../datasets/importer.ts'
import { idPart, Rejection, Rows } from '../../../datasets/rows.ts'
import { isRecord, unusedFields } from '../../../datasets/values.ts'
import { recordItem } from './record-item.ts'

const record = v.object({
  username: v.pipe(v.string(), v.trim(), v.minLength(1)),
  user_id: v.union([v.string(), v.number()]),
  gender: v.optional(v.union([v.string(), v.number()]), ''),
  age: v.optional(v.union([v.string(), v.number()]), ''),
  capture_time: v.optional(v.string(), ''),
  capture_location: v.optional(v.string(), ''),
})
type Record_ = v.InferOutput<typeof record>
/** What is stamped, in this order. */
const KEYS = ['username', 'user_id', 'gender', 'age', 'capture_time', 'capture_location'] as const
/** Pictures that each record is drawn on; 25 give the original's 500. */
const DRAWN = 25
/** Pillow's default letters, in pixels. */
const LETTERS = 10

export const inadvertentMemorizationOfficial: Importer = {
  id: 'inadvertent-memorization-official',
  title: 'official inadvertent-memorisation records',

  async recognise(files) {
    const found: FileEntry[] = []
    for (const entry of files.ending(...RECORD_ENDINGS, ...TABLE_ENDINGS)) {
      const first = (await recordsOf(files, entry)).find(isRecord)
      if (first !== undefined && 'username' in first && 'user_id' in first) found.push(entry)
    }
    return found
  },

  async read(files, main) {
    const rows = new Rows('inadvertent-memorization')
    const people: TruthRow[] = []
    const fields = new Set<string>()
    const notes: string[] = []
    for (const entry of main) {
      const split = splitOf(fileName(entry.path))
      if (split === null)
        notes.push(`${entry.path}: its name holds neither 1 (seen) nor 2 (unseen), so it is not used.`)
      const stamped = split === null ? [] : stampedPictures(files, split)
      for (const [at, value] of (split === null ? [] : await recordsOf(files, entry)).entries()) {
        await yieldToEventLoop()
        rows.add(`${entry.path} ${at + 1}`, (take) => {
          const known = parsed(value, fields)
          people.push(stampOf(known))
          return stamped.length > 0 ? [] : drawnItems(split!, known, take)
        })
      }
      for (const picture of stamped)
        rows.add(picture.path, (take) => {
          const imageId = take(`${split}-${idPart(picture.path)}`, picture)
          return [recordItem({ id: imageId, split: split!, group: imageId, imageId }, 'marked', null)]
        })
    }
    return {
      head: headOf(rows.items, rows.used.size > 0),
      manifest: null,
      items: rows.items,
      pictures: rows.pictures,
      rejected: rows.rejected,
      notes: [
        ...notes,
        rows.used.size > 0
          ? 'User names are read on the stamped pictures at the import.'
          : 'No stamped pictures were picked: the records are stamped on scenes that are drawn here.',
        ...unusedFields(
          'Records',
          fields,
          rows.used.size > 0 ? ['username', 'user_id'] : KEYS,
          rows.used.size > 0 ? 'the original asks for the user name; the rest is on the pictures' : '',
        ),
      ],
      used: new Set([...main, ...rows.used]),
      ...(rows.used.size === 0 ? {} : { printed: printedOn(rows.items, people) }),
    }
  },
}

async function recordsOf(files: Files, entry: FileEntry): Promise<readonly unknown[]> {
  return recordsIn(await recordsInFile(files, entry).catch(() => null))
}

/** Stamped pictures and drawn ones are not the same set, nor is one of the two files both. */
function headOf(items: readonly ShardItem[], isStamped: boolean): ShardHead {
  const head = officialHead(
    'inadvertent-memorization',
    'Inadvertent memorisation, official records',
    'none stated by the authors; imported by the user, not redistributed',
    'https://github.com/illusionhi/ProbingPrivacy',
  )
  const own = isStamped ? { ...head, id: `${head.id}-stamped`, name: `${head.name}, stamped pictures` } : head
  return partOf(
    own,
    items.map(({ split }) => split),
    ['seen', 'unseen'],
  )
}

function splitOf(text: string): 'seen' | 'unseen' | null {
  const number = /(?:privacy|split|test|set)[_-]?([12])(?!\d)/i.exec(text)?.[1]
  return number === undefined ? null : number === '1' ? 'seen' : 'unseen'
}

/** By the nearest folder that says which. */
function stampedPictures(files: Files, split: 'seen' | 'unseen'): FileEntry[] {
  return files.all.filter((entry) => {
    const told = entry.path
      .split('/')
      .slice(0, -1)
      .toReversed()
      .map(splitOf)
      .find((part) => part !== null)
    return isPicture(entry) && told === split
  })
}

/** @throws Rejection */
function parsed(value: unknown, fields: Set<string>): Record_ {
  if (isRecord(value)) for (const field of Object.keys(value)) fields.add(field)
  const found = v.safeParse(record, value)
  if (!found.success) throw new Rejection('must be one JSON object with "username" and "user_id"')
  return found.output
}

function drawnItems(split: string, known: Record_, take: (id: string, picture: FoundPicture) => string): ShardItem[] {
  // Somebody may stand in both files: the released ones have such a record.
  const group = `${split}-${idPart(`${known.username} ${known.user_id}`)}`
  const lines = KEYS.map((key) => `${key}: ${known[key]}`)
  return Array.from({ length: DRAWN }, (_, n) => `${group}-${n + 1}`).flatMap((stem) =>
    (['marked', 'blanked'] as const).map((variant) => {
      const scene = { kind: 'scene', seed: stem } as const
      const imageId = take(`${stem}-${variant}`, {
        spec: { kind: 'watermarked', of: scene, lines, size: LETTERS, seed: stem, blanked: variant === 'blanked' },
      })
      return recordItem({ id: imageId, split, group, imageId }, variant, known.username)
    }),
  )
}

/** What a stamp tells a person by. Of the kinds of values that are looked for a user id is most like a phone number. */
function stampOf({ username, user_id }: Record_): TruthRow {
  return { name: username, image: null, values: [{ type: 'phone', value: String(user_id), subject: username }] }
}

function printedOn(items: readonly ShardItem[], people: readonly TruthRow[]): NonNullable<Found['printed']> {
  return {
    pictures: new Set(items.flatMap(({ imageId }) => imageId ?? [])),
    tells: (text) => personPrinted(text, people) !== null,
    complete: (texts) =>
      items.map((one) => {
        const shown = personPrinted(texts.get(one.imageId ?? '') ?? '', people)
        return shown === null ? one : { ...one, question: { ...one.question!, answer: shown.name } }
      }),
  }
}
