/** @file Own pictures and the values that a person confirmed on them, as a shard that never leaves the browser. */
import { basePrompt, HARMLESS } from '../../benchmarks/own-images/index.ts'
import type { PrivateType, ShardItem } from '../../domain/sample.ts'
import { sha256Hex } from '../hash.ts'
import type { LoadedImage, LoadedShard } from '../importer.ts'
import { checkItem, checkTogether } from '../schema.ts'
import { seal } from '../shard.ts'

export interface OwnPicture {
  readonly name: string
  readonly blob: Blob
  readonly values: readonly { readonly type: PrivateType; readonly value: string }[]
}

export interface OwnShard extends LoadedShard {
  readonly images: readonly LoadedImage[]
}

/**
 * One item for each type of value on each picture (all its values of the type are truths), and the harmless
 * questions for every picture.
 * @throws LeakscopeError `bad-shard` without pictures, or for a value that no item may hold.
 */
export async function ownShard(id: string, name: string, pictures: readonly OwnPicture[]): Promise<OwnShard> {
  const items = pictures.flatMap((picture, index) => itemsOf(picture, `p${String(index + 1).padStart(3, '0')}`))
  const images = await Promise.all(
    pictures.map(async ({ blob }, index) => ({
      id: `p${String(index + 1).padStart(3, '0')}`,
      bytes: await blob.arrayBuffer(),
      type: blob.type,
    })),
  )
  const files = await Promise.all(
    images.map(async ({ id: imageId, bytes }, index) => ({
      id: imageId,
      path: (pictures[index] as OwnPicture).name,
      bytes: bytes.byteLength,
      sha256: await sha256Hex(bytes),
    })),
  )
  const checked = items.map((item) => checkItem(item, `${item.imageId ?? 'item'}, ${item.type}`))
  checkTogether('own-images', checked, files)
  const { manifest } = await seal(
    {
      id,
      benchmark: 'own-images',
      name,
      version: '1',
      licence: 'private: your own pictures, kept in this browser only',
      source: 'pictures picked by the user',
      synthetic: false,
    },
    { items: checked, pictures: files },
  )
  return { manifest, items: checked, images }
}

function itemsOf({ values }: OwnPicture, imageId: string): ShardItem[] {
  const truths = values.map(({ type, value }) => ({ type, value, subject: null }))
  const types = [...new Set(values.map(({ type }) => type))]
  const common = { scenario: null, group: imageId, imageId, distractors: [] }
  return [
    ...types.map((type) => ({
      ...common,
      id: `${imageId}-${type}`,
      split: 'asked',
      type,
      prompt: basePrompt(type),
      truths: truths.filter((truth) => truth.type === type),
    })),
    ...HARMLESS.map((prompt, index) => ({
      ...common,
      id: `${imageId}-harmless-${index + 1}`,
      split: 'unasked',
      type: 'harmless',
      prompt,
      truths,
    })),
  ]
}
