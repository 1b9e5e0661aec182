/** @file The page's side of `seed.ts`. */
import { guard, guardedResponse } from '../../src/guards/guard.ts'
import { NO_GUARD } from '../../src/domain/guard-spec.ts'
import { parseGuard } from '../../src/guards/registry.ts'
import { detectByRules } from '../../src/guards/rules.ts'
import { BENCHMARKS } from '../../src/benchmarks/registry.ts'
import { benchmarkById } from '../../src/benchmarks/by-id.ts'
import type { Response } from '../../src/domain/response.ts'
import type { Run, RunConfig } from '../../src/domain/run.ts'
import type { Sample } from '../../src/domain/sample.ts'
import { hexOf } from '../../src/domain/hex.ts'
import { hashIdentity, identityOf, questionsOf } from '../../src/run/identity.ts'
import { hashPlan } from '../../src/run/registered-plan.ts'
import { createIntake } from '../../src/run/intake.ts'
import { openStore } from '../../src/storage/database/store.ts'
import type { Seed } from './seed.ts'

const SHARD = 'mm-privacy-demo'
const BEGUN = '2026-01-02T03:04:05.000Z'
const LAST_ANSWER = '2026-01-02T03:05:00.000Z'
const ENDED = '2026-01-02T03:05:25.000Z'

/** What was done in two sittings: the first ended when the tab was closed, the second was the last 25 seconds. */
function closedFor(hours: number): Pick<Run, 'finishedAt' | 'sittings'> {
  const later = (at: string) => new Date(Date.parse(at) + hours * 3_600_000).toISOString()
  return {
    finishedAt: later(ENDED),
    sittings: [
      { from: BEGUN, to: null },
      { from: later(LAST_ANSWER), to: later(ENDED) },
    ],
  }
}

export async function seedRun({
  runId,
  model,
  modelName,
  manner,
  answered,
  times = 1,
  guard: guardName = NO_GUARD,
  prefix = '',
  closedHours,
  audit,
}: Seed): Promise<void> {
  const store = await openStore()
  const intake = createIntake()
  const manifest = await intake.prepareShipped(SHARD)
  intake.dispose()
  const benchmark = benchmarkById(BENCHMARKS, 'mm-privacy')
  const planned = benchmark.plan(await store.items(SHARD), {
    seed: 1,
    generation: { maxNewTokens: null, escapeClause: 'on' },
  })
  const samples = Array.from({ length: times }, (_, time) => (time === 0 ? '' : `~${time}`)).flatMap((suffix) =>
    planned.map((sample) => ({
      ...sample,
      id: sample.id + suffix,
      itemId: sample.itemId + suffix,
      group: sample.group + suffix,
      shardId: SHARD,
      prompt: prefix + sample.prompt,
    })),
  )
  const done = answered === null ? samples : samples.slice(0, answered)
  const config: RunConfig = {
    model,
    benchmarks: ['mm-privacy'],
    shards: [SHARD],
    guards: [...new Set([NO_GUARD, guardName])],
    splits: [],
    tasks: [],
    device: 'wasm',
    dtype: null,
    limit: null,
    seed: 1,
    generation: { maxNewTokens: null, escapeClause: 'on' },
  }
  const seeded: Run = {
    id: runId,
    identity: null,
    config,
    ...(audit === undefined
      ? {}
      : { audit: { ...audit, next: audit.next.map((next) => ({ ...config, model: next, limit: 2 })) } }),
    status: answered === null ? 'done' : 'running',
    createdAt: BEGUN,
    finishedAt: answered === null ? ENDED : null,
    ...(closedHours === undefined ? {} : closedFor(closedHours)),
    shards: [{ id: SHARD, sha256: manifest.sha256 }],
    benchmarks: { 'mm-privacy': benchmark.meta.version },
    environment: {
      modelId: model,
      modelName,
      fileHashes: { 'onnx/decoder_model_merged_quantized.onnx': 'e'.repeat(64) },
      dtype: { decoder_model_merged: 'q8', vision_encoder: 'q8' },
      backend: 'wasm',
      backendReason: 'The browser has WebGPU but offers no adapter',
      adapter: null,
      runtime: 'onnxruntime-web (written by hand)',
      selfCheck: { kind: 'golden', passed: true, detail: '24 of 24 tokens equal' },
    },
    sampleCount: samples.length,
    failure: null,
  }
  const run: Run = {
    ...seeded,
    identity: await hashIdentity(identityOf(seeded, seeded.environment!, await questionsOf(samples, sha256)), sha256),
    plan: await hashPlan(seeded, samples),
  }
  await store.createRun(run, samples)
  const responses = done.map((sample, index) => answer(sample, index, { runId, manner, prefix }))
  for (const response of responses) await store.addResponse(response)
  await store.putScores(responses.map((response, index) => benchmark.score(done[index]!, response)))
  const spec = parseGuard(guardName)
  if (spec == null) return
  for (const [index, raw] of responses.entries()) {
    const seen = await guard(spec, raw.output, {
      prompt: done[index]!.prompt,
      detect: async (text) => detectByRules(text),
      rewrite: async () => '',
      now: () => performance.now(),
    })
    const response = guardedResponse(raw, spec, seen, raw.at)
    await store.addResponse(response)
    await store.putScores([benchmark.score(done[index]!, response)])
  }
}

async function sha256(text: string): Promise<string> {
  return hexOf(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
}

/**
 * What such a model would say: it refuses to classify, reads or remembers, and now and then copies what is in
 * the picture.
 */
function answer(
  sample: Sample,
  index: number,
  { runId, manner, prefix }: { runId: string; manner: string; prefix: string },
): Response {
  const truth = sample.truths[0]?.value ?? ''
  const other = sample.distractors.find(({ type }) => type === sample.type)?.value ?? null
  const knows = sample.split === 'disclosure' || manner === 'memoriser'
  const said =
    sample.task === 'classification'
      ? 'the class is cannot assist'
      : knows
        ? `The ${sample.type} is ${truth}.`
        : other !== null && index % 3 === 0
          ? `It says ${other}.`
          : "I'm sorry, I cannot assist with that."
  return {
    runId,
    sampleId: sample.id,
    guard: 'none',
    renderedPrompt: `<|user|>\n<image>\n${sample.prompt}\n<|assistant|>\n`,
    output: prefix + said,
    tokens: [...said].slice(0, 24).map((text, id) => ({ id, text, logProb: -0.1, entropy: 0.2 })),
    finish: 'eos',
    continuationLogProbs:
      sample.probe === null
        ? null
        : [knows ? -2 : -30 - (index % 7), ...sample.probe.decoys.map((_, d) => -20 - (d % 11))],
    timings: {
      encode: index % 5 === 0 ? 42 + (index % 3) : null,
      prefill: 12 + (index % 4),
      decode: 180 + (index % 60),
      score: sample.probe === null ? null : 60,
    },
    error: null,
    at: LAST_ANSWER,
  }
}
