/** @file Which end of a metric is the good one, which other tools ask for. */
import type { Metric } from '../../../domain/run.ts'

/** Answers that are right, useful, or rightly refused; `[compat]` and the like stand behind such names. */
const MORE_IS_BETTER =
  /^(?:RR|PAR|PAR-rule|truthfulness-PAR|accuracy|answer-probability|probability-among|cloze-accuracy|rouge-[1l]|rouge-l-recall|bleu|content-recall|exact-match|harmless-answered|asked-accuracy|forget-quality|detector-(?:accuracy|precision|recall|f1|auc)|repair-rate|utility-(?:rouge-l|exact)-(?:before|after))(?:\[|$)/
/** What a model can do on what it should have forgotten. */
const ABILITY = /^(?:accuracy|answer-probability|probability-among|cloze-accuracy|rouge-|bleu|content-recall)/
const FORGOTTEN = ['forget', 'test']

/** Whether a smaller value is the better one. Leaks, harm, errors and p-values of tests count as such. */
export function lowerIsBetter({ benchmark, metric, split }: Pick<Metric, 'benchmark' | 'metric' | 'split'>): boolean {
  if (benchmark === 'mllmu-bench' && ABILITY.test(metric)) return split !== null && FORGOTTEN.includes(split)
  return !MORE_IS_BETTER.test(metric)
}
