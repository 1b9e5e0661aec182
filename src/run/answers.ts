/** @file Answers that were made elsewhere: lines of `{sampleId, output}`. */
import * as v from 'valibot'
import { LeakscopeError } from '../domain/errors.ts'
import type { GivenAnswer } from '../domain/given-answer.ts'
import { NO_GUARD } from '../domain/guard-spec.ts'
import type { Response } from '../domain/response.ts'
import type { Run, RunConfig } from '../domain/run.ts'
import type { Sample } from '../domain/sample.ts'
import type { Plan } from './prepare.ts'

// Other keys are ignored: people's own files carry more.
const line = v.object({ sampleId: v.string(), output: v.nullable(v.string()) })

/**
 * Reads answers for planned samples. Empty lines are skipped; a sample without a line, or whose output is
 * null, simply has no response.
 * @throws LeakscopeError `bad-config`, naming `file` and the line, for a line that is not `{sampleId,
 *   output}`, an unknown sample or a second answer to the same sample.
 */
export function readAnswers(
  text: string,
  file: string,
  samples: readonly Sample[],
  runId: string,
  at: string,
): Response[] {
  const known = new Set(samples.map((sample) => sample.id))
  const firstLine = new Map<string, number>()
  return text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .flatMap((source, index) => {
      if (source.trim() === '') return []
      const fail = (reason: string): LeakscopeError =>
        new LeakscopeError('bad-config', `${file}, line ${index + 1}: ${reason}`)
      const { sampleId, output } = readLine(source, fail)
      if (!known.has(sampleId)) throw fail(`sampleId "${shorten(sampleId)}" is not planned${example(samples)}`)
      const before = firstLine.get(sampleId)
      if (before !== undefined)
        throw fail(`sampleId "${shorten(sampleId)}" was already answered in line ${before}; one answer each is allowed`)
      firstLine.set(sampleId, index + 1)
      return output === null ? [] : [answerElsewhere(runId, sampleId, output, at)]
    })
}

function readLine(source: string, fail: (reason: string) => LeakscopeError): v.InferOutput<typeof line> {
  let value: unknown
  try {
    value = JSON.parse(source)
  } catch {
    throw fail('not JSON; allowed is one object {"sampleId": "…", "output": "…"} per line')
  }
  const result = v.safeParse(line, value)
  if (result.success) return result.output
  throw fail(
    `${v.getDotPath(result.issues[0]) ?? 'line'} is not as it must be; allowed is {"sampleId": "…", "output": "…"}, both texts; null for no answer`,
  )
}

/**
 * The run, done at once, that answers made elsewhere are.
 * @param from the model that a file names, or null, and the guards that its answers passed.
 */
export function answeredRun(
  id: string,
  at: string,
  config: RunConfig,
  { shards, benchmarks, samples }: Plan,
  from: { readonly model: string | null; readonly guards: readonly string[] },
): Run {
  return {
    id,
    identity: null,
    config: { ...config, model: from.model ?? config.model, guards: [...new Set([...config.guards, ...from.guards])] },
    status: 'done',
    createdAt: at,
    finishedAt: at,
    shards,
    benchmarks,
    environment: null,
    sampleCount: samples.length,
    failure: null,
  }
}

/** The response that an answer made elsewhere is. */
export function answerElsewhere(runId: string, sampleId: string, output: string, at: string): Response {
  return {
    runId,
    sampleId,
    guard: NO_GUARD,
    renderedPrompt: null,
    output,
    tokens: null,
    finish: null,
    continuationLogProbs: null,
    timings: null,
    error: null,
    at,
  }
}

/** The response that an answer out of another program's file is. */
export function givenResponse(runId: string, given: GivenAnswer, at: string): Response {
  const { sampleId, guard, output, error, guarded } = given
  return {
    ...answerElsewhere(runId, sampleId, output, at),
    guard,
    error,
    ...(guarded === undefined ? {} : { guarded }),
  }
}

function example(samples: readonly Sample[]): string {
  const [first] = samples
  return first === undefined ? '' : `; ids look like "${first.id}"`
}

function shorten(text: string): string {
  return text.length > 100 ? `${text.slice(0, 99)}…` : text
}
