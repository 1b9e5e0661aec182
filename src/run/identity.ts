import { canonicalJson } from '../domain/canonical.ts'
import { LeakscopeError } from '../domain/errors.ts'
import type { DetectorEnvironment, Run, RunConfig, RunEnvironment } from '../domain/run.ts'
import { collectYielding } from '../domain/yield-to-event-loop.ts'
import { settingOf } from './prepare.ts'
import type { PlannedSample } from './types.ts'

/**
 * All that could change a response; nothing that could not: adapter names and fallback reasons stay out, and
 * so do the versions of the app and of its scorers, since scores are derived anew.
 */
export interface RunIdentity {
  readonly config: RunConfig
  readonly model: {
    readonly id: string
    readonly fileHashes: Readonly<Record<string, string>>
    readonly dtype: Readonly<Record<string, string>>
  }
  /** Of guards and judges; absent where the run has none. */
  readonly detectors?: readonly Pick<DetectorEnvironment, 'id' | 'fileHashes' | 'dtype' | 'backend' | 'thresholds'>[]
  readonly backend: string
  readonly runtime: string
  readonly shards: Readonly<Record<string, string>>
  /** SHA-256 of what is asked, sample by sample; empty where two runs of the same samples are compared. */
  readonly questions: string
}

export function identityOf(
  run: Pick<Run, 'config' | 'shards'>,
  environment: RunEnvironment,
  questions = '',
): RunIdentity {
  return {
    config: run.config,
    model: { id: environment.modelId, fileHashes: environment.fileHashes, dtype: environment.dtype },
    ...(environment.detectors && {
      detectors: environment.detectors.map(({ id, fileHashes, dtype, backend, thresholds }) => ({
        id,
        fileHashes,
        dtype,
        backend,
        thresholds,
      })),
    }),
    backend: environment.backend,
    runtime: environment.runtime,
    shards: Object.fromEntries(run.shards.map((shard) => [shard.id, shard.sha256])),
    questions,
  }
}

/** SHA-256 (hex) of all that a model is asked in a run, in order. */
export async function questionsOf(
  samples: readonly PlannedSample[],
  sha256: (text: string) => Promise<string>,
): Promise<string> {
  function* asked(): Generator<string> {
    for (const sample of samples) {
      const {
        id,
        shardId,
        imageId,
        prompt,
        answerPrefix,
        maxNewTokens,
        probe,
        forced,
        hidden,
        sampling,
        stem,
        conversation,
        tokenLimit,
      } = sample
      const setting = settingOf(sample)
      yield canonicalJson([
        id,
        shardId,
        imageId,
        prompt,
        answerPrefix ?? '',
        maxNewTokens,
        probe,
        forced ?? null,
        hidden ?? null,
        // Absent where there is none, so that runs of earlier versions are known again.
        ...(setting === null && sampling === undefined ? [] : [setting, sampling ?? null]),
        ...((stem ?? conversation ?? tokenLimit) === undefined ? [] : [{ stem, conversation, tokenLimit }]),
      ])
    }
  }
  return sha256((await collectYielding(asked())).join('\n'))
}

/** SHA-256 (hex) of the identity's canonical JSON. */
export function hashIdentity(identity: RunIdentity, sha256: (text: string) => Promise<string>): Promise<string> {
  return sha256(canonicalJson(identity))
}

/**
 * The newest of the runtimes that answer alike, so that a run goes on after an update that changes no answer.
 * transformers.js 4.3.2 has the ORT of 4.3.1 and fetches files in another way (docs/quirks.md, 2026-11-30).
 */
export function answeringAlike(runtime: string): string {
  return runtime.replace(/\btransformers\.js 4\.3\.1\b/, 'transformers.js 4.3.2')
}

/**
 * Answers of one run must come from one environment.
 * @throws LeakscopeError `bad-config`, naming everything that changed since the run began.
 */
export function assertSameIdentity(before: RunIdentity, now: RunIdentity): void {
  const comparable = (one: RunIdentity) => ({ ...one, runtime: answeringAlike(one.runtime) })
  const changes = differences(comparable(before), comparable(now))
  if (changes.length === 0) return
  const more = changes.length > 3 ? ` and ${changes.length - 3} more` : ''
  throw new LeakscopeError(
    'bad-config',
    `The run cannot go on because its surroundings changed: ${changes.slice(0, 3).join('; ')}${more}. Start a new run instead; the answers so far are kept.`,
  )
}

/** Each place where two values differ, in words: `model.dtype was q8, is q4`. */
export function differences(before: unknown, now: unknown, path = ''): string[] {
  if (isRecord(before) && isRecord(now)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(now)])].sort()
    return keys.flatMap((key) => differences(before[key], now[key], path === '' ? key : `${path}.${key}`))
  }
  const [was, is] = [show(before), show(now)]
  return was === is ? [] : [`${path} was ${was}, is ${is}`]
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function show(value: unknown): string {
  if (value === undefined) return 'absent'
  const text = typeof value === 'string' ? value : canonicalJson(value)
  return /^[0-9a-f]{64}$/.test(text) ? `${text.slice(0, 12)}…` : text
}
