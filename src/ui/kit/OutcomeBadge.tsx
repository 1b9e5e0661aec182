import type { ReactElement } from 'react'
import type { Outcome } from '../../domain/score.ts'
import { OUTCOME_TEXT } from '../../report/model/text.ts'

/** An outcome by sign, word and colour. */
export function OutcomeBadge({ outcome }: { outcome: Outcome }): ReactElement {
  return (
    <span className="badge">
      <span className={`swatch outcome-${outcome}`} aria-hidden="true">
        {OUTCOME_TEXT[outcome].icon}
      </span>
      {OUTCOME_TEXT[outcome].word}
    </span>
  )
}
