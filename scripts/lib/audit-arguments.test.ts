import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { LeakscopeError } from '../../src/domain/errors.ts'
import { readAuditArguments } from './audit-arguments.ts'
import { UsageError } from './exit.ts'

const folder = mkdtempSync(join(tmpdir(), 'leakscope-arguments-'))
afterAll(() => rmSync(folder, { recursive: true }))

function file(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

it('takes the folder of a guard’s detector, and names one that is none', async () => {
  const { config, detectorFolders } = await readAuditArguments(['--out', 'o', '--guard', `redact,${folder}+refuse`])
  expect(config['guards']).toEqual(['redact', 'folder:1+refuse'])
  expect(detectorFolders).toEqual([{ placeholder: 'folder:1', folder }])
  await expect(readAuditArguments(['--out', 'o', '--guard', './no/such+refuse'])).rejects.toThrow(
    /^guard: ".\/no\/such" is not a folder; allowed are the id of a bundled detector/,
  )
})

describe('the arguments of an audit', () => {
  it.each<[string, string[], RegExp]>([
    ['no folder', [], /^--out is missing; needed are --out$/],
    ['unknown flag', ['--out', 'o', '--colour', 'red'], /'--colour'.*; allowed are --out, --config/],
    [
      'no such config',
      ['--out', 'o', '--config', join(folder, 'none')],
      /the file cannot be read; it must be a JSON or YAML file$/,
    ],
    ['broken JSON', ['--out', 'o', '--config', file('a.json', '{')], /a\.json: not valid JSON or YAML/],
    ['broken YAML', ['--out', 'o', '--config', file('a.yaml', 'a: [')], /a\.yaml: not valid JSON or YAML/],
    ['a list', ['--out', 'o', '--config', file('l.yaml', '- a')], /must hold keys and values/],
    [
      'unknown key',
      ['--out', 'o', '--config', file('b.yaml', 'modle: x')],
      /^unknown key "modle"; allowed are model, benchmarks/,
    ],
    [
      'unknown inner key',
      ['--out', 'o', '--config', file('c.yaml', 'generation: {temperature: 1}')],
      /^unknown key "generation.temperature"; allowed are/,
    ],
    [
      'limit in words',
      ['--out', 'o', '--limit', 'many'],
      /^limit: "many" is not allowed; allowed is a whole number from 1/,
    ],
    ['limit of nothing', ['--out', 'o', '--limit', '0'], /^limit: 0 is not allowed/],
    ['negative seed', ['--out', 'o', '--seed=-1'], /^seed: -1 is not allowed/],
    [
      'unknown device',
      ['--out', 'o', '--device', 'tpu'],
      /^device: "tpu" is not allowed; allowed is one of auto, webgpu, wasm$/,
    ],
    [
      'unknown benchmark',
      ['--out', 'o', '--benchmark', 'mm-privacy,nope'],
      /^benchmarks\[1\]: "nope" is not allowed; allowed is one of/,
    ],
    [
      'no such model folder',
      ['--out', 'o', '--model', './no/such'],
      /^model: ".\/no\/such" is not a folder; allowed are/,
    ],
    [
      'no such shard',
      ['--out', 'o', '--shard', './none.shard.jsonl'],
      /^shard: ".\/none.shard.jsonl" does not exist; allowed are/,
    ],
  ])('%s: one line that says what is allowed', async (_, args, message) => {
    const error: unknown = await readAuditArguments(args).catch((thrown: unknown) => thrown)
    expect(error instanceof UsageError || (error instanceof LeakscopeError && error.code === 'bad-config')).toBe(true)
    expect((error as Error).message).toMatch(message)
    expect((error as Error).message).not.toContain('\n')
  })

  it('flags override the file, and the file the defaults', async () => {
    const config = file('d.yaml', 'limit: 5\nseed: 9\ndevice: wasm\n')
    const given = await readAuditArguments([
      '--out',
      'o',
      '--config',
      config,
      '--limit',
      '7',
      '--benchmark',
      'mm-privacy',
      '--shard',
      'mm-privacy-demo',
    ])
    expect(given.config).toEqual({
      limit: 7,
      seed: 9,
      device: 'wasm',
      benchmarks: ['mm-privacy'],
      shards: ['mm-privacy-demo'],
    })
    expect(given).toMatchObject({ modelFolder: null, shardPaths: [] })
  })

  it('a model that is a folder, and shards that are files, are picked; --shard may be given twice, others may not', async () => {
    const [x, y] = [file('x.shard.jsonl', ''), file('y.csv', '')]
    const given = await readAuditArguments([
      '--out',
      'o',
      '--model',
      folder,
      '--shard',
      x,
      '--shard',
      'mm-privacy-demo',
      '--shard',
      y,
    ])
    expect(given).toMatchObject({
      modelFolder: folder,
      config: { shards: ['folder:1', 'mm-privacy-demo', 'folder:2'] },
      shardPaths: [
        { placeholder: 'folder:1', path: x },
        { placeholder: 'folder:2', path: y },
      ],
    })
    await expect(readAuditArguments(['--out', 'o', '--limit', '1', '--limit', '2'])).rejects.toThrow(
      '--limit is given 2 times (1, 2); it takes one value',
    )
  })

  it.each([
    [{ SLURM_ARRAY_TASK_ID: '2', SLURM_ARRAY_TASK_COUNT: '4', SLURM_ARRAY_TASK_MIN: '1' }, '2/4'],
    [{ SLURM_ARRAY_TASK_ID: '0', SLURM_ARRAY_TASK_COUNT: '4', SLURM_ARRAY_TASK_MIN: '0' }, '1/4'],
    [
      {
        SLURM_ARRAY_TASK_ID: '7',
        SLURM_ARRAY_TASK_COUNT: '4',
        SLURM_ARRAY_TASK_MIN: '1',
        SLURM_ARRAY_TASK_STEP: '2',
      },
      '4/4',
    ],
    [{ JOB_COMPLETION_INDEX: '0', JOB_COMPLETION_COUNT: '3' }, '1/3'],
    [{ SLURM_ARRAY_TASK_ID: '2' }, undefined],
    [{ SLURM_ARRAY_TASK_ID: '1', SLURM_ARRAY_TASK_COUNT: '1', SLURM_ARRAY_TASK_MIN: '1' }, '1/1'],
  ])('the part is what the scheduler says: %j is %s; a flag wins', async (environment, part) => {
    expect((await readAuditArguments(['--out', 'o'], environment)).config['part']).toBe(part)
    expect((await readAuditArguments(['--out', 'o', '--part', '3/3'], environment)).config['part']).toBe('3/3')
  })

  it.each([['0/3'], ['4/3'], ['1'], ['1/0'], ['a/b']])('--part %s is refused', async (part) => {
    await expect(readAuditArguments(['--out', 'o', '--part', part])).rejects.toThrow(/^part: .* allowed is i\/n/)
  })
})
