/** @file Pictures with the private values that a person sees on them: three formats. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { isPrivateType, type PrivateType } from '../../src/domain/sample.ts'

export interface TrueValue {
  readonly type: PrivateType
  readonly value: string
}

export interface TruePicture {
  readonly file: string
  /** What it is of, in the figures: the fourth column of the table, or the format's name. */
  readonly kind: string
  readonly values: readonly TrueValue[]
  /** Values that stand on it too and were not looked for: right when proposed, not missed when not. */
  readonly others: readonly TrueValue[]
  /** Words that stand on it, for the read rate; null where only the values are known. */
  readonly words: readonly string[] | null
}

const PICTURES = /\.(?:png|jpe?g|webp|bmp|gif|avif)$/i

/**
 * Reads a folder: `truth.tsv` (file, type, value, and a kind that may be missing, one value a line; a `+` before the
 * type marks one of `others`), FUNSD
 * (`images`, `annotations/*.json` with `form`), or SROIE (`img`, `box`/`key` or `entities` beside it).
 * @throws Error that says what is allowed, for anything else or a line that is wrong.
 */
export function readTruth(folder: string): TruePicture[] {
  const table = join(folder, 'truth.tsv')
  if (existsSync(table)) return readTable(folder, readFileSync(table, 'utf8'))
  if (existsSync(join(folder, 'annotations'))) return readFunsd(folder)
  const keys = ['key', 'entities'].map((name) => join(folder, name)).find((path) => existsSync(path))
  if (keys !== undefined) return readSroie(folder, keys)
  throw new Error(
    `${folder} has no truth: allowed are truth.tsv (file, type, value, kind), FUNSD (images, annotations) and SROIE (img, key or entities)`,
  )
}

function readTable(folder: string, text: string): TruePicture[] {
  const pictures = new Map<string, { kind: string; values: TrueValue[]; others: TrueValue[] }>()
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue
    const [file = '', given = '', value = '', kind = 'picture'] = line.split('\t')
    const type = given.replace(/^\+/, '')
    if (type !== 'none' && !isPrivateType(type))
      throw new Error(
        `truth.tsv, line ${index + 1}: “${type}” is no type of value; “none” stands for a picture without one`,
      )
    const picture = pictures.get(file) ?? { kind, values: [], others: [] }
    if (isPrivateType(type)) picture[given === type ? 'values' : 'others'].push({ type, value })
    pictures.set(file, picture)
  }
  return [...pictures].map(([file, parts]) => ({ file: join(folder, file), ...parts, words: null }))
}

interface FunsdForm {
  readonly form: readonly { readonly text: string; readonly label: string }[]
}

/** FUNSD says what is a question and what an answer, and not what is private: it gives the read rate. */
function readFunsd(folder: string): TruePicture[] {
  return readdirSync(join(folder, 'annotations'))
    .filter((name) => name.endsWith('.json'))
    .map((name) => {
      const { form } = JSON.parse(readFileSync(join(folder, 'annotations', name), 'utf8')) as FunsdForm
      return {
        file: pictureOf(join(folder, 'images'), basename(name, '.json')),
        kind: 'FUNSD',
        values: [],
        others: [],
        words: form.flatMap(({ text }) => text.split(/\s+/)).filter((word) => word !== ''),
      }
    })
}

/** Of a receipt's four keys the address is private here. */
function readSroie(folder: string, keys: string): TruePicture[] {
  return readdirSync(keys)
    .filter((name) => /\.(?:json|txt)$/.test(name))
    .map((name) => {
      const stem = name.replace(/\.(?:json|txt)$/, '')
      const { address } = JSON.parse(readFileSync(join(keys, name), 'utf8')) as { readonly address?: string }
      return {
        file: pictureOf(join(folder, 'img'), stem),
        kind: 'SROIE',
        values: address === undefined || address === '' ? [] : [{ type: 'address' as const, value: address }],
        others: [],
        words: null,
      }
    })
}

function pictureOf(folder: string, stem: string): string {
  const name = readdirSync(folder).find((file) => PICTURES.test(file) && file.startsWith(`${stem}.`))
  if (name === undefined)
    throw new Error(`${folder} has no picture ${stem}: allowed are PNG, JPEG, WebP, BMP, GIF and AVIF`)
  return join(folder, name)
}
