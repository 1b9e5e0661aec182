import { useState, type ReactElement } from 'react'
import { Dialog } from '../kit/Dialog.tsx'
import { glossary } from './glossary.ts'

const TERMS = glossary()

/** Technical words of reports, a key away. */
export default function GlossaryDialog({ onClose }: { onClose: () => void }): ReactElement {
  const [text, setText] = useState('')
  const wanted = text.trim().toLowerCase()
  const found = TERMS.filter(({ term, means }) => `${term} ${means}`.toLowerCase().includes(wanted))
  return (
    <Dialog title="Glossary" onClose={onClose}>
      <label className="field">
        <span>Find</span>
        <input type="search" value={text} onChange={(event) => setText(event.target.value)} />
      </label>
      <p className="visually-hidden" role="status">
        {found.length} terms
      </p>
      <dl className="glossary">
        {found.map(({ term, means }) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{means}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
