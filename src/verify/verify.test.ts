import { describe, expect, test } from 'vitest'
import { BENCHMARKS } from '../benchmarks/registry.ts'
import { createRandom } from '../domain/random.ts'
import { answerLines } from '../report/export/answers.ts'
import { metricsCsv } from '../report/export/csv.ts'
import { runsJson } from '../report/export/runs.ts'
import { hashIdentity, identityOf, questionsOf } from '../run/identity.ts'
import type { PlannedSample } from '../run/types.ts'
import { inventedRun } from '../../bench/reference/invented-run.ts'
import { type Bytes, bundleOf, encode, filesIn, sha256Of } from './bundle.ts'
import { PLAN, planLines, REPACKED, verifyBundle, verifyHashes } from './verify.ts'

const sha256 = (text: string) => sha256Of(encode(text))

/** What a run of so many samples of each benchmark is in files. */
async function filesOf(samples: number, benchmarks = BENCHMARKS): Promise<Map<string, Bytes>> {
  const input = await inventedRun(samples, 'verify', benchmarks)
  const plan: PlannedSample[] = input.samples.map((sample) => ({ ...sample, shardId: 'x' }))
  const facts = identityOf(input.run, input.run.environment!, await questionsOf(plan, sha256))
  const run = { ...input, run: { ...input.run, identity: await hashIdentity(facts, sha256) } }
  return new Map<string, Bytes>([
    ['run.json', encode(runsJson([run]))],
    ['samples.jsonl', encode([...answerLines([run], 'private')].join(''))],
    ['metrics.csv', encode(metricsCsv([run]))],
    ['report.html', encode('<!doctype html>')],
    [PLAN, encode(planLines(plan))],
  ])
}

const files = await filesOf(
  10,
  BENCHMARKS.filter(({ meta }) => meta.id === 'utility' || meta.id === 'mm-privacy'),
)
const pair = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])
const signer = await sha256Of(new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey)))
const bundle = await bundleOf(files, pair)

test('an audit of all benchmarks is what its answers say', async () => {
  const all = await bundleOf(await filesOf(6), pair)
  const verdict = await verifyBundle(all, signer)
  expect(verdict.checks.filter(({ passed }) => !passed)).toEqual([])
  expect(verdict).toMatchObject({ passed: true, signer, notes: [] })
  expect(verdict.checks).toHaveLength(10)
  expect(Buffer.from(await bundleOf(files, pair)).equals(bundle)).toBe(true)
})

test('200 random bytes changed, one at a time: caught, or every file is the same and the ZIP is said to be another', async () => {
  const random = createRandom('bytes')
  const whole = await filesIn(bundle)
  let caught = 0
  for (let i = 0; i < 200; i++) {
    const changed = bundle.slice()
    changed[random.int(changed.length)]! ^= 1 << random.int(8)
    const { passed, notes } = await verifyHashes(changed, signer)
    if (!passed) caught++
    else {
      expect(notes).toEqual([REPACKED])
      expect(await filesIn(changed)).toEqual(whole)
    }
  }
  expect(caught).toBeGreaterThan(180)
})

describe('a change whose hashes were made again is found in what the answers say', () => {
  test.each<[string, string, (text: string) => string, RegExp]>([
    [
      'another answer',
      'samples.jsonl',
      (text) => text.replace(/"output":"[^"]*(".*"outcome":"leak")/, '"output":"I do not know$1'),
      /outcome was \w+, is \w+/,
    ],
    [
      'another outcome',
      'samples.jsonl',
      (text) => text.replace('"outcome":"leak"', '"outcome":"refused"'),
      /outcome was refused, is leak/,
    ],
    ['an answer less', 'samples.jsonl', (text) => text.slice(text.indexOf('\n') + 1), /have no answer/],
    ['an answer twice', 'samples.jsonl', (text) => text + text.slice(0, text.indexOf('\n') + 1), /is answered twice/],
    ['another question', PLAN, (text) => text.replace('"prompt":"', '"prompt":"Please. '), /not those of its identity/],
    ['another number', 'metrics.csv', (text) => text.replace(/,\d+,(\d+),/, ',77,$1,'), /^line \d+: .* was .*77.* is /],
    [
      'another value',
      'run.json',
      (text) => text.replace(/"value": 0\.\d+/, '"value": 0.123'),
      /^mm-privacy ASR .*none\.value was 0\.123, is /,
    ],
    ['another seed', 'run.json', (text) => text.replace('"seed": 7', '"seed": 8'), /not those of its identity/],
  ])('%s', async (_, name, change, message) => {
    const text = Buffer.from(files.get(name)!).toString()
    expect(change(text)).not.toBe(text)
    const forged = await bundleOf(new Map([...files, [name, encode(change(text))]]))
    const { passed, checks, signer: key, notes } = await verifyBundle(forged)
    expect(passed).toBe(false)
    expect(
      checks
        .filter((check) => !check.passed)
        .map(({ found }) => found)
        .join(' | '),
    ).toMatch(message)
    expect([key, notes]).toEqual([null, [expect.stringContaining('Nobody signed it')]])
  })
})

test('the last bits of a number, in which engines differ, change nothing', async () => {
  const text = Buffer.from(files.get('run.json')!).toString()
  const other = text.replace(/"value": (0\.\d{10,})/, (_, value: string) => `"value": ${Number(value) * (1 + 1e-15)}`)
  expect(other).not.toBe(text)
  const { passed, checks } = await verifyBundle(await bundleOf(new Map([...files, ['run.json', encode(other)]])))
  expect(checks.filter((check) => !check.passed)).toEqual([])
  expect(passed).toBe(true)
})

test('a bundle signed by somebody else, or not at all, is not what was asked for', async () => {
  for (const other of [await bundleOf(files), bundle]) {
    const { passed, checks } = await verifyHashes(other, 'f'.repeat(64))
    expect(passed).toBe(false)
    expect(checks.at(-1)).toMatchObject({ what: 'The hashes are signed', passed: false })
  }
})

test('what is no ZIP is told in one line', async () => {
  const { checks } = await verifyBundle(encode('hello'))
  expect(checks).toEqual([
    { what: 'The file opens', passed: false, found: expect.stringContaining('no audit, or damaged') },
  ])
})
