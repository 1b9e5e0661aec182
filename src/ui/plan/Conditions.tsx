import { useId, type ReactElement } from 'react'
import type { Condition } from '../../conditions/contract.ts'
import { CONDITIONS, conditionName, conditionTitle, parseCondition } from '../../conditions/registry.ts'
import { systemOwn } from '../../conditions/protects/system-own.ts'
import { NO_CONDITION } from '../../domain/condition-spec.ts'
import type { RunConfig } from '../../domain/run.ts'

const KINDS = [
  ['ask', 'Other ways to ask'],
  ['protect', 'Ways to protect'],
  ['tries', 'Several tries'],
] as const

type Chosen = Pick<RunConfig, 'conditions' | 'systemPrompt'>

/** Which conditions are measured, each against the plain question, and whether protections meet every way to ask. */
export function Conditions({ config, onChange }: { config: Chosen; onChange: (change: Chosen) => void }): ReactElement {
  const hint = useId()
  const names = (config.conditions ?? []).filter((name) => name !== NO_CONDITION)
  const single = CONDITIONS.filter(({ id }) => names.includes(id))
  const composed = names.filter((name) => !single.some(({ id }) => id === name))
  const crossed = pairsOf(single)
  const isCrossed = crossed.length > 0 && crossed.every((name) => composed.includes(name))
  // Those of a config file that are no pair of what is ticked stay in sight until they are taken out.
  const others = composed.filter((name) => !(isCrossed && crossed.includes(name)))
  const choose = (next: readonly Condition[], cross: boolean, rest: readonly string[]) => {
    const all = [...new Set([...next.map(({ id }) => id), ...(cross ? pairsOf(next) : []), ...rest])]
    const systemPrompt = next.includes(systemOwn) ? config.systemPrompt : undefined
    onChange({ conditions: [NO_CONDITION, ...all], systemPrompt })
  }
  return (
    <details className="field choices">
      <summary>Conditions: {names.length === 0 ? 'none' : names.length}</summary>
      <p className="muted">
        Every question is asked as the benchmark asks it, and again under each condition; what it changes is measured in
        pairs.
      </p>
      {KINDS.map(([kind, title]) => (
        <fieldset key={kind} className="field">
          <legend>{title}</legend>
          {CONDITIONS.filter((condition) => condition.kind === kind).map((condition) => (
            <label key={condition.id} className="option">
              <input
                type="checkbox"
                checked={single.includes(condition)}
                onChange={(event) =>
                  choose(
                    CONDITIONS.filter((other) => (other === condition ? event.target.checked : single.includes(other))),
                    isCrossed,
                    others,
                  )
                }
              />
              <span>
                {condition.title} <small className="muted">{condition.does}</small>
              </span>
            </label>
          ))}
          {kind === 'protect' && single.includes(systemOwn) && (
            <label className="field">
              Your own system prompt
              <textarea
                rows={3}
                required
                value={config.systemPrompt ?? ''}
                onChange={(event) => onChange({ systemPrompt: event.target.value })}
              />
            </label>
          )}
        </fieldset>
      ))}
      {others.length > 0 && (
        <fieldset className="field">
          <legend>Two at once</legend>
          {others.map((name) => (
            <label key={name} className="option">
              <input
                type="checkbox"
                checked
                onChange={() =>
                  choose(
                    single,
                    false,
                    composed.filter((other) => other !== name),
                  )
                }
              />
              {conditionTitle(name)}
            </label>
          ))}
        </fieldset>
      )}
      <label className="option">
        <input
          type="checkbox"
          checked={isCrossed}
          disabled={crossed.length === 0}
          aria-describedby={hint}
          onChange={(event) => choose(single, event.target.checked, others)}
        />
        <span>
          Each chosen way to ask under each chosen protection{' '}
          <small className="muted" id={hint}>
            {crossed.length === 0
              ? 'choose one of each first'
              : `${crossed.length} more ${crossed.length === 1 ? 'condition' : 'conditions'}, and a table of both`}
          </small>
        </span>
      </label>
    </details>
  )
}

/** Names of each way to ask together with each protection. */
function pairsOf(conditions: readonly Condition[]): string[] {
  const of = (kind: Condition['kind']) => conditions.filter((condition) => condition.kind === kind)
  return of('ask').flatMap((ask) =>
    of('protect').map((protect) => conditionName(parseCondition(`${ask.id}+${protect.id}`)!)),
  )
}
