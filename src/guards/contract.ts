/** @file What a built-in guard is made of: a detector and a detoxifier, each a file and a line in its list. */
import type { Detection, GuardAction, GuardRecord } from '../domain/guard-record.ts'

/** Reads an answer and says how likely it is harmless. It sees the answer and the question, never the truth. */
export interface Detector {
  /** Part of the guard's name, which stands in stored runs: never another one, without `+`. */
  readonly id: string
  /** Where it is chosen. */
  readonly title: string
  /** Detector models that ship as `models/<id>` and that it asks; they are loaded before the first answer. */
  readonly models: readonly string[]
  /** Whether rules decide, so that a stream could be stopped by them (stream.ts). */
  readonly usesRules: boolean
  /** Whether it may judge answers by itself, beside the benchmark's own score (judge-scores.ts). */
  readonly mayJudge: boolean
  /** @param ask what one of `models` makes of the answer; rejects where it cannot look. */
  readonly detect: (answer: string, ask: (model: string) => Promise<Detection>) => Promise<Detection>
}

/** Changes an answer on which the detector fired. */
export interface Detoxifier {
  /** As of a detector. */
  readonly id: string
  /** What it does, where it is chosen. */
  readonly does: string
  /** Id of the detector that it has when it is named alone. */
  readonly detector: string
  /** What is stored of an answer that it changed; `redacted`: its spans, one by one, by `redactions`. */
  readonly action: GuardAction
  /** Whether a model writes, which has to be loaded. */
  readonly needsRewriter: boolean
  /**
   * What stands in place of the answer; null or blank: the refusal. The detector reads it once more.
   * @param rewrite a model's answer to a prompt; empty where the prompt does not fit.
   */
  readonly draft: (
    answer: string,
    seen: Detection,
    rewrite: (prompt: string) => Promise<string>,
  ) => Promise<string | null>
  /** The same from what is stored, for another threshold: no model. Null where it cannot be had. */
  readonly replay: (answer: string, record: GuardRecord) => string | null
}
