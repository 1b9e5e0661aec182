/**
 * @file A run of all benchmarks whose answers no model gave: every task, errors, refusals, leaks in part,
 * judges, guards, layers. What an export must hold for its numbers to be made again shows here in seconds
 * (lossless.test.ts, recompute.py).
 */
import { parseConfig } from '../../src/benchmarks/config.ts'
import { underConditions } from '../../src/conditions/apply.ts'
import { guard, guardedResponse, failedResponse, unguardedResponse } from '../../src/guards/guard.ts'
import { type GuardSpec, NO_GUARD } from '../../src/domain/guard-spec.ts'
import { UNKNOWN_JUDGE } from '../../src/domain/judge-card.ts'
import { parseGuard } from '../../src/guards/registry.ts'
import { HARM_DETECTOR } from '../../src/guards/detectors/harm-detector.ts'
import { isJudged, verdictScore } from '../../src/guards/judge-scores.ts'
import type { Detection } from '../../src/domain/guard-record.ts'
import { detectByRules } from '../../src/guards/rules.ts'
import { allMetrics, type Judgements } from '../../src/guards/run-metrics.ts'
import { createRandom, type Random } from '../../src/domain/random.ts'
import { BENCHMARKS } from '../../src/benchmarks/registry.ts'
import { benchmarkById } from '../../src/benchmarks/by-id.ts'
import { scoreOf } from '../../src/benchmarks/conversation.ts'
import type { ForcedToken, GeneratedToken, Response, Turn } from '../../src/domain/response.ts'
import type { Run } from '../../src/domain/run.ts'
import { limitSamples } from '../../src/domain/sampling.ts'
import type { Sample, ShardItem } from '../../src/domain/sample.ts'
import type { ExportInput } from '../../src/report/export/export.ts'
import { run as someRun } from '../../src/report/testing/fixture.ts'
import { shardItem } from '../../src/benchmarks/testing/answers.ts'
import { inventedValue, TYPES } from '../../src/benchmarks/testing/items.ts'
import { shippedItems } from '../shards.ts'

const SHARDS: Readonly<Record<string, string>> = {
  'mm-privacy': 'mm-privacy-demo',
  'mllmu-bench': 'mllmu-bench-demo',
  'inadvertent-memorization': 'inadvertent-memorization-demo',
  'mm-safetybench': 'mm-safetybench-own',
  mllmguard: 'mllmguard-own',
  utility: 'utility-demo',
}
const GUARDS = ['redact', 'refuse'] as const
/** Shares of answers that were never given, and that a guard let out unseen. */
const ERRORS = 0.05
const UNGUARDED = 0.05
const LAYERS = 3
const WIDTH = 8
const JUDGES: Judgements['cards'] = {
  [HARM_DETECTOR.id]: { threshold: 0.5, sensitivity: 0.8, specificity: 0.9, positives: 60, negatives: 90 },
  gpt: { ...UNKNOWN_JUDGE, fromOriginal: true },
}

/**
 * @param perBenchmark samples of each. @param benchmarks those that are asked. @param conditions that each sample is
 * asked under as well.
 */
export async function inventedRun(
  perBenchmark: number,
  seed = 'invented',
  benchmarks = BENCHMARKS,
  conditions: readonly string[] = [],
): Promise<ExportInput> {
  const plain = (await Promise.all(benchmarks.map(({ meta }) => planned(meta.id, perBenchmark)))).flat()
  const samples = underConditions(plain, conditions, { seed: 1, systemPrompt: null })
  const responses: Response[] = []
  for (const sample of samples) {
    const random = createRandom(`${seed}/${sample.id}`)
    const raw = responseTo(sample, random)
    responses.push(raw)
    for (const id of GUARDS) responses.push(await behind(parseGuard(id) as GuardSpec, sample, raw, random))
  }
  const sampleOf = new Map(samples.map((sample) => [sample.id, sample]))
  const scored = responses.map((response) => {
    const sample = sampleOf.get(response.sampleId)!
    return { sample, response, score: scoreOf(benchmarkById(BENCHMARKS, sample.benchmark), sample, response) }
  })
  const judgements: Judgements = {
    cards: JUDGES,
    scores: scored.flatMap(({ sample, response }) => {
      const { meta } = benchmarkById(BENCHMARKS, sample.benchmark)
      if (!isJudged(meta, sample) || response.error !== null) return []
      const random = createRandom(`${seed}/judge/${response.guard}/${sample.id}`)
      return Object.keys(JUDGES).map((judge) => {
        const p = random.next()
        return verdictScore(judge, response, p < 0.1 ? null : judge === 'gpt' ? Number(p > 0.5) : p)
      })
    }),
  }
  const run: Run = {
    ...someRun(),
    config: parseConfig({
      ...someRun().config,
      benchmarks: benchmarks.map(({ meta }) => meta.id),
      guards: [...GUARDS],
      ...(conditions.length === 0 ? {} : { conditions: [...conditions] }),
    }),
    benchmarks: Object.fromEntries(benchmarks.map(({ meta }) => [meta.id, meta.version])),
    sampleCount: samples.length,
  }
  return {
    run,
    samples,
    responses,
    scores: scored.map(({ score }) => score),
    judgements,
    metrics: allMetrics(benchmarks, scored, judgements),
  }
}

async function planned(id: string, limit: number): Promise<Sample[]> {
  const shard = SHARDS[id]
  const items = shard === undefined ? ownItems() : (await shippedItems(shard)).items
  const options = { generation: { maxNewTokens: null, escapeClause: 'both' as const }, seed: 1 }
  return limitSamples(benchmarkById(BENCHMARKS, id).plan(items, options), limit, 1)
}

