import { expect, test } from 'vitest'
import { demoConfigs } from '../demo.ts'
import { readConfig, writeConfig } from './config-file.ts'

test('a config survives its file', async () => {
  const [config] = demoConfigs()
  expect(await readConfig(writeConfig(config!))).toEqual(config)
})

test('YAML is read as well', async () => {
  expect(await readConfig('model: control-reader\nbenchmarks: [mm-privacy]\nseed: 5\n')).toMatchObject({
    model: 'control-reader',
    seed: 5,
  })
})

test.each([
  ['{', /neither JSON nor YAML/],
  ['{"model":"x","benchmarks":["mm-privacy"],"colour":"red"}', /colour/],
])('%s gives one line', async (text, message) => {
  await expect(readConfig(text)).rejects.toThrow(message)
  await expect(readConfig(text)).rejects.toThrow(/^[^\n]+$/)
})
