import { useEffect, useState, type ReactElement, type ToggleEvent } from 'react'
import { errorText } from '../../domain/errors.ts'
import type { CapabilityCard, ModelListing } from '../../run/index.ts'
import { useSession } from '../session.ts'

const PARTS = [
  ['works', 'Works'],
  ['missing', 'Does not work'],
  ['guessed', 'Guessed'],
] as const

/** What a model's files say of it, before a weight is read. */
export function Capabilities({ card }: { card: CapabilityCard }): ReactElement {
  return (
    <dl className="capabilities">
      {PARTS.filter(([part]) => card[part].length > 0).map(([part, title]) => (
        <div key={part} className={part === 'missing' ? 'state-bad' : undefined}>
          <dt>{title}</dt>
          {card[part].map((line) => (
            <dd key={line}>{line}.</dd>
          ))}
        </div>
      ))}
    </dl>
  )
}

/** The same of a model in the list, looked up when it is opened. */
export function ModelCapabilities({ model }: { model: ModelListing }): ReactElement {
  const session = useSession()
  const [open, setOpen] = useState(false)
  const [found, setFound] = useState<CapabilityCard | string | null>(null)
  // Of each list anew: another folder of that name may have been picked.
  useEffect(() => {
    if (!open) return
    let current = true
    const show = (card: CapabilityCard | string): void => {
      if (current) setFound(card)
    }
    session.inspectModel(model.id).then(show, (error: unknown) => show(errorText(error)))
    return () => {
      current = false
    }
  }, [open, model, session])
  return (
    <details onToggle={({ currentTarget }: ToggleEvent<HTMLDetailsElement>) => setOpen(currentTarget.open)}>
      <summary aria-label={`What it can do here: ${model.name}`}>What it can do here</summary>
      {found === null && <p className="muted">Reading its files…</p>}
      {typeof found === 'string' && <p className="state-bad">{found}</p>}
      {found !== null && typeof found !== 'string' && <Capabilities card={found} />}
    </details>
  )
}
