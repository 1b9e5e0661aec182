/** @file Pictures of forms as a user's own, as a shard that `npm run audit` takes by its folder. */
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readShardJsonl, writeShardJsonl } from '../../src/datasets/jsonl.ts'
import { ownShard } from '../../src/datasets/own/shard.ts'
import { VARIANTS, writeVariant, type Variant } from '../ablations/variants.ts'

export async function writeOwnPictures(folder: string): Promise<void> {
  const forms = join(folder, 'forms')
  const own = join(folder, 'own')
  mkdirSync(own, { recursive: true })
  const plain = VARIANTS.find(({ id }) => id === 'plain') as Variant
  await writeVariant(plain, forms)
  const { items } = await readShardJsonl(readFileSync(join(forms, `ablation-${plain.id}.shard.jsonl`), 'utf8'))
  const shard = await ownShard(
    'own-pictures',
    'Forms as own pictures',
    items.map(({ id, truths }) => ({
      name: `${id}.png`,
      blob: new Blob([readFileSync(join(forms, `${id}.png`))], { type: 'image/png' }),
      values: truths.map(({ type, value }) => ({ type, value })),
    })),
  )
  const pictures = shard.images.map(({ id, bytes }, at) => {
    const path = `${items[at]?.id}.png`
    const png = Buffer.from(bytes)
    writeFileSync(join(own, path), png)
    return { id, path, bytes: png.length, sha256: createHash('sha256').update(png).digest('hex') }
  })
  writeFileSync(join(own, 'own-pictures.shard.jsonl'), await writeShardJsonl({ ...shard, pictures }))
}
