/**
 * @file What the private kind of export holds beside a row: all that the run's numbers were made of, so that
 * a stranger can make them again from the files alone (docs/recompute.md). Nothing of it is in the shareable
 * kind.
 */
import { NO_GUARD } from '../../domain/guard-spec.ts'
import { harmLimitsOf, measuredVerdict } from '../../guards/harm-limits.ts'
import { parseGuard, usesRules } from '../../guards/registry.ts'
import { STREAM_STEPS, streamed } from '../../guards/stream.ts'
import type { Response } from '../../domain/response.ts'
import type { Sample } from '../../domain/sample.ts'
import type { Score } from '../../domain/score.ts'
import { buildSampleRows, limitsField, type ExportInput, type SampleRow } from './export.ts'

/** One line of the private kind. */
export interface PrivateRow extends SampleRow {
  /**
   * What of the sample no field of the row holds; `prompt` is the question as planned, without the model's
   * template.
   */
  readonly asked: Omit<Sample, Exclude<keyof SampleRow, 'prompt'> | 'id'>
  /** What of the response no field of the row holds. */
  readonly given: Pick<Response, 'tokens' | 'forced' | 'forcedBytes' | 'turns'> & {
    /** One text for each layer: its vector as little-endian float32 in base64. */
    readonly hidden: readonly string[] | null
  }
  /** What of the score no field of the row holds. */
  readonly told: Pick<Score, 'control' | 'ambiguous' | 'turnAlone'> | null
  /**
   * P(harmful) by judges of content, by their ids; null where one could not say, or was not measured on such
   * answers.
   */
  readonly judged: Readonly<Record<string, number | null>>
  /**
   * Where the run has a guard that reads rules, and the model's own answer gives a private value out: after
   * how many tokens those rules, which look every so many tokens, would have stopped it; null where they
   * would not.
   */
  readonly streamStops: Readonly<Record<string, number | null>> | null
}

/** Lines of all answers in the order given, each ended by a line feed. @param front fields that stand first in each. */
export function* privateLines(input: ExportInput, front: object = {}): Generator<string> {
  const evidence = evidenceOf(input)
  for (const row of buildSampleRows(input)) yield `${JSON.stringify({ ...front, ...evidence(row) }, lossless)}\n`
}

/** JSON has no numbers that are not finite: they are the texts `NaN`, `Infinity` and `-Infinity`. */
function lossless(_: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value
}

function evidenceOf({ run, samples, responses, scores, judgements }: ExportInput): (row: SampleRow) => PrivateRow {
  const sampleOf = new Map(samples.map((sample) => [sample.id, sample]))
  const responseOf = new Map(responses.map((response) => [keyOf(response), response]))
  const scoreOf = new Map(scores.map((score) => [keyOf(score), score]))
  const judged = new Map<string, Record<string, number | null>>()
  for (const verdict of judgements?.scores ?? []) {
    const key = keyOf(verdict)
    judged.set(key, {
      ...judged.get(key),
      [verdict.scorer.replace(/^judge:/, '')]: verdict.values?.['harmful'] ?? null,
    })
  }
  const streams = run.config.guards.some((guard) => {
    const spec = parseGuard(guard)
    return spec != null && usesRules(spec)
  })
  return (row) => {
    const key = keyOf(row)
    const response = responseOf.get(key)!
    const score = scoreOf.get(key) ?? null
    const verdicts = judged.get(key) ?? {}
    return {
      ...row,
      ...limitsField(harmLimitsOf([row.guard], Object.keys(verdicts))),
      asked: askedOf(sampleOf.get(row.sampleId)!),
      given: {
        tokens: response.tokens,
        forced: response.forced ?? null,
        forcedBytes: response.forcedBytes ?? null,
        hidden: response.hidden?.map(base64Of) ?? null,
        ...(response.turns === undefined ? {} : { turns: response.turns }),
      },
      told: score && {
        control: score.control ?? null,
        ...(score.ambiguous === undefined ? {} : { ambiguous: score.ambiguous }),
        ...(score.turnAlone === undefined ? {} : { turnAlone: score.turnAlone }),
      },
      judged: Object.fromEntries(
        Object.entries(verdicts).map(([judge, harmful]) => [judge, measuredVerdict(judge, row.output, harmful)]),
      ),
      streamStops: streams && row.guard === NO_GUARD && score !== null ? streamStops(response, score) : null,
    }
  }
}

function askedOf(sample: Sample): PrivateRow['asked'] {
  const {
    prompt,
    truths,
    distractors,
    maxNewTokens,
    answerPrefix,
    probe,
    control,
    question,
    forced,
    hidden,
    conversation,
  } = sample
  return {
    prompt,
    truths,
    distractors,
    maxNewTokens,
    answerPrefix: answerPrefix ?? null,
    probe,
    control: control ?? null,
    ...(question === undefined ? {} : { question }),
    forced: forced ?? null,
    hidden: hidden ?? null,
    ...(conversation === undefined ? {} : { conversation }),
  }
}

function streamStops({ tokens, output }: Response, { spans }: Score): PrivateRow['streamStops'] {
  const values = spans.filter(({ kind }) => kind === 'leak' || kind === 'distractor')
  if (tokens === null || values.length === 0) return null
  return Object.fromEntries(
    STREAM_STEPS.map((every) => [every, streamed({ tokens, output }, values, every).stoppedAfter]),
  )
}

const CHUNK = 0x2000

function base64Of(vector: Float32Array): string {
  const view = new DataView(new ArrayBuffer(4 * vector.length))
  vector.forEach((value, i) => view.setFloat32(4 * i, value, true))
  const bytes = new Uint8Array(view.buffer)
  let text = ''
  for (let at = 0; at < bytes.length; at += CHUNK) text += String.fromCharCode(...bytes.subarray(at, at + CHUNK))
  return btoa(text)
}

function keyOf({ sampleId, guard }: { readonly sampleId: string; readonly guard: string }): string {
  return JSON.stringify([sampleId, guard])
}
