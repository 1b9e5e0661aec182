import { describe, expect, test } from 'vitest'
import { BENCHMARKS } from '../benchmarks/registry.ts'
import { createRandom } from '../domain/random.ts'
import { answerLines } from '../report/export/answers.ts'
import { metricsCsv } from '../report/export/csv.ts'
import { runsJson } from '../report/export/runs.ts'
import { hashIdentity, identityOf, questionsOf } from '../run/identity.ts'
import { hashPlan, PLAN, planLines } from '../run/registered-plan.ts'
import type { PlannedSample } from '../run/types.ts'
import { inventedRun } from '../../bench/reference/invented-run.ts'
import { type Bytes, bundleOf, encode, filesIn, sha256Of } from './bundle.ts'
import { makeKey, readKey } from './key.ts'
import { drawn, unlike, type Replayed } from './replay.ts'
import { REPACKED, UNREGISTERED, verifyBundle, verifyHashes } from './verify.ts'

const sha256 = (text: string) => sha256Of(encode(text))

/** What a run of so many samples of each benchmark is in files. */
async function filesOf(samples: number, benchmarks = BENCHMARKS): Promise<Map<string, Bytes>> {
  const input = await inventedRun(samples, 'verify', benchmarks)
  const plan: PlannedSample[] = input.samples.map((sample) => ({ ...sample, shardId: 'x' }))
  const facts = identityOf(input.run, input.run.environment!, await questionsOf(plan, sha256))
  const registered = {
    ...input.run,
    identity: await hashIdentity(facts, sha256),
    plan: await hashPlan(input.run, plan),
  }
  const run = { ...input, run: registered }
  return new Map<string, Bytes>([
    ['run.json', encode(runsJson([run]))],
    ['samples.jsonl', encode([...answerLines([run], 'private')].join(''))],
    ['metrics.csv', encode(metricsCsv([run]))],
    ['report.html', encode('<!doctype html>')],
    [PLAN, encode([...planLines(input.run, plan)].join(''))],
  ])
}

const files = await filesOf(
  10,
  BENCHMARKS.filter(({ meta }) => meta.id === 'utility' || meta.id === 'mm-privacy'),
)
const { pair, text: keyFile } = await makeKey()
const signer = await sha256Of(new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey)))
const bundle = await bundleOf(files, pair)

test('an audit of all benchmarks is what its answers say', async () => {
  const all = await bundleOf(await filesOf(6), pair)
  const plan = await sha256Of((await filesIn(all)).get(PLAN)!)
  const verdict = await verifyBundle(all, { signer, plan })
  expect(verdict.checks.filter(({ passed }) => !passed)).toEqual([])
  expect(verdict).toMatchObject({ passed: true, signer, notes: [] })
  expect(verdict.checks.map(({ what, found }) => `${what}: ${found}`)).toContain(
    `The plan is the one that was registered before the first answer: SHA-256 ${plan}, as it was told`,
  )
  expect(verdict.checks).toHaveLength(11)
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
    [
      'another question',
      PLAN,
      (text) => text.replace('"prompt":"', '"prompt":"Please. '),
      /the plan of the run was \w+, this one is \w+ \| .*not those of its identity/,
    ],
    ['another number', 'metrics.csv', (text) => text.replace(/,\d+,(\d+),/, ',77,$1,'), /^line \d+: .* was .*77.* is /],
    [
      'another value',
      'run.json',
      (text) => text.replace(/"value": 0\.\d+/, '"value": 0.123'),
      /^mm-privacy ASR .*none\.value was 0\.123, is /,
    ],
    [
      'another seed',
      'run.json',
      (text) => text.replace('"seed": 7', '"seed": 8'),
      /the run is not as planned: config\.seed was 7, is 8 \| .*not those of its identity/,
    ],
    [
      'no plan that was registered before',
      'run.json',
      (text) => text.replace(/"plan": "\w{64}"/, `"plan": "${'0'.repeat(64)}"`),
      /the plan of the run was 0{64}, this one is/,
    ],
  ])('%s', async (_, name, change, message) => {
    const text = Buffer.from(files.get(name)!).toString()
    expect(change(text)).not.toBe(text)
    const forged = await bundleOf(new Map([...files, [name, encode(change(text))]]))
    const { passed, checks, signer: key, conclusion } = await verifyBundle(forged)
    expect(passed).toBe(false)
    expect(conclusion).toBe('It is not what it says.')
    expect(
      checks
        .filter((check) => !check.passed)
        .map(({ found }) => found)
        .join(' | '),
    ).toMatch(message)
    expect(key).toBeNull()
  })
})

test('a forger who changes an answer and all that hangs on it is told by no signature, and that is said', async () => {
  const forged = await bundleOf(files)
  const { passed, conclusion } = await verifyBundle(forged)
  expect(passed).toBe(true)
  expect(conclusion).toMatch(/Nobody signed it, so that this shows consistency alone/)
  expect((await verifyBundle(bundle)).conclusion).toMatch(/Whose key that is, no file can tell/)
  expect((await verifyBundle(bundle, { signer })).conclusion).toMatch(/since the expected key signed it/)
  expect(await verifyBundle(forged, { signer })).toMatchObject({ passed: false, conclusion: 'It is not what it says.' })
})

