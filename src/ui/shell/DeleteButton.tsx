import type { ReactElement } from 'react'
import type { Deletions } from './deletions.ts'

/** Deletes after a moment, in which it takes the deletion back. */
export function DeleteButton({
  kind,
  id,
  name,
  disabled,
  deletions,
}: {
  kind: 'run' | 'shard'
  id: string
  name: string
  disabled: boolean
  deletions: Deletions
}): ReactElement {
  const pending = deletions.isPending(kind, id)
  return (
    <span className="actions">
      <small role="status">{pending && 'Deleted in a moment, or when this closes'}</small>
      <button
        type="button"
        disabled={disabled}
        onClick={() => (pending ? deletions.undo(kind, id) : deletions.schedule(kind, id))}
        aria-label={pending ? `Undo: keep ${name}` : `Delete ${name}`}
      >
        {pending ? 'Undo' : 'Delete'}
      </button>
    </span>
  )
}
