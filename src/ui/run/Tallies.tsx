import type { ReactElement } from 'react'
import { counted } from '../../domain/counted.ts'
import { OUTCOMES } from '../../domain/score.ts'
import { OUTCOME_TEXT } from '../../report/model/text.ts'
import type { RunSnapshot } from '../../run/index.ts'

/** Outcomes counted so far. */
export function Tallies({ run }: { run: RunSnapshot }): ReactElement {
  const told = OUTCOMES.reduce((sum, outcome) => sum + run.outcomes[outcome], 0)
  return (
    <section className="card" aria-labelledby="tallies">
      <h2 id="tallies">So far</h2>
      <dl className="tallies">
        {OUTCOMES.map((outcome) => (
          <div key={outcome}>
            <dt>
              <span className={`swatch outcome-${outcome}`} aria-hidden="true">
                {OUTCOME_TEXT[outcome].icon}
              </span>
              {OUTCOME_TEXT[outcome].word}
            </dt>
            <dd>{run.outcomes[outcome]}</dd>
          </div>
        ))}
      </dl>
      <p className="muted">
        {told === 0 ? 'No answer yet.' : `Of ${counted(told, 'answer')}.`} Disclosure and retention are counted together
        here; the report keeps them apart.
      </p>
    </section>
  )
}
