/** @file What a run says when the browser has no WebGPU, and when a model's file is damaged: one line, and nothing is lost. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { CHROMIUM_ARGS, findChromium } from '../scripts/find-chromium.mjs'
import { openApp } from './support/app.ts'
import { addFolder, drive, exported, FOLDER, smallConfig } from './support/audit.ts'

const executablePath = findChromium() ?? undefined
test.use({
  launchOptions: {
    args: CHROMIUM_ARGS.filter((flag) => !flag.includes('webgpu')),
    ...(executablePath ? { executablePath } : {}),
  },
})
test.describe.configure({ timeout: 300_000 })

test('without WebGPU a run goes to WebAssembly and says why; where WebGPU is demanded it ends in one line', async ({
  page,
}) => {
  await openApp(page)
  const config = smallConfig(await addFolder(page, FOLDER), 2)
  const free = await drive(page, { config: { ...config, device: 'auto' } })
  const done = await free.finished
  expect(done).toMatchObject({ status: 'done', environment: { backend: 'wasm' } })
  expect(done.environment?.backendReason).toMatch(/^(This browser has no WebGPU|WebGPU found no graphics adapter)/)
  expect(free.snapshots.at(-1)?.notice).toBe(done.environment?.backendReason)

  const bound = await (await drive(page, { config: { ...config, device: 'webgpu' } })).finished
  expect(bound).toMatchObject({ status: 'failed', failureCode: 'gpu-unavailable' })
  expect(bound.failure).toMatch(/^(This browser has no WebGPU|WebGPU found no graphics adapter)[^\n]*$/)
  expect((await exported(page, done.id)).samples).toHaveLength(2)
})

test('a truncated and a corrupt model file end the run in one line that names the file; the next run is none the worse', async ({
  page,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'leakscope-damaged-'))
  try {
    cpSync(FOLDER, folder, { recursive: true })
    const file = join(folder, 'onnx', 'vision_encoder.onnx')
    const bytes = readFileSync(file)
    await openApp(page)
    const failureOf = async (content: Uint8Array): Promise<string | null> => {
      writeFileSync(file, content)
      const run = await (await drive(page, { config: smallConfig(await addFolder(page, folder), 1) })).finished
      expect(run).toMatchObject({ status: 'failed', failureCode: 'model-corrupt' })
      expect((await exported(page, run.id)).samples).toEqual([])
      return run.failure
    }
    expect(await failureOf(bytes.subarray(0, 9000))).toMatch(
      /^onnx\/vision_encoder\.onnx is truncated: it has 9000 of \d+ bytes$/,
    )
    const flipped = Buffer.from(bytes)
    flipped[1000]! ^= 1
    expect(await failureOf(flipped)).toMatch(/^onnx\/vision_encoder\.onnx is corrupt: its SHA-256 is [^\n]*$/)
    writeFileSync(file, bytes)
    const run = await (await drive(page, { config: smallConfig(await addFolder(page, folder), 1) })).finished
    expect(run.status).toBe('done')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
