import { useEffect, useEffectEvent } from 'react'

/** Elements that use plain keys themselves. */
const TYPING = 'input, select, textarea, [contenteditable]'
/** Elements that Space and Enter press. */
const PRESSABLE = 'button, a[href], summary, [role=button]'

/**
 * Calls `action` when `key` is pressed without modifiers, unless the focus is where that key has a meaning of
 * its own, or a dialog is open.
 */
export function useShortcut(key: string, action: () => void, enabled = true): void {
  const act = useEffectEvent(action)
  useEffect(() => {
    if (!enabled) return
    const listen = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== key.toLowerCase() || event.ctrlKey || event.metaKey || event.altKey) return
      const target = event.target instanceof Element ? event.target : null
      if (target?.closest(TYPING) || document.querySelector('dialog[open]')) return
      if ((key === ' ' || key === 'Enter') && target?.closest(PRESSABLE)) return
      event.preventDefault()
      act()
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [key, enabled])
}
