import { describe, expect, test } from 'vitest'
import { openImport } from '../../src/intake/index.ts'
import { picked, zipped } from '../../src/intake/importers/seeds.ts'
import { repositories } from './repositories.ts'

describe.each(Object.entries(await repositories()))(
  '%s, as cloned',
  (_, { files, rows, pictures, rejected, unused, alone }) => {
    const counted = { rows, pictures }

    test('as a folder', async () => {
      const { preview } = await openImport(
        Object.entries(files).map(([path, content]) => picked(`clone/${path}`, content)),
      )
      expect(preview).toMatchObject(counted)
      expect(preview.rejected).toHaveLength(rejected)
      expect(preview.notes).toContain(
        `${unused} of ${Object.keys(files).length} files are not needed and are left out.`,
      )
      // Each of them is named.
      expect(preview.notes.filter((note) => note.startsWith('Not used: ')).join(' ')).toMatch(/\w/)
    })

    test('as a zip of it', async () => {
      const { preview } = await openImport([await zipped(files, 'clone.zip')])
      expect(preview).toMatchObject(counted)
      expect(preview.rejected).toHaveLength(rejected)
    })

    test.each(Object.entries(alone))('%s alone', async (path, expected) => {
      const { preview } = await openImport([picked(path, files[path]!)])
      expect(preview.rows).toBe(expected)
    })
  },
)
