/**
 * @file Every format that can be imported: a format is a file here and a line below. The first that knows the
 * files takes them.
 */
import { clearOfficial } from './mllmu-bench/data/import-clear.ts'
import { figstepOfficial } from './mm-safetybench/data/import-figstep.ts'
import { fiuBenchOfficial } from './mllmu-bench/data/import-fiubench.ts'
import { inadvertentMemorizationOfficial } from './inadvertent-memorization/data/import.ts'
import type { Importer } from '../datasets/importer.ts'
import { leakscope } from '../datasets/import-shard.ts'
import { mllmGuardOfficial } from './mllmguard/data/import.ts'
import { mllmuBenchOfficial } from './mllmu-bench/data/import.ts'
import { mmPrivacyOfficial } from './mm-privacy/data/import.ts'
import { mmSafetyBenchHub } from './mm-safetybench/data/import-hub.ts'
import { mmSafetyBenchOfficial } from './mm-safetybench/data/import.ts'
import { mmSafetyBenchVlmEvalKit } from './mm-safetybench/data/import-vlmevalkit.ts'
import { vlguardOfficial } from './mm-safetybench/data/import-vlguard.ts'

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
