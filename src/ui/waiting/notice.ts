/** @file A notice of the system when an audit ends: only for whoever asked for one, and only where nobody looks. */

let wanted = false

/** Whether somebody asked for it in this tab. */
export function noticeWanted(): boolean {
  return wanted
}

/** No longer. */
export function leaveNotice(): void {
  wanted = false
}

/**
 * Asks the browser, which asks the person.
 * @returns whether a notice will come; false where the browser has none or was told no.
 */
export async function wantNotice(): Promise<boolean> {
  if (!('Notification' in globalThis)) return false
  wanted = (await Notification.requestPermission()) === 'granted'
  return wanted
}

/**
 * Says how an audit ended, if that was asked for and the tab is hidden. Models' names stand in it, never a value; no
 * picture, which would have to be fetched.
 */
export function giveNotice(title: string, body: string): void {
  if (!wanted || document.visibilityState === 'visible') return
  try {
    const notice = new Notification(title, { body, tag: 'leakscope-audit' })
    notice.addEventListener('click', () => {
      window.focus()
      notice.close()
    })
  } catch {
    // Browsers of telephones have the constructor and refuse it; the title of the tab says the same.
  }
}
