/** @file The screen stays on while an audit runs, where the browser can and may. */
import { useSyncExternalStore } from 'react'

let held = false
const listeners = new Set<() => void>()

function set(next: boolean): void {
  if (held === next) return
  held = next
  for (const listener of listeners) listener()
}

/** Whether the screen is kept on at this moment: asked for, granted, and not let go of. */
export function useScreenOn(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => held,
  )
}

/** Asks for it, and again whenever the tab is seen again: a hidden tab loses it by itself. @returns how to end it. */
export function keepScreenOn(): () => void {
  let ended = false
  let lock: WakeLockSentinel | null = null
  const ask = async (): Promise<void> => {
    if (ended || document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return
    lock = await navigator.wakeLock.request('screen')
    if (ended) return lock.release()
    const own = lock
    own.addEventListener('release', () => {
      if (lock === own) set(false)
    })
    set(true)
  }
  // A refusal (a battery that is low) costs the screen, not the audit.
  const asked = () => void ask().catch(() => undefined)
  asked()
  document.addEventListener('visibilitychange', asked)
  return () => {
    ended = true
    document.removeEventListener('visibilitychange', asked)
    void lock?.release().catch(() => undefined)
    set(false)
  }
}
