/**
 * @file `npm run test:backends [-- --model ID --limit N]`: the same samples on WebGPU and on WebAssembly. At
 * least 98% of the greedy answers must be the same text. Not part of `npm test`: without a GPU, WebGPU runs
 * on SwiftShader and takes its time.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const SAME = 0.98
const { values } = parseArgs({
  options: { model: { type: 'string', default: 'control-reader' }, limit: { type: 'string', default: '60' } },
})
const folder = mkdtempSync(join(tmpdir(), 'leakscope-backends-'))
// One dtype for both: their defaults differ.
writeFileSync(join(folder, 'config.json'), JSON.stringify({ dtype: 'q4' }))
const audit = fileURLToPath(new URL('audit.mjs', import.meta.url))

/**
 * @param {string} device
 * @returns {Map<string, string>}
 */
function answers(device) {
  const out = join(folder, device)
  const config = ['--model', values.model, '--benchmark', 'mm-privacy', '--shard', 'mm-privacy-demo']
  const { status } = spawnSync(
    process.execPath,
    [
      audit,
      '--out',
      out,
      ...config,
      '--limit',
      values.limit,
      '--device',
      device,
      '--config',
      join(folder, 'config.json'),
    ],
    { stdio: 'inherit' },
  )
  if (status !== 0) throw new Error(`the audit on ${device} ended with code ${status}`)
  const rows = readFileSync(join(out, 'samples.jsonl'), 'utf8').trim().split('\n')
  return new Map(rows.map((row) => JSON.parse(row)).map(({ sampleId, output }) => [sampleId, output]))
}

try {
  const [wasm, webgpu] = [answers('wasm'), answers('webgpu')]
  const differing = [...wasm].filter(([id, output]) => webgpu.get(id) !== output)
  for (const [id, output] of differing) console.log(`${id}\n  wasm   ${output}\n  webgpu ${webgpu.get(id)}`)
  const same = 1 - differing.length / wasm.size
  console.log(`${wasm.size - differing.length} of ${wasm.size} answers are the same (${(same * 100).toFixed(1)}%)`)
  process.exitCode = same >= SAME ? 0 : 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
