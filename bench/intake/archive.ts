/** @file Benchmark files of any size, to be imported. */
import { randomBytes } from 'node:crypto'
import { createWriteStream, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { TextReader, Uint8ArrayReader, ZipWriter } from '@zip.js/zip.js'
import { SCENARIOS } from '../../src/benchmarks/mm-safetybench/meta.ts'
import { CRANE } from '../../src/intake/seeds.ts'
import { PNG } from '../../src/intake/testing.ts'

/**
 * Writes a zip in MM-SafetyBench's layout: SD pictures, of noise, spread over the scenarios. @returns the
 * folder that holds it.
 */
export async function writeZip(into: string, bytes: number, pictures: number): Promise<string> {
  mkdirSync(into)
  const path = join(into, 'data.zip')
  const zip = new ZipWriter(Writable.toWeb(createWriteStream(path)) as WritableStream, {
    useWebWorkers: false,
    level: 0,
  })
  const each = Math.ceil(pictures / SCENARIOS.length)
  for (const { id } of SCENARIOS) {
    const questions = Object.fromEntries(Array.from({ length: each }, (_, n) => [n, CRANE]))
    await zip.add(`data/processed_questions/${id}.json`, new TextReader(JSON.stringify(questions)))
    for (let n = 0; n < each; n++) {
      const picture = Buffer.concat([PNG, randomBytes(Math.round(bytes / pictures))])
      await zip.add(`data/imgs/${id}/SD/${n}.jpg`, new Uint8ArrayReader(picture))
    }
  }
  await zip.close()
  return into
}
