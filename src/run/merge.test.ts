import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { Run } from '../domain/run.ts'
import { response, run as someRun, sample } from '../report/testing/fixture.ts'
import { hashIdentity, identityOf, questionsOf } from './identity.ts'
import { mergeParts, type PartRun } from './merge.ts'
import { samplesOfPart } from './parts.ts'
import type { Plan } from './prepare.ts'
import { hashPlan } from './registered-plan.ts'

const sha256 = async (text: string) => createHash('sha256').update(text).digest('hex')
const whole = someRun({ config: { ...someRun().config, guards: ['none', 'redact'] } })
const plan: Plan = {
  samples: Array.from({ length: 10 }, (_, at) => ({
    ...sample(`s${9 - at}`, { imageId: `p${at >> 1}` }),
    shardId: 'mm-privacy-demo',
  })),
  shards: whole.shards,
  benchmarks: whole.benchmarks,
}

async function partOf(name: string, change: (run: Run) => Run = (run) => run): Promise<PartRun> {
  const run = change({ ...whole, id: `run ${name}`, config: { ...whole.config, part: name } })
  const samples = samplesOfPart(plan.samples, name)
  const questions = await questionsOf(samples, sha256)
  return {
    name: `out/${name}`,
    run: {
      ...run,
      identity: await hashIdentity(identityOf(run, run.environment!, questions), sha256),
      plan: await hashPlan(run, samples),
    },
    responses: samples.flatMap(({ id }) => run.config.guards.map((guard) => response(id, 'x', { guard }))),
  }
}

const parts = await Promise.all(['1/3', '2/3', '3/3'].map((name) => partOf(name)))
const [one, two, three] = parts as [PartRun, PartRun, PartRun]
const merge = (...given: readonly PartRun[]) => mergeParts(plan, given, sha256)

test('all parts, in whatever order they are given, are the whole run', async () => {
  const { run, responses, missing } = await merge(three, one, two)
  expect(missing).toEqual([])
  expect(run).toMatchObject({
    status: 'done',
    config: whole.config,
    sampleCount: 10,
    identity: await hashIdentity(
      identityOf(whole, whole.environment!, await questionsOf(plan.samples, sha256)),
      sha256,
    ),
    plan: await hashPlan({ ...plan, config: whole.config }, plan.samples),
  })
  expect(run.config).not.toHaveProperty('part')
  expect(responses.map(({ sampleId, guard }) => `${sampleId} ${guard}`)).toEqual(
    plan.samples.flatMap(({ id }) => [`${id} none`, `${id} redact`]).toSorted(),
  )
  expect(new Set(responses.map(({ runId }) => runId))).toEqual(new Set([run.id]))
  expect(await merge(one, two, three)).toEqual({ run, responses, missing })
})

test('the one part of one, whose config does not name it, is the whole run', async () => {
  const { part: _, ...config } = one.run.config
  const questions = await questionsOf(plan.samples, sha256)
  const run = {
    ...one.run,
    config,
    identity: await hashIdentity(identityOf({ ...one.run, config }, one.run.environment!, questions), sha256),
  }
  const alone: PartRun = {
    name: 'out/alone',
    run: { ...run, plan: await hashPlan(run, plan.samples) },
    responses: plan.samples.flatMap(({ id }) => config.guards.map((guard) => response(id, 'x', { guard }))),
  }
  const merged = await merge(alone)
  expect(merged).toMatchObject({
    missing: [],
    run: { status: 'done', identity: alone.run.identity, plan: alone.run.plan },
  })
  const fewer = await merge({ ...alone, responses: alone.responses.slice(1) })
  expect(fewer.missing).toEqual(['1 answers of part 1/1 (out/alone)'])
})

test('what is missing is named, and the run is no whole one', async () => {
  const cut = { ...two, responses: two.responses.slice(1) }
  const { run, missing } = await merge(one, cut)
  expect(run).toMatchObject({ status: 'running', finishedAt: null })
  expect(missing).toEqual(['1 answers of part 2/3 (out/2/3)', expect.stringMatching(/^part 3\/3 \(\d samples\)$/)])
})

describe('is refused, by name', () => {
  const changed = (name: string, change: (run: Run) => Run) => partOf(name, change)
  test.each<[string, () => Promise<PartRun[]>, RegExp]>([
    [
      'a part given twice',
      async () => [one, two, { ...one, name: 'out/again' }],
      /^out\/again: it is part 1\/3, and so is/,
    ],
    [
      'parts of two numbers',
      async () => [one, await changed('2/2', (run) => run)],
      /it is part 2\/2, and out\/1\/3 is one of 3/,
    ],
    [
      'a whole run beside a part',
      async () => [two, { ...one, run: whole }],
      /it is part 1\/1, and .* is one of 3 parts/,
    ],
    [
      'another model',
      async () => [
        one,
        await changed('2/3', (run) => ({
          ...run,
          environment: { ...run.environment!, fileHashes: { 'onnx/decoder_model_merged_q8.onnx': 'd'.repeat(64) } },
        })),
      ],
      /^out\/2\/3: it is of another run: model\.fileHashes.* was cccccccccccc…, is dddddddddddd…/,
    ],
    [
      'another seed',
      async () => [one, await changed('2/3', (run) => ({ ...run, config: { ...run.config, seed: 8 } }))],
      /config\.seed was 7, is 8/,
    ],
    [
      'other questions',
      async () => [one, { ...two, run: { ...two.run, identity: 'e'.repeat(64) } }],
      /its identity is not that of its questions/,
    ],
    [
      'another plan than was registered',
      async () => [one, { ...two, run: { ...two.run, plan: 'e'.repeat(64) } }],
      /its plan is not the one that was registered/,
    ],
    [
      'an answer of another part',
      async () => [one, { ...two, responses: [...two.responses, one.responses[0]!] }],
      /it holds an answer to "s\d", which is not its own/,
    ],
    [
      'an answer twice',
      async () => [one, { ...two, responses: [...two.responses, two.responses[0]!] }],
      /it holds two answers to "s\d"/,
    ],
    [
      'a guard that nobody asked for',
      async () => [{ ...one, responses: [{ ...one.responses[0]!, guard: 'refuse' }] }],
      /behind "refuse", which was not asked for/,
    ],
  ])('%s', async (_, given, message) => {
    await expect(mergeParts(plan, await given(), sha256)).rejects.toThrow(message)
  })
})
