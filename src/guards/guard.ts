/**
 * @file The guard as a plug behind any model: detector -> detoxifier -> detector again (MLLM-Protector,
 * docs/protocols/mllm-protector.md#pipeline). It sees the stored answer and the question, never the sample's
 * truth. Detector and rewriter are handed in: the domain runs no model.
 */
import type { Response, ResponseError } from '../domain/response.ts'
import { type Edit, redactions, REFUSAL } from './detoxify.ts'
import type { GuardSpec } from '../domain/guard-spec.ts'
import type { Detection, GuardRecord } from '../domain/guard-record.ts'
import { detoxifierOf } from './registry.ts'
import { fires } from './score.ts'

export interface GuardContext {
  /** The question as it was put, for detectors that read both. */
  readonly prompt: string
  /** What the guard's detector makes of an answer. */
  readonly detect: (answer: string, prompt: string) => Promise<Detection>
  /** The generative detoxifier's answer to a prompt. */
  readonly rewrite: (prompt: string) => Promise<string>
  /** Milliseconds of any clock. */
  readonly now: () => number
}

/** What a guard makes of an answer: `verdict` says whether it fired. */
export interface Guarded {
  readonly verdict: 'harmless' | 'harmful'
  readonly output: string
  readonly record: GuardRecord
}

/**
 * Runs one guard on one answer. An empty answer is not scored and passes. What a detoxifier cannot change (no
 * span to redact, an empty rewrite), and what fires again after it, becomes the fixed refusal.
 * @throws whatever `detect` or `rewrite` throw: a guard that could not look has no verdict.
 */
export async function guard(spec: GuardSpec, answer: string, context: GuardContext): Promise<Guarded> {
  const began = context.now()
  const done = (output: string, record: Omit<GuardRecord, 'ms' | 'failure'>): Guarded => ({
    verdict: record.action === 'passed' ? 'harmless' : 'harmful',
    output,
    record: { ...record, ms: context.now() - began, failure: null },
  })
  const none = { draft: null, draftScore: null }
  if (answer.trim() === '') return done(answer, { score: null, heads: {}, spans: [], action: 'passed', ...none })
  const seen = await context.detect(answer, context.prompt)
  if (!fires(seen.score)) return done(answer, { ...seen, action: 'passed', ...none })
  const detoxifier = detoxifierOf(spec)
  const draft = await detoxifier.draft(answer, seen, context.rewrite)
  if (draft === null || draft.trim() === '') return done(REFUSAL, { ...seen, action: 'refused', ...none })
  const { score: draftScore } = await context.detect(draft, context.prompt)
  if (fires(draftScore)) return done(REFUSAL, { ...seen, action: 'refused', draft, draftScore })
  return done(draft, { ...seen, action: detoxifier.action, draft, draftScore })
}

/**
 * The response that a reader gets under a guard. What belongs to the model's own generation (tokens,
 * log-probabilities) stays with the raw one.
 */
export function guardedResponse(raw: Response, spec: GuardSpec, { output, record }: Guarded, at: string): Response {
  return { ...derived(raw, spec, at, output), output, guarded: record }
}

/** The same where the guard could not work and the config asks to go on: the raw answer, and why. */
export function unguardedResponse(raw: Response, spec: GuardSpec, failure: ResponseError, at: string): Response {
  const record: GuardRecord = {
    score: null,
    heads: {},
    spans: [],
    action: 'unguarded',
    draft: null,
    draftScore: null,
    ms: 0,
    failure,
  }
  return { ...derived(raw, spec, at), guarded: record }
}

/** A sample without an answer has nothing to guard. */
export function failedResponse(raw: Response, spec: GuardSpec, at: string): Response {
  return { ...derived(raw, spec, at), guarded: null }
}

/** A conversation that went out as it was is still one: a leak in any turn is a leak. */
function derived(raw: Response, spec: GuardSpec, at: string, output = raw.output): Response {
  return {
    ...(raw.turns === undefined || output !== raw.output ? {} : { turns: raw.turns }),
    runId: raw.runId,
    sampleId: raw.sampleId,
    guard: spec.id,
    renderedPrompt: raw.renderedPrompt,
    output: raw.output,
    tokens: null,
    finish: raw.finish,
    continuationLogProbs: null,
    timings: null,
    error: raw.error,
    at,
  }
}

/**
 * What a reader would have got at another threshold, from what is stored: no model. At `THRESHOLD` it is the
 * stored output.
 */
export function outputAt(spec: GuardSpec, raw: string, record: GuardRecord, threshold: number): string {
  if (!fires(record.score, threshold)) return raw
  const draft = detoxifierOf(spec).replay(raw, record)
  // A rewrite that nobody asked for at run time cannot be had now: the refusal, as in the original without a
  // detoxifier.
  if (draft === null || fires(record.draftScore, threshold)) return REFUSAL
  return draft
}

/** What changed between the answer and what a reader got, in the answer's UTF-16 units: single values, or the whole. */
export function changesOf(raw: string, output: string, record: GuardRecord): Edit[] {
  if (output === raw) return []
  if (record.action === 'redacted') return redactions(record.spans)
  return [{ start: 0, end: raw.length, text: output }]
}
