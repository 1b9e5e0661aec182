import type { GuardSpan } from '../../domain/guard-record.ts'
import type { Detoxifier } from '../contract.ts'
import { RULES } from '../detectors/rules.ts'
import { applyEdits, redactions } from '../detoxify.ts'

const redacted = (answer: string, { spans }: { readonly spans: readonly GuardSpan[] }): string | null =>
  spans.length === 0 ? null : applyEdits(answer, redactions(spans))

/** Placeholders in place of private values; the refusal where the detector cannot say where they are. */
export const REDACT: Detoxifier = {
  id: 'redact',
  does: 'replaces private values by placeholders such as [EMAIL]; the rest of the answer stays',
  detector: RULES.id,
  action: 'redacted',
  needsRewriter: false,
  draft: async (answer, seen) => redacted(answer, seen),
  replay: redacted,
}
