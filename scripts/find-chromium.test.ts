import { expect, test } from 'vitest'
import { argsForCommands, CHROMIUM_ARGS } from './find-chromium.mjs'

test('commands use the machine’s own GPU where there is one', () => {
  expect(argsForCommands('linux', true)).toContain('--enable-features=Vulkan')
  for (const args of [
    argsForCommands('linux', true),
    argsForCommands('darwin', false),
    argsForCommands('win32', false),
  ]) {
    expect(args).toContain('--enable-unsafe-webgpu')
    expect(args.filter((one) => one.includes('swiftshader'))).toEqual([])
  }
})

test('without one, and in tests, WebGPU is drawn in software', () => {
  expect(argsForCommands('linux', false)).toEqual(CHROMIUM_ARGS)
  expect(CHROMIUM_ARGS).toContain('--use-webgpu-adapter=swiftshader')
})
