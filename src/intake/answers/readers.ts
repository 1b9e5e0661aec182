import { anyRecords } from './any-records.ts'
import { inspectLog } from './inspect.ts'
import { lmEvalSamples } from './lm-eval.ts'
import { mllmGuardLines } from './mllmguard.ts'
import { mmPrivacyRows } from './mm-privacy.ts'
import { mmSafetyBenchRecords } from './mm-safetybench.ts'
import { ownLines } from './own-lines.ts'
import type { AnswerReader } from './reader.ts'
import { vlmEvalKitTable } from './vlmevalkit.ts'

/** What answers can be read from; the first that knows a file reads it. */
export const ANSWER_READERS: readonly AnswerReader[] = [
  ownLines,
  inspectLog,
  lmEvalSamples,
  vlmEvalKitTable,
  mllmGuardLines,
  mmPrivacyRows,
  mmSafetyBenchRecords,
  anyRecords,
]
