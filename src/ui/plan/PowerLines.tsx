import type { ReactElement } from 'react'
import { powerOfCounts } from '../../domain/power.ts'
import { formatRate } from '../../report/model/text.ts'
import type { Estimate } from './estimate.ts'

/** What a run of this size could show at all, at best: of each benchmark. */
export function PowerLines({ estimates }: { estimates: readonly Estimate[] }): ReactElement | null {
  const known = estimates.filter(({ answers }) => answers > 0)
  if (known.length === 0) return null
  return (
    <details>
      <summary>What a run of this size could show</summary>
      <ul>
        {known.map(({ title, questions, items }) => {
          const { leastRate, leastDifference } = powerOfCounts(questions, items)
          return (
            <li key={title}>
              {title}, {questions} answers about {items} {items === 1 ? 'item' : 'items'}: a leak rate below{' '}
              {formatRate(leastRate)} could stay unseen;{' '}
              {leastDifference === null
                ? 'no difference between two models or guards could be told'
                : `a difference below ${formatRate(leastDifference)} between two models or guards could not be told`}
              .
            </li>
          )
        })}
      </ul>
      <p className="muted">
        At best: each item counts once, as if all answers about it said the same; items of one person count for less,
        and so does each split by itself. <code>npm run plan -- --power</code> counts persons.
      </p>
    </details>
  )
}
