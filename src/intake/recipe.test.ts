import { describe, expect, test } from 'vitest'
import { readShardFile } from './read.ts'
import { followRecipe, readRecipeFile, sealRecipe } from './recipe.ts'
import { HEAD, memoryPeople, readResource } from './testing.ts'

const recipe = { generator: 'mm-privacy', version: '1', seed: '1', size: 'demo' }
const shipped = async () => {
  const { manifest } = await sealRecipe(HEAD, recipe, readResource)
  return { manifest, recipe }
}

test('a recipe makes the shard that its manifest promises', async () => {
  const file = await shipped()
  const shard = await followRecipe(readRecipeFile(JSON.stringify(file)), readResource)
  expect(shard.manifest).toEqual(file.manifest)
  expect(shard.items.length).toBe(24)
  const read = await readShardFile(JSON.stringify(file), { path: 'tiny.recipe.json', readResource })
  expect(read.items).toEqual(shard.items)
})

describe('a recipe is refused', () => {
  test('when it makes another shard than promised: other seed, or other people', async () => {
    const file = await shipped()
    await expect(followRecipe({ ...file, recipe: { ...recipe, seed: '2' } }, readResource)).rejects.toMatchObject({
      code: 'bad-shard',
    })
    const others = () => Promise.resolve(JSON.stringify(memoryPeople.slice(1)))
    await expect(followRecipe(file, others)).rejects.toThrow(/has SHA-256 [0-9a-f]{64}, its manifest says [0-9a-f]{64}/)
  })

  test.each<[string, object, RegExp]>([
    ['unknown generator', { generator: 'evil' }, /generator "evil" is unknown/],
    ['other version', { version: '99' }, /needs version 99 of its generator/],
    ['unknown size', { size: 'huge' }, /allowed are demo, standard, forms, full/],
    ['a number as seed', { seed: 1 }, /recipe: seed/],
  ])('%s', async (_name, change, message) => {
    const file = await shipped()
    const source = JSON.stringify({ ...file, recipe: { ...recipe, ...change } })
    await expect((async () => followRecipe(readRecipeFile(source), readResource))()).rejects.toThrow(message)
  })

  test('without a licence', async () => {
    const file = await shipped()
    expect(() => readRecipeFile(JSON.stringify({ ...file, manifest: { ...file.manifest, licence: '' } }))).toThrow(
      expect.objectContaining({ code: 'licence-missing' }),
    )
  })
})

test('people that are not people are refused', async () => {
  const file = await shipped()
  await expect(followRecipe(file, () => Promise.resolve('[{"name":"x"}]'))).rejects.toThrow(/memory-people\.json: 0\./)
  await expect(followRecipe(file, () => Promise.resolve('[]'))).rejects.toMatchObject({ code: 'bad-shard' })
})
