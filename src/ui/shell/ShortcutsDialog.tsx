import type { ReactElement } from 'react'
import { Dialog } from '../kit/Dialog.tsx'
import { REVIEW_KEYS } from '../own/keys.ts'

const SHORTCUTS: readonly (readonly [string, string])[] = [
  ['?', 'Show these shortcuts'],
  ['G', 'Look up a technical word'],
  ['Space', 'Run: pause or resume'],
  ['J', 'Samples: next sample'],
  ['K', 'Samples: previous sample'],
  ['V', 'Run and Samples: reveal or hide the picture'],
  ...REVIEW_KEYS,
  ['Esc', 'Close a dialog'],
]

export function ShortcutsDialog({ onClose }: { onClose: () => void }): ReactElement {
  return (
    <Dialog title="Keyboard shortcuts" onClose={onClose}>
      <dl className="keys">
        {SHORTCUTS.map(([key, does]) => (
          <div key={`${key} ${does}`}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <p className="muted">Each of them is a button or a link as well. Single letters do nothing while you type.</p>
    </Dialog>
  )
}
