import { expect, it } from 'vitest'
import { readFixture } from './fixtures.ts'

/** How many cases there are of each reference; a list within each case counts where it is what is compared. */
const COUNTS: readonly (readonly [
  fixture: string,
  what: string,
  cases: (fixture: Record<string, unknown>) => number,
])[] = [
  ...(
    [
      ['text', ['targets', 'predictions', 'bleu']],
      ['statistics', ['auc', 'ks', 'mcnemar', 'holm']],
      ['logistic', ['small']],
      [
        'likelihood',
        ['truthRatio', 'options', 'minK', 'forced', 'privLeak', 'forgetQuality', 'modelUtility', 'greedy'],
      ],
      ['exposure', ['interpolation', 'cdf']],
      ['skew-normal', ['fits', 'distances']],
    ] as const
  ).flatMap(([fixture, lists]) =>
    lists.map(
      (what) => [fixture, what, (cases: Record<string, unknown>) => (cases[what] as unknown[]).length] as const,
    ),
  ),
  [
    'exposure',
    'exposures by fit',
    ({ fits }) => (fits as { canaries: unknown[] }[]).flatMap((fit) => fit.canaries).length,
  ],
  ['text', 'stems', ({ stems }) => (stems as string).split(' ').length],
]

it.each(COUNTS)('%s: %s, 1,000 cases or more', (fixture, _what, cases) =>
  expect(cases(readFixture(fixture) as never)).toBeGreaterThanOrEqual(1000),
)
