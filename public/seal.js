/**
 * @file Runs in each page before any other script, and closes what a policy leaves open where the browser does not know `Connection-Allowlist`
 * (docs/adr/0027): WebRTC, navigation to other origins, new windows. Strings become script addresses for this origin alone, and never markup.
 * It is a second lock: code that makes a frame of its own has a window that this script never saw.
 */
// @ts-check
;(() => {
  'use strict'
  const { origin } = location
  /** @param {string} url */
  const isOurs = (url) => {
    const to = URL.parse?.(url, location.href) ?? new URL(url, location.href)
    return to.origin === origin
  }

  for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection', 'mozRTCPeerConnection'])
    if (name in globalThis) Object.defineProperty(globalThis, name, { value: undefined })

  Object.defineProperty(globalThis, 'open', { value: () => null })

  globalThis.navigation?.addEventListener('navigate', (event) => {
    if (!isOurs(event.destination.url)) event.preventDefault()
  })

  /** @param {Event} event */
  const guardLink = (event) => {
    const link = event.composedPath().find((target) => target instanceof Element && target.matches('a[href], area[href]'))
    if (link instanceof HTMLAnchorElement && !isOurs(link.href)) event.preventDefault()
    if (link instanceof HTMLAreaElement && !isOurs(link.href)) event.preventDefault()
  }
  addEventListener('click', guardLink, true)
  addEventListener('auxclick', guardLink, true)

  /** @type {{ createPolicy(name: string, rules: { createScriptURL(url: string): string }): void } | undefined} */
  const trustedTypes = Reflect.get(globalThis, 'trustedTypes')
  trustedTypes?.createPolicy('default', {
    createScriptURL(url) {
      if (isOurs(url)) return url
      throw new TypeError(`${url}: scripts come from ${origin} alone`)
    },
  })
})()
