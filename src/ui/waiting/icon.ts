/** @file The tab's icon: a ring that fills while an audit runs, a sign when it has ended. */

export type IconState = { readonly share: number } | 'paused' | 'done' | 'failed'

/** public/icons/icon.svg to the letter: to name the file again would be a request, which a run must not make. */
export const OWN_ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512"><rect width="512" height="512" rx="96" fill="#0a5a92"/><g fill="none" stroke="#fff" stroke-width="30" stroke-linecap="round" stroke-linejoin="round"><circle cx="230" cy="230" r="118"/><path d="M318 318l82 82"/><path fill="#fff" stroke="none" d="M230 160c34 42 51 68 51 89a51 51 0 0 1-102 0c0-21 17-47 51-89z"/></g></svg>'

/** So many steps are told apart at the size of a tab's icon. */
const STEPS = 20
const RADIUS = 160

const SIGNS = {
  paused: '<path d="M206 190v132M306 190v132"/>',
  done: '<path d="M170 262l62 62 116-134"/>',
  failed: '<path d="M186 186l140 140M326 186L186 326"/>',
} as const
const FIELD = { paused: '#5b6570', done: '#1d6f42', failed: '#a3261d' } as const

/** The step of a state: the same for shares that look the same. */
export function stepOf(state: IconState): string {
  return typeof state === 'string' ? state : String(Math.floor(Math.min(1, Math.max(0, state.share)) * STEPS))
}

const ring = (attributes: string) => `<circle cx="256" cy="256" r="${RADIUS}" ${attributes}/>`

/** An SVG as text, in the colours of the app's own icon. */
export function iconOf(state: IconState): string {
  const step = stepOf(state)
  const field = typeof state === 'string' ? FIELD[state] : '#0a5a92'
  const inner =
    typeof state === 'string'
      ? `<g fill="none" stroke="#fff" stroke-width="44" stroke-linecap="round" stroke-linejoin="round">${SIGNS[state]}</g>`
      : `<g fill="none" stroke="#fff" stroke-width="72" transform="rotate(-90 256 256)">${ring('stroke-opacity=".3"')}${ring(`pathLength="${STEPS}" stroke-dasharray="${step} ${STEPS}"`)}</g>`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512"><rect width="512" height="512" rx="96" fill="${field}"/>${inner}</svg>`
}

/** Puts it in place of the page's icon, without a request. @returns how to put the page's own back, without one too. */
export function showIcon(state: IconState): () => void {
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]')
  if (link === null) return () => undefined
  const put = (svg: string) => (link.href = `data:image/svg+xml,${encodeURIComponent(svg)}`)
  put(iconOf(state))
  return () => put(OWN_ICON)
}
