/** @file Whatever speaks of the harm detector says where it was measured, in one sentence. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { HARM_DETECTOR_MEASURED } from '../src/guards/harm-limits.ts'
import { ROOT } from './install.mjs'
import { harmLines } from './lib/harm-lines.ts'

/** Names it, or a number that a judge of content gave. */
const SPEAKS = /harm[- ]detector|\w-judged|judge[’']s estimate/i
/** What was decided or changed at a time is not what holds now. */
const DATED = /^(?:CHANGELOG\.md|docs\/adr\/.*|docs\/quirks\.md)$/

const documents = spawnSync('git', ['ls-files', '*.md'], { cwd: ROOT, encoding: 'utf8' })
  .stdout.split('\n')
  .filter((path) => path !== '' && !DATED.test(path) && existsSync(join(ROOT, path)))
  .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8').replaceAll(/[\s>]+/g, ' ') }))
  .filter(({ text }) => SPEAKS.test(text))

it('many documents speak of it', () => expect(documents.length).toBeGreaterThan(13))

it.each(documents)('$path', ({ text }) => expect(text).toContain(HARM_DETECTOR_MEASURED))

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
