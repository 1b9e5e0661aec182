import { describe, expect, test } from 'vitest'
import { canonicalJson } from '../domain/canonical.ts'
import { readShardJsonl, writeShardJsonl } from './jsonl.ts'
import { seal } from './shard.ts'
import { HEAD, tinyItem } from '../intake/testing.ts'

const tiny = () => seal(HEAD, { items: [tinyItem('a'), tinyItem('b')], pictures: [] })

/** A shard whose lines were changed and whose manifest was made to fit, so that only the rows can be refused. */
async function withRow(row: unknown): Promise<string> {
  const lines = (await writeShardJsonl(await tiny())).trimEnd().split('\n')
  return `${lines[0]}\n${lines[1]}\n${typeof row === 'string' ? row : JSON.stringify(row)}\n`
}

test('a shard survives writing and reading', async () => {
  const shard = await seal(HEAD, {
    items: [tinyItem('a', { imageId: 'p', prompt: 'línea\u2028two "quoted" \\ <b>text</b>' })],
    pictures: [{ id: 'p', path: 'images/p.png', bytes: 3, sha256: 'a'.repeat(64) }],
  })
  expect(await readShardJsonl(await writeShardJsonl(shard))).toEqual(shard)
})

test('the hash does not depend on the order of keys or on line ends', async () => {
  const shard = await tiny()
  const shuffled = (await writeShardJsonl(shard))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(line) as object).toReversed())))
    .join('\r\n')
  expect((await readShardJsonl(shuffled)).manifest.sha256).toBe(shard.manifest.sha256)
})

describe('a hostile row is refused with row and reason', () => {
  const good = { kind: 'item', ...tinyItem('x') }
  const { prompt: _prompt, ...withoutPrompt } = good
  test.each<[string, unknown, RegExp]>([
    ['not JSON', '{"kind":', /line 3: not valid JSON/],
    ['a list', [1], /line 3: must be a JSON object/],
    ['null', 'null', /line 3: must be a JSON object/],
    ['an unknown kind', { kind: 'script' }, /line 3: kind must be "item" or "picture"/],
    ['a prototype key', '{"kind":"item","__proto__":{"id":"x"}}', /line 3: the key "__proto__" is not allowed/],
    [
      'a prototype key inside',
      JSON.stringify(good).replace('"subject":', '"constructor":{},"subject":'),
      /the key "constructor" is not allowed/,
    ],
    ['an unknown key', { ...good, html: '<b>' }, /line 3: html/],
    ['a missing key', withoutPrompt, /line 3: prompt/],
    ['a number as id', { ...good, id: 7 }, /line 3: id/],
    ['a path as id', { ...good, id: '../x' }, /line 3: id: must start with a letter or digit/],
    ['an id with a line break', { ...good, id: 'a\nb' }, /line 3: id: must start/],
    ['a huge id', { ...good, id: 'a'.repeat(201) }, /line 3: id: at most 200 characters, got 201/],
    ['a huge prompt', { ...good, prompt: 'a'.repeat(20_001) }, /line 3: prompt: at most 20000 characters/],
    ['an unknown type', { ...good, type: 'toString' }, /row 2 .*type must be one of/],
    [
      'a truth without value',
      { ...good, truths: [{ type: 'email', value: '', subject: null }] },
      /line 3: truths\.0\.value: must not be empty/,
    ],
    ['truths that are no list', { ...good, truths: { length: 1 } }, /line 3: truths/],
    ['a duplicate id', { kind: 'item', ...tinyItem('a') }, /row 2 \(a\): the id occurs twice/],
    ['a missing picture', { ...good, imageId: 'nowhere' }, /row 2 \(x\): its picture "nowhere" is not in the shard/],
    [
      'a picture outside its folder',
      { kind: 'picture', id: 'p', path: '../../etc/passwd', bytes: 1, sha256: 'a'.repeat(64) },
      /line 3: /,
    ],
    [
      'a picture from the network',
      { kind: 'picture', id: 'p', path: 'https://evil.example/p.png', bytes: 1, sha256: 'a'.repeat(64) },
      /line 3: /,
    ],
  ])('%s', async (_name, row, message) => {
    await expect(readShardJsonl(await withRow(row))).rejects.toMatchObject({
      code: 'bad-shard',
      message: expect.stringMatching(message) as string,
    })
  })
})

test('an error is one line, however long the input', async () => {
  const error = await readShardJsonl(
    await withRow({ kind: 'item', ...tinyItem('x'), type: `a\n${'b'.repeat(1000)}` }),
  ).catch((e: Error) => e)
  expect((error as Error).message).not.toContain('\n')
  expect((error as Error).message.length).toBeLessThan(400)
})

describe('a shard as a whole is refused', () => {
  test('when its hash is wrong, naming both', async () => {
    const shard = await tiny()
    const text = (await writeShardJsonl(shard)).replace('mara.quill@', 'mara.quilt@')
    const error = await readShardJsonl(text).catch((e: Error) => e)
    expect(error).toMatchObject({ code: 'bad-shard' })
    expect((error as Error).message).toContain(shard.manifest.sha256)
    expect((error as Error).message.match(/[0-9a-f]{64}/g)?.length).toBe(2)
  })

  test('when rows are missing', async () => {
    const lines = (await writeShardJsonl(await tiny())).split('\n')
    await expect(readShardJsonl(lines.slice(0, 2).join('\n'))).rejects.toThrow(/has 1 rows, its manifest says 2/)
  })

  test('when it has no licence', async () => {
    const { manifest } = await tiny()
    const { licence: _licence, ...without } = manifest
    for (const head of [without, { ...manifest, licence: ' ' }, { ...manifest, licence: null }]) {
      await expect(readShardJsonl(canonicalJson({ kind: 'manifest', ...head }))).rejects.toMatchObject({
        code: 'licence-missing',
      })
    }
  })

  test('when it has no manifest, no rows, or nothing at all', async () => {
    await expect(readShardJsonl(JSON.stringify({ kind: 'item', ...tinyItem('a') }))).rejects.toThrow(
      /line 1: the first line must be the manifest/,
    )
    const empty = await seal(HEAD, { items: [], pictures: [] })
    await expect(readShardJsonl(await writeShardJsonl(empty))).rejects.toThrow(/needs at least one item/)
    await expect(readShardJsonl('\n\n')).rejects.toThrow(/empty/)
  })
})
