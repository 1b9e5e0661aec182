import { mkdtempSync, openAsBlob, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, extname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pickable, filesBelow, shardFiles } from '../../scripts/lib/picked-files.ts'
import { openImport } from '../../src/intake/index.ts'
import { picked, zipped } from '../../src/intake/seeds.ts'
import { repositories, writeRepository } from './repositories.ts'

/** Kinds of files that imports read. */
const READ = /\.(?:csv|jsonl?|xlsx|parquet|png|jpe?g)$/i

describe.each(Object.entries(await repositories()))('%s, as cloned', (_, repository) => {
  const { files, rows, pictures, rejected, unused, byHand, byFile, told } = repository
  const counted = { rows, pictures }

  test('as a folder', async () => {
    const { preview } = await openImport(
      Object.entries(files).map(([path, content]) => picked(`clone/${path}`, content)),
    )
    expect(preview).toMatchObject(counted)
    expect(preview.rejected).toHaveLength(rejected)
    expect(preview.notes).toContain(`${unused} of ${Object.keys(files).length} files are not needed and are left out.`)
    const named = preview.notes.filter((note) => note.startsWith('Not used: ') && note.endsWith(').'))
    // Each of them is named, or counted as more like those that are.
    const counts = named.map((note) => {
      const [, names = '', more = '0'] = /^Not used: (.*?)(?: and (\d+) more like it)? \([^()]+\)\.$/.exec(note) ?? []
      return names.split(', ').length + Number(more)
    })
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(unused)
    const all = preview.notes.join('\n')
    for (const path of Object.keys(files)) if (!READ.test(path)) expect(all).toContain(basename(path))
    for (const words of told) expect(all).toMatch(words)
    for (const { reason } of preview.rejected) expect(reason).toMatch(/\w{3}/)
  })

  describe('by --shard', () => {
    let root: string
    beforeAll(() => {
      root = join(mkdtempSync(join(tmpdir(), 'leakscope-clone-')), 'clone')
      writeRepository(repository, root)
    })
    afterAll(() => rmSync(dirname(root), { recursive: true, force: true }))
    /** As `score` reads them. */
    const imported = async (paths: readonly string[]) =>
      (await openImport(await Promise.all(paths.map(async (path) => ({ path, file: await openAsBlob(path) }))))).preview

    test('the folder', async () => {
      const preview = await imported((await shardFiles(root)).files)
      expect(preview).toMatchObject(counted)
      expect(preview.rejected).toHaveLength(rejected)
    })

    test.each(Object.entries(byFile))('%s, with the pictures about it', async (path, expected) => {
      const file = join(root, path)
      const { root: around, files: chosen } = await shardFiles(file)
      expect((await imported(chosen)).rows).toBe(expected)
      // As `audit` hands it to the browser.
      const handed = await filesBelow(await pickable(around, chosen))
      expect((await imported(handed)).rows).toBe(expected)
      expect(handed.filter((one) => !/\.(?:png|jpe?g)$/i.test(extname(one)))).toHaveLength(1)
    })
  })

  test('as a zip of it', async () => {
    const { preview } = await openImport([await zipped(files, 'clone.zip')])
    expect(preview).toMatchObject(counted)
    expect(preview.rejected).toHaveLength(rejected)
  })

  test('file by file, as a browser gives them, without their folders', async () => {
    const opened = openImport(byHand.files.map((path) => picked(basename(path), files[path]!)))
    if (typeof byHand.gives === 'number') expect((await opened).preview.rows).toBe(byHand.gives)
    else await expect(opened).rejects.toThrow(byHand.gives)
  })
})
