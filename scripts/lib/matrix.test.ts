import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readAudits, readMatrix, writeMatrix } from './matrix.ts'

const folder = mkdtempSync(join(tmpdir(), 'leakscope-matrix-'))
afterAll(() => rmSync(folder, { recursive: true }))

function audits(config: string, ...flags: string[]) {
  const path = join(folder, 'matrix.yaml')
  writeFileSync(path, config)
  return readAudits(['--out', join(folder, 'out'), '--config', path, ...flags], {})
}

describe('a matrix', () => {
  it('is each model on each benchmark with each seed, in a folder of its own; guards stay together', async () => {
    const read = await audits(
      'models: [control-reader, control-memoriser]\nbenchmarks: [mm-privacy, mllmu-bench]\nseeds: [1, 2]\nguards: [redact]\nlimit: 5',
      '--part',
      '2/4',
    )
    expect(read.audits).toHaveLength(8)
    expect(read.audits[3]).toMatchObject({
      cell: { folder: 'control-reader/mllmu-bench/seed-2', model: 'control-reader', benchmark: 'mllmu-bench', seed: 2 },
      given: {
        config: {
          model: 'control-reader',
          benchmarks: ['mllmu-bench'],
          seed: 2,
          guards: ['redact'],
          limit: 5,
          part: '2/4',
        },
      },
    })
    expect(read.audits[3]!.given.config).not.toHaveProperty('models')
  })

  it('is none without models or seeds; with one of them the other is as ever', async () => {
    expect((await audits('model: control-reader')).audits).toMatchObject([{ cell: null }])
    expect((await audits('seeds: [7]')).audits.map(({ cell }) => cell!.folder)).toEqual([
      'control-memoriser/mm-privacy/seed-7',
    ])
  })

  it('is narrowed by flags', async () => {
    const read = await audits(
      'models: [control-reader, control-memoriser]\nseeds: [1, 2]',
      '--model',
      'control-reader',
      '--seed',
      '2',
    )
    expect(read.audits.map(({ cell }) => cell!.folder)).toEqual(['control-reader/mm-privacy/seed-2'])
  })

  it.each([
    ['models: []', /^models: allowed is a list of texts, each once$/],
    ['models: [a, a]', /^models: allowed is a list of texts/],
    ['models: control-reader', /^models: allowed is a list/],
    ['models: [a]\nmodel: b', /^models: the config has model too; allowed is one of both$/],
    ['seeds: [1.5]', /^seeds: allowed is a list of whole numbers, each once$/],
    ['seeds: [-1]', /^seed: -1 is not allowed/],
    ['seeds: [1]\nbenchmarks: [none]', /^benchmarks\[0\]: "none" is not allowed/],
    ['models: [a]\nlimit: many', /^limit: "many" is not allowed/],
  ])('is refused in one line: %s', async (config, message) => {
    await expect(audits(config)).rejects.toThrow(message)
  })

  it('has a folder for each of its models', async () => {
    for (const parent of ['a', 'b']) mkdirSync(join(folder, parent, 'checkpoint'), { recursive: true })
    const paths = ['a', 'b'].map((parent) => join(folder, parent, 'checkpoint'))
    await expect(audits(`models: ${JSON.stringify(paths)}`)).rejects.toThrow(
      /^models: two of them would be written to checkpoint\/mm-privacy\/seed-0; give their folders different names$/,
    )
    expect((await audits(`models: [control-reader, ${JSON.stringify(paths[0])}]`)).audits[1]).toMatchObject({
      cell: { model: 'checkpoint' },
      given: { modelFolder: paths[0] },
    })
  })

  it('is written and read back; a file that leads out of its folder is refused', async () => {
    const cells = [{ folder: 'm/mm-privacy/seed-0', model: 'm', benchmark: 'mm-privacy', seed: 0 }]
    await writeMatrix(folder, cells)
    expect(await readMatrix(folder)).toEqual(cells)
    expect(await readMatrix(join(folder, 'none'))).toBeNull()
    await writeMatrix(folder, [{ ...cells[0]!, folder: '../m' }])
    await expect(readMatrix(folder)).rejects.toThrow(/matrix\.json: it is not what audit wrote$/)
  })
})
