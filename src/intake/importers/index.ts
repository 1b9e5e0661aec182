/** @file Every format that can be imported: a format is a file here and a line below. The first that knows the files takes them. */
import { clearOfficial } from './clear.ts'
import { figstepOfficial } from './figstep.ts'
import { fiuBenchOfficial } from './fiubench.ts'
import { inadvertentMemorizationOfficial } from './inadvertent-memorization.ts'
import type { Importer } from './importer.ts'
import { leakscope } from './leakscope.ts'
import { mllmGuardOfficial } from './mllmguard.ts'
import { mllmuBenchOfficial } from './mllmu-bench.ts'
import { mmPrivacyOfficial } from './mm-privacy.ts'
import { mmSafetyBenchHub } from './mm-safetybench-hub.ts'
import { mmSafetyBenchOfficial } from './mm-safetybench.ts'
import { mmSafetyBenchVlmEvalKit } from './mm-safetybench-vlmevalkit.ts'
import { vlguardOfficial } from './vlguard.ts'

export const IMPORTERS: readonly Importer[] = [
  leakscope,
  mmSafetyBenchHub,
  mmSafetyBenchVlmEvalKit,
  clearOfficial,
  mllmuBenchOfficial,
  fiuBenchOfficial,
  vlguardOfficial,
  mmSafetyBenchOfficial,
  figstepOfficial,
  mllmGuardOfficial,
  mmPrivacyOfficial,
  inadvertentMemorizationOfficial,
]
