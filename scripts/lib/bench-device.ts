/**
 * @file `npm run bench:device [-- --model ID|DIR] [--device auto|webgpu|wasm] [--out FILE]`: *Prepare → Measure this
 * machine* from the command line, in the built app. Without a graphics card WebGPU is Chromium's software one.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { DEVICES } from '../../src/domain/devices.ts'
import { LeakscopeError } from '../../src/domain/errors.ts'
import { ensureBuilt } from '../build.mjs'
import { GIVEN_BUILD, openApp } from './browser.ts'
import { pick } from './drive.ts'
import { runCommand, UsageError } from './exit.ts'
import { readFlags } from './flags.ts'
import { isFolder } from './picked-files.ts'

const DEFAULT_MODEL = 'control-reader'

await runCommand('bench:device', async () => {
  const flags = readFlags(process.argv.slice(2), ['model', 'device', 'out'], [])
  const device = DEVICES.find((name) => name === (flags.device ?? 'auto'))
  if (device === undefined) throw new UsageError(`--device ${flags.device}: allowed are ${DEVICES.join(', ')}`)
  if (GIVEN_BUILD === null) ensureBuilt()
  const wanted = flags.model ?? DEFAULT_MODEL
  const profile = await mkdtemp(join(tmpdir(), 'leakscope-device-'))
  const app = await openApp(profile)
  try {
    const model = (await isFolder(wanted)) ? await pick(app.page, wanted, 'model') : wanted
    const result = await app.page.evaluate(([id, on]) => globalThis.leakscope!.measureDevice(id, on), [
      model,
      device,
    ] as const)
    if ('error' in result) throw new LeakscopeError(result.error.code, result.error.message)
    const json = `${JSON.stringify(result.ok, null, 1)}\n`
    if (flags.out === undefined) process.stdout.write(json)
    else {
      await mkdir(dirname(resolve(flags.out)), { recursive: true })
      await writeFile(flags.out, json)
    }
  } finally {
    await app.close()
    await rm(profile, { recursive: true, force: true })
  }
})
