/** @file All formats for other tools, in the order of showing: one list for the app and the command line. */
import { EVAL_RESULTS } from './eval-results.ts'
import { EVERY_EVAL_EVER } from './every-eval-ever.ts'
import { INSPECT_EVAL, INSPECT_JSON } from './inspect.ts'
import { LM_EVAL } from './lm-eval.ts'
import { ML_BOM } from './ml-bom.ts'
import { SARIF } from './sarif.ts'
import type { ToolFormat } from './tool-format.ts'

export const TOOL_FORMATS: readonly ToolFormat[] = [
  INSPECT_EVAL,
  INSPECT_JSON,
  EVERY_EVAL_EVER,
  LM_EVAL,
  ML_BOM,
  EVAL_RESULTS,
  SARIF,
]
