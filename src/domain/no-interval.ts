import type { NoInterval } from './run.ts'

/** Why a number stands without an interval, for a reader. */
export const NO_INTERVAL: Readonly<Record<NoInterval, string>> = {
  'few-groups': 'too few persons or pictures to say',
  'too-few': 'too few answers for the number itself',
  unbounded: 'its values have no bounds: one that was not met could change it at will',
  'least-at-zero': 'chance alone makes it more than 0: see what it is by chance, and its p',
  test: 'a p-value',
  'no-measurement': 'computed for comparison',
  'no-method': 'none is known to hold',
  'cross-validated': 'its fits share their answers: see where it lies by chance',
  'no-parts': 'what it is computed from has none',
  judge: 'how often the judge errs on such answers is not known',
}
