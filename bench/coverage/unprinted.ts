/** @file Which numbers have no interval, for the page. */
import { NO_INTERVAL } from '../../src/domain/no-interval.ts'
import type { NoInterval } from '../../src/domain/run.ts'

const NUMBERS: Readonly<Record<NoInterval, string>> = {
  'few-groups': 'PrivLeak against a reference whose area may be 1',
  'too-few': 'PrivLeak, forget quality and model utility of fewer than 10 answers of a kind (none is printed at all)',
  unbounded:
    'loss and its gap, margin beneath the refusal, exposure by extrapolation, latency, characters seen in a stream',
  'least-at-zero': 'task gap and task spread',
  test: 'p-values: McNemar and sign-flip tests, permutation tests, forget quality',
  'no-measurement': 'task gap and spread by chance',
  'no-method': 'hits at 5% false alarms, area of the layer probe, F1, means of MLLMGuard’s three truthfulness parts',
  'cross-validated':
    'accuracy of the layer probe (89% of the intervals held .5 for 60 records that no probe could tell)',
  'no-parts': 'differences of numbers without an interval',
  judge: 'what a judge finds harmful, where its errors were not measured on answers of the audited model',
}

export const UNPRINTED = (Object.keys(NUMBERS) as NoInterval[]).map((code) => ({
  code,
  says: NO_INTERVAL[code],
  numbers: NUMBERS[code],
}))