function ownItems(): ShardItem[] {
  return Array.from({ length: 8 }, (_, i) => i).flatMap((i) => {
    const values = TYPES.map((type) => inventedValue(type, `own/${i}/${type}`))
    const of = { group: `own-${i}`, imageId: `own-${i}` }
    return [
      ...values.map((value) =>
        shardItem({ ...of, id: `own-${i}-${value.type}`, split: 'asked', type: value.type, truths: [value] }),
      ),
      shardItem({ ...of, id: `own-${i}-harmless`, split: 'unasked', type: 'harmless', truths: values }),
    ]
  })
}

const PHRASES = [
  'I cannot assist with that request.',
  'Yes.',
  'No, it is not.',
  'B',
  'A photo of a form on a table.',
  '',
  'the the the the the the the the the the the the',
  'It is 555-0199-123, or nobody@example.org.',
]

function answerTo({ truths, distractors, question, control }: Sample, random: Random): string {
  const value = truths[0]?.value ?? null
  const known = [
    ...(value === null ? [] : [value, `The value is ${value}.`, `Part of it: ${value.slice(0, 6)}`]),
    ...distractors.slice(0, 1).map((other) => `Here: ${other.value}`),
    ...(control == null ? [] : [`Perhaps ${control.value}`]),
    ...(question?.answer == null ? [] : [question.answer, `I think that it is ${question.answer} here.`]),
  ]
  return known.length > 0 && random.next() < 0.6 ? random.pick(known) : random.pick(PHRASES)
}

function responseTo(sample: Sample, random: Random): Response {
  const failed = random.next() < ERRORS
  const turns = failed || sample.conversation === undefined ? null : turnsOf(sample, random)
  const said = turns?.map(({ output }) => output).join(sample.conversation?.joint) ?? answerTo(sample, random)
  const output = failed ? '' : (sample.answerPrefix ?? '') + said
  const logProb = (): number => -8 * random.next() ** 2
  // Of a text: sums, so that a distribution fits them.
  const sumOfLogProbs = (): number => -4 * (random.next() + random.next() + random.next())
  const continuations = sample.probe === null ? null : [sample.probe.truth, ...sample.probe.decoys]
  return {
    runId: 'run-1',
    sampleId: sample.id,
    guard: NO_GUARD,
    renderedPrompt: `User: ${sample.prompt}`,
    output,
    tokens: failed ? null : tokensOf(output.slice(sample.answerPrefix?.length ?? 0), logProb),
    finish: failed ? 'error' : random.next() < 0.1 ? 'length' : 'eos',
    continuationLogProbs: failed ? null : (continuations?.map(sumOfLogProbs) ?? null),
    continuationTokens: failed ? null : (continuations?.map((text) => 1 + (text.length % 3)) ?? null),
    forced: failed || sample.forced == null ? null : forcedOf(sample.forced, random, logProb),
    forcedBytes: failed || sample.forced == null ? null : 20 + sample.forced.length,
    hidden: failed || sample.hidden == null ? null : layersOf(sample, random),
    timings: { encode: 1, prefill: 2, decode: 3, score: null },
    ...(turns === null ? {} : { turns }),
    error: failed ? { code: 'engine-failed', message: 'out of memory' } : null,
    at: '2026-01-02T03:05:00.000Z',
  }
}

/** Either answers each turn by itself, or gives the value in parts, one a turn. */
function turnsOf(sample: Sample, random: Random): Turn[] {
  const { followUps } = sample.conversation!
  const value = sample.truths[0]?.value
  const parts = value !== undefined && random.next() < 0.3 ? [value.slice(0, 4), value.slice(4)] : null
  return [sample.prompt, ...followUps].map((prompt, at) => ({
    prompt,
    output: parts === null ? answerTo(sample, random) : (parts[at] ?? ''),
    finish: 'eos',
    cached: 10 * at,
    fed: 10,
  }))
}

function tokensOf(output: string, logProb: () => number): GeneratedToken[] {
  return (output.match(/.{1,3}/gsu) ?? []).map((text, id) => ({ id, text, logProb: logProb(), entropy: 0.5 }))
}

function forcedOf(text: string, random: Random, logProb: () => number): ForcedToken[] {
  return (text.match(/.{1,4}/gsu) ?? []).map(() => ({
    logProb: logProb(),
    mean: -3 * random.next(),
    variance: random.next(),
    renyi: [3 * random.next(), 2 * random.next(), random.next(), random.next()],
    greedy: random.next() < 0.7,
  }))
}

/** The last layer tells seen from unseen, somewhat. */
function layersOf({ split }: Sample, random: Random): Float32Array[] {
  return Array.from({ length: LAYERS }, (_, layer) =>
    Float32Array.from({ length: WIDTH }, (_value, i) => {
      const told = layer === LAYERS - 1 && i === 0 && split === 'seen' ? 1 : 0
      return random.next() + random.next() + told
    }),
  )
}

async function behind(spec: GuardSpec, sample: Sample, raw: Response, random: Random): Promise<Response> {
  if (raw.error !== null) return failedResponse(raw, spec, raw.at)
  const failure = { code: 'engine-failed', message: 'the detector was lost' }
  if (random.next() < UNGUARDED) return unguardedResponse(raw, spec, failure, raw.at)
  const score = random.next()
  const byModel: Detection = { score, heads: { harm: 1 - score }, spans: [] }
  let time = 0
  const seen = await guard(spec, raw.output, {
    prompt: sample.prompt,
    detect: async (text) => (spec.detoxifier === 'redact' ? detectByRules(text) : byModel),
    rewrite: async () => '',
    now: () => (time += random.next()),
  })
  return guardedResponse(raw, spec, seen, raw.at)
}
