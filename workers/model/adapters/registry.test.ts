import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { ADAPTERS, adapterFor } from './registry.ts'

const ROOT = new URL('../../../', import.meta.url)
const INSTANCES = new URL('e2e/fixtures/models/families/', ROOT)

it('every file of the folder is an adapter, and the one for each processor that it names', () => {
  const files = readdirSync(new URL('.', import.meta.url)).filter(
    (name) => !/^(?:contract|registry)\.|\.test\./.test(name),
  )
  expect([...ADAPTERS.keys()].map((name) => `${name}.ts`)).toEqual(files)
  for (const [name, adapter] of ADAPTERS) {
    expect(adapter.processors, name).not.toEqual([])
    for (const processor of adapter.processors)
      expect(adapterFor(processor)).toEqual({ adapter, processor, guess: null })
  }
})

it.each([...ADAPTERS])('%s has a tiny instance to be held to the contract by', (name, { processors }) => {
  const folder = new URL(`${name}/`, INSTANCES)
  const named = ['preprocessor_config.json', 'processor_config.json'].find((path) =>
    readdirSync(folder).includes(path),
  )!
  const config = JSON.parse(readFileSync(new URL(named, folder), 'utf8')) as object
  expect(processors).toContain((config as { processor_class: string }).processor_class)
  expect(readdirSync(folder)).toContain('reference.json')
})

it('takes LLaVA-OneVision for LLaVA, and says that this is a guess', () => {
  const { processor, guess } = adapterFor('LlavaOnevisionProcessor', 'llava_onevision')
  expect([processor, guess]).toEqual(['LlavaProcessor', expect.stringContaining('is taken for')])
})

it('says that a type was never run that has the processor of another one', () => {
  expect(adapterFor('Qwen3VLProcessor', 'qwen4_vl').guess).toContain('its type qwen4_vl was never run here')
  expect(adapterFor('Qwen3VLProcessor', 'qwen3_5').guess).toBeNull()
})

it('goes by the type where a repository names no processor, and never where it names one', () => {
  expect(adapterFor(null, 'llava_qwen2')).toMatchObject({ processor: 'LlavaProcessor' })
  expect(() => adapterFor('MoondreamProcessor', 'llava_qwen2')).toThrow('with the processor "MoondreamProcessor"')
  expect(() => adapterFor(null, 'toString')).toThrow('without a processor_class')
})

it('no other file of the engine knows a processor by name', () => {
  const sources = readdirSync(new URL('workers/', ROOT), { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.endsWith('.ts') && !/\.test\.ts$|adapters\//.test(path.replaceAll('\\', '/')),
  )
  expect(sources.length).toBeGreaterThan(50)
  const knowing = sources.filter((path) =>
    /['"`][A-Z]\w+Processor['"`]/.test(readFileSync(new URL(`workers/${path}`, ROOT), 'utf8')),
  )
  expect(knowing).toEqual([])
})
