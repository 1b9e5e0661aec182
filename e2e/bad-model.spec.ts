/**
 * @file What a run says when the browser has no WebGPU, and when a model's file is damaged: one line, and
 * nothing is lost.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { CHROMIUM_ARGS, findChromium } from '../scripts/find-chromium.mjs'
import { openApp } from './support/app.ts'
import { addFolder, drive, exported, FOLDER, smallConfig } from './support/audit.ts'
import { patient } from './support/patience.ts'

// Keeping the app for offline use takes seconds of each test, and nothing here is about it.
test.use({ serviceWorkers: 'block' })

const executablePath = findChromium() ?? undefined
test.use({
  launchOptions: {
    args: CHROMIUM_ARGS.filter((flag) => !flag.includes('webgpu')),
    ...(executablePath ? { executablePath } : {}),
  },
})
test.describe.configure({ timeout: patient(300_000) })

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

test('a truncated model file is refused when its folder is picked, a corrupt one ends the run, each in one line that names the file; the next run is none the worse', async ({
  page,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'leakscope-damaged-'))
  try {
    cpSync(FOLDER, folder, { recursive: true })
    const file = join(folder, 'onnx', 'vision_encoder.onnx')
    const bytes = readFileSync(file)
    await openApp(page)
    writeFileSync(file, bytes.subarray(0, 9000))
    await expect(addFolder(page, folder)).rejects.toThrow(
      /onnx\/vision_encoder\.onnx is truncated: it has 9000 of \d+ bytes/,
    )
    const flipped = Buffer.from(bytes)
    flipped[1000]! ^= 1
    writeFileSync(file, flipped)
    const failed = await (await drive(page, { config: smallConfig(await addFolder(page, folder), 1) })).finished
    expect(failed).toMatchObject({ status: 'failed', failureCode: 'model-corrupt' })
    expect(failed.failure).toMatch(/^onnx\/vision_encoder\.onnx is corrupt: its SHA-256 is [^\n]*$/)
    expect((await exported(page, failed.id)).samples).toEqual([])
    writeFileSync(file, bytes)
    const run = await (await drive(page, { config: smallConfig(await addFolder(page, folder), 1) })).finished
    expect(run.status).toBe('done')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
