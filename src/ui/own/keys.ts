/** @file The review of own pictures by keyboard. */

export const REVIEW_KEYS: readonly (readonly [string, string])[] = [
  ['Enter', 'Own pictures: this is right, on to the next value'],
  ['Shift+Enter', 'Own pictures: back to the value before'],
  ['PgDn, PgUp', 'Own pictures: next or previous picture'],
  ['Space', 'Own pictures: ask for a value or not, on its tick'],
]

const PICTURES = '.own-picture h3'
/** Where Enter stops: at each picture, at each of its values, and at the button that keeps them all. */
const STOPS = `${PICTURES}, .own-values input[type="text"], button.primary`

/** The review's own keys; others, and those pressed where they have a meaning, are left alone. */
export function onReviewKey(event: KeyboardEvent, review: HTMLElement): void {
  if (event.ctrlKey || event.altKey || event.metaKey || !(event.target instanceof HTMLElement)) return
  const isPage = (event.key === 'PageDown' || event.key === 'PageUp') && !event.target.matches('select')
  if (!isPage && !(event.key === 'Enter' && event.target.matches(`${PICTURES}, .own-values input`))) return
  const stops = [...review.querySelectorAll<HTMLElement>(isPage ? PICTURES : STOPS)]
  const next =
    event.key === 'PageUp' || event.shiftKey ? lastBefore(stops, event.target) : firstAfter(stops, event.target)
  event.preventDefault()
  next?.focus()
}

/** Puts the focus on a picture's name: the last one's where there are not as many, `otherwise` where there is none. */
export function focusPicture(review: HTMLElement, index: number, otherwise: HTMLElement | null): void {
  const names = [...review.querySelectorAll<HTMLElement>(PICTURES)]
  ;(names[Math.min(index, names.length - 1)] ?? otherwise)?.focus()
}

function firstAfter(stops: readonly HTMLElement[], from: HTMLElement): HTMLElement | undefined {
  // A tick stands before the value that it belongs to.
  const own = from.closest('li')
  return stops.find((stop) => follows(from, stop) && (own === null || !own.contains(stop)))
}

function lastBefore(stops: readonly HTMLElement[], from: HTMLElement): HTMLElement | undefined {
  return stops.findLast((stop) => follows(stop, from) && !stop.contains(from))
}

function follows(a: HTMLElement, b: HTMLElement): boolean {
  return (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0
}