test('a plan that was told before is held to; without one that was registered it is said', async () => {
  const other = await verifyBundle(bundle, { plan: 'a'.repeat(64) })
  expect(other.checks.filter((check) => !check.passed)).toEqual([
    expect.objectContaining({ found: expect.stringMatching(/^the plan that was told is a{64}, this one is \w{64}$/) }),
  ])
  const text = Buffer.from(files.get('run.json')!).toString()
  const early = new Map([...files, ['run.json', encode(text.replace(/ *"plan": "\w{64}",\n/, ''))]])
  expect(await verifyBundle(await bundleOf(early))).toMatchObject({ passed: true, notes: [UNREGISTERED] })
  expect(await verifyBundle(await bundleOf(early), { plan: 'a'.repeat(64) })).toMatchObject({ passed: false })
})

test('a key is a file of its own: whoever reads it back signs as before', async () => {
  expect(Buffer.from(await bundleOf(files, await readKey(keyFile))).equals(bundle)).toBe(true)
  const { d: _, ...half } = JSON.parse(keyFile) as JsonWebKey
  for (const text of ['', '{}', JSON.stringify(half)]) await expect(readKey(text)).rejects.toThrow('not an Ed25519 key')
})

describe('asked again', () => {
  const answer: Replayed = {
    sampleId: 'a',
    output: 'a b',
    tokens: ['a', ' b'].map((text, id) => ({ id, text, logProb: -0.5, entropy: 0 })),
    finish: 'eos',
    continuationLogProbs: [-1, -2],
  }
  test('samples are drawn once each, in their order', () => {
    const list = Array.from({ length: 50 }, (_, at) => at)
    const some = drawn(list, 20, createRandom('x'))
    expect(some).toEqual([...new Set(some)].toSorted((a, b) => a - b))
    expect(some).toHaveLength(20)
    expect(drawn(list, 99, createRandom('x'))).toEqual(list)
    expect(drawn(list, 20, createRandom('y'))).not.toEqual(some)
  })
  test.each<[string, Partial<Replayed>, string | null]>([
    ['the same', {}, null],
    [
      'another token',
      { tokens: [answer.tokens![0]!, { ...answer.tokens![1]!, id: 7, text: ' c' }] },
      'token 2 was " b" (1), is " c" (7)',
    ],
    ['a token less', { tokens: [answer.tokens![0]!] }, 'token 2 was " b" (1), is none'],
    [
      'another probability',
      { tokens: answer.tokens!.map((token) => ({ ...token, logProb: -0.4 })) },
      'token 1 had the log-probability -0.5, has -0.4',
    ],
    ['another text', { output: 'x' }, 'the answer was "a b", is "x"'],
    ['another end', { finish: 'length' }, 'it ended by eos, ends by length'],
    ['another probe', { continuationLogProbs: [-1, -3] }, 'a probed text had the log-probability -2, has -3'],
  ])('%s', (_, change, told) => {
    expect(unlike(answer, { ...answer, ...change })).toBe(told)
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

describe('what another version made', () => {
  /** As 0.3.0 would have written it: other rules, and a table without the last column. */
  const earlier = new Map([
    ...[...files].map(
      ([name, bytes]) =>
        [
          name,
          encode(
            Buffer.from(bytes)
              .toString()
              .replaceAll(/mm-privacy@[\d.]+/g, 'mm-privacy@0.9.0'),
          ),
        ] as const,
    ),
    [
      'metrics.csv',
      encode(
        Buffer.from(files.get('metrics.csv')!)
          .toString()
          .replaceAll(/,[^,\n]*$/gm, ''),
      ),
    ],
  ])

  test('is not told to be wrong, nor to be right', async () => {
    const { passed, checks, conclusion } = await verifyBundle(await bundleOf(earlier, pair), { signer })
    expect(passed).toBe(false)
    expect(checks.filter((check) => check.passed === false)).toEqual([])
    expect(checks.filter((check) => check.passed === null).map(({ what }) => what)).toEqual(
      expect.arrayContaining(['Every number of metrics.csv is that of the answers']),
    )
    expect(conclusion).toMatch(
      /^Whether its numbers .* cannot be told here: .*\(mm-privacy@0\.9\.0\).* Nothing else is wrong\.$/,
    )
  })

  test('is wrong all the same where a version excuses nothing', async () => {
    const lines = Buffer.from(earlier.get('samples.jsonl')!).toString()
    const less = new Map([...earlier, ['samples.jsonl', encode(lines.slice(lines.indexOf('\n') + 1))]])
    const { conclusion } = await verifyBundle(await bundleOf(less))
    expect(conclusion).toBe('It is not what it says.')
  })
})

test('what is no ZIP is told in one line', async () => {
  const { checks } = await verifyBundle(encode('hello'))
  expect(checks).toEqual([
    { what: 'The file opens', passed: false, found: expect.stringContaining('no audit, or damaged') },
  ])
})
