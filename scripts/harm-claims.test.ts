/** @file Whatever speaks of the harm detector says where it was measured, in one sentence. */
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { HARM_DETECTOR_MEASURED } from '../src/guards/harm-limits.ts'
import { ROOT } from './install.mjs'
import { harmLines } from './lib/harm-lines.ts'

it.each([
  'README.md',
  'docs/cli.md',
  'docs/detectors.md',
  'docs/glossary.md',
  'docs/protocols/measures.md',
  'docs/protocols/mm-safetybench.md',
  'docs/protocols/figstep.md',
  'docs/protocols/mllmguard.md',
  'docs/protocols/mllm-protector.md',
  'src/guards/README.md',
  'public/models/harm-detector/README.md',
])('%s', (path) => {
  const text = readFileSync(join(ROOT, path), 'utf8').replaceAll(/[\s>]+/g, ' ')
  expect(text).toContain(HARM_DETECTOR_MEASURED)
})

it('the shipped detector has no errors that would correct another model’s rate', () => {
  const card = JSON.parse(readFileSync(join(ROOT, 'public/models/harm-detector/leakscope.json'), 'utf8')) as {
    readonly errors?: Readonly<Record<string, { readonly answersOf?: readonly string[] }>>
  }
  for (const errors of Object.values(card.errors ?? {})) expect(errors.answersOf).toBeUndefined()
})

it('a command that will listen to it says so before it begins', () => {
  expect(harmLines({ guards: ['refuse'] })).toEqual([HARM_DETECTOR_MEASURED])
  expect(harmLines({ guards: ['none', 'redact'] })).toEqual([])
  const folder = mkdtempSync(join(tmpdir(), 'leakscope-harm-'))
  try {
    const config = join(folder, 'config.json')
    writeFileSync(config, JSON.stringify({ model: 'x', benchmarks: ['mm-safetybench'], judges: ['harm-detector'] }))
    const args = ['scripts/plan.mjs', '--benchmark', 'mm-safetybench', '--config', config]
    const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' })
    expect(stdout, stderr).toContain(HARM_DETECTOR_MEASURED)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
