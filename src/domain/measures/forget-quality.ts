import { ks } from '../statistics/ks.ts'

/**
 * Forget quality of TOFU: p of the two-sample Kolmogorov-Smirnov test between the truth ratios of an
 * unlearned model and those of one that never saw the forget set (open-unlearning `privacy.py` `ks_test`;
 * docs/protocols/measures.md#unlearning). High = cannot be told apart = good. Depends on n: compare at equal
 * n only. Null without a reference.
 */
export function forgetQuality(truthRatios: readonly number[], reference: readonly number[] | null): number | null {
  return reference === null ? null : (ks(truthRatios, reference)?.p ?? null)
}
