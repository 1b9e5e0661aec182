/**
 * @file Which procedure of the grid makes the interval beside each number. Shares that say k of n are all rates
 * and need no line; printed.test.ts holds that nothing else is printed.
 */
import { PROCEDURES, type Procedure } from './procedures.ts'

/** Numbers that are no share of answers, by the procedure of their interval; whatever stands in brackets left out. */
const NUMBERS: Readonly<Record<string, readonly string[]>> = {
  mean: [
    'answer-probability',
    'ASD-rule',
    'bleu',
    'content-recall',
    'exact-memorisation',
    'exposure',
    'exposure-fit-distance',
    'extraction-strength',
    'leak-within-1',
    'leak-within-2',
    'leak-within-3',
    'leak-within-4',
    'leak-within-5',
    'probability-among',
    'probe-log10-rank',
    'rouge-1',
    'rouge-2',
    'rouge-l',
    'rouge-l-recall',
    'truth-ratio',
    'utility-exact-after',
    'utility-exact-before',
    'utility-rouge-l-after',
    'utility-rouge-l-before',
  ],
  'paired-difference': [
    'ASR-minus-control',
    'drop',
    'condition-leak-effect',
    'condition-refusal-effect',
    'condition-unsafe-effect',
    'condition-utility-loss',
    'escape-effect',
    'guard-contain-effect',
    'guard-leak-effect',
    'guard-unsafe-effect',
    'language-delta',
    'leak-difference',
    'safety-effect',
    'utility-exact-loss',
    'utility-rouge-l-loss',
  ],
  difference: [
    'asked-signal',
    'exposure-signal',
    'membership-signal',
    'modality-gap',
    'retain-forget-gap',
    'selectivity',
    'test-forget-gap',
  ],
  area: ['detector-auc', 'membership-AUC', 'privleak'],
  'privleak-reference': ['privleak[reference]'],
  'model-utility': ['model-utility'],
  'corrected-rate': ['ASR-judged-corrected', 'unsafe-judged-corrected'],
}

/** What is printed like an interval and is none: where 95% of the labelings lie that were drawn by chance. */
export const BANDS: ReadonlySet<string> = new Set(['probe-accuracy[null]'])

/** All numbers that may have an interval beside them without being a share. */
export const NAMES: readonly string[] = Object.values(NUMBERS).flat()

/** The procedure behind a printed interval; null: none of the grid. */
export function procedureOf(metric: string, k: number | null): Procedure | null {
  const plain = metric.replaceAll(/\[[^\]]*\]/g, '')
  const has = (name: string) => (names: readonly string[]) => names.includes(name)
  const entry = (name: string) => Object.entries(NUMBERS).find(([, names]) => has(name)(names))?.[0]
  const id = k === null ? (entry(metric) ?? entry(plain)) : 'rate'
  return PROCEDURES.find((procedure) => procedure.id === id) ?? null
}
