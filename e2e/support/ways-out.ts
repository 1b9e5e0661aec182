/**
 * @file Every way in which code in a page or a worker could send something to another address, each tried for
 * real. Runs inside the browser.
 */

export interface Target {
  /** An origin that answers everybody, with `/` at its end. */
  readonly http: string
  /** A port on 127.0.0.1 that hears UDP. */
  readonly udp: number
}

type Way = (target: Target) => unknown

/** Ways that leave the page where it is. */
export const PAGE_WAYS: Readonly<Record<string, Way>> = {
  fetch: ({ http }) => fetch(`${http}fetch`),
  'fetch without CORS': ({ http }) => fetch(`${http}no-cors`, { mode: 'no-cors', method: 'POST', body: 'x' }),
  'fetch that outlives the page': ({ http }) => fetch(`${http}keepalive`, { mode: 'no-cors', keepalive: true }),
  XMLHttpRequest: ({ http }) => {
    const request = new XMLHttpRequest()
    request.open('GET', `${http}xhr`)
    request.send()
  },
  beacon: ({ http }) => navigator.sendBeacon(`${http}beacon`, 'x'),
  WebSocket: ({ http }) => void new WebSocket(`${http.replace('http', 'ws')}socket`),
  EventSource: ({ http }) => void new EventSource(`${http}events`),
  'Cache.add': async ({ http }) =>
    (await caches.open('ways-out')).add(new Request(`${http}cache`, { mode: 'no-cors' })),
  'module import': ({ http }) => import(/* @vite-ignore */ `${http}import`),
  'dedicated worker': ({ http }) => void new Worker(`${http}worker`),
  'shared worker': ({ http }) => void new SharedWorker(`${http}shared-worker`),
  'font face': ({ http }) => new FontFace('way', `url(${http}font)`).load(),
  picture: ({ http }) => {
    new Image().src = `${http}picture`
  },
  video: ({ http }) => append('video', { src: `${http}video` }),
  audio: ({ http }) => append('audio', { src: `${http}audio`, preload: 'auto' }),
  object: ({ http }) => append('object', { data: `${http}object` }),
  embed: ({ http }) => append('embed', { src: `${http}embed` }),
  script: ({ http }) => append('script', { src: `${http}script` }),
  'style sheet': ({ http }) => append('link', { rel: 'stylesheet', href: `${http}style` }),
  'style attribute': ({ http }) => append('div', { style: `background: url(${http}background)` }),
  'constructed style sheet': ({ http }) => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(`body { background: url(${http}constructed) }`)
    document.adoptedStyleSheets.push(sheet)
  },
  'SVG picture': ({ http }) => {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
    const image = document.createElementNS('http://www.w3.org/2000/svg', 'image')
    image.setAttribute('href', `${http}svg`)
    svg.append(image)
    document.body.append(svg)
  },
  'link ping': ({ http }) => append('a', { href: '#x', ping: `${http}ping` }).click(),
  prefetch: ({ http }) => append('link', { rel: 'prefetch', href: `${http}prefetch` }),
  preload: ({ http }) => append('link', { rel: 'preload', as: 'image', href: `${http}preload` }),
  modulepreload: ({ http }) => append('link', { rel: 'modulepreload', href: `${http}modulepreload` }),
  icon: ({ http }) => append('link', { rel: 'icon', href: `${http}icon` }),
  manifest: ({ http }) => append('link', { rel: 'manifest', href: `${http}manifest` }),
  'speculation rules': ({ http }) => {
    const script = document.createElement('script')
    script.type = 'speculationrules'
    script.textContent = JSON.stringify({ prefetch: [{ source: 'list', urls: [`${http}speculation`] }] })
    document.head.append(script)
  },
  frame: ({ http }) => append('iframe', { src: `${http}frame` }),
  'form into a frame': ({ http }) => {
    append('iframe', { name: 'target' })
    const form = append('form', { action: `${http}form`, method: 'post', target: 'target' })
    if (form instanceof HTMLFormElement) form.submit()
  },
}

const WEBRTC: Way = async ({ udp }) => {
  const connection = new RTCPeerConnection({ iceServers: [{ urls: `stun:127.0.0.1:${udp}` }] })
  connection.createDataChannel('x')
  await connection.setLocalDescription(await connection.createOffer())
}

/** Ways out of the page itself, if they are not closed. */
export const LEAVING_WAYS: Readonly<Record<string, Way>> = {
  'location.href': ({ http }) => {
    location.href = `${http}location`
  },
  'location.replace': ({ http }) => location.replace(`${http}replace`),
  'a link that is clicked': ({ http }) => append('a', { href: `${http}link` }).click(),
  'a link outside the document': ({ http }) => {
    const link = document.createElement('a')
    link.href = `${http}detached`
    link.click()
  },
  'a form': ({ http }) => {
    const form = append('form', { action: `${http}form`, method: 'get' })
    if (form instanceof HTMLFormElement) form.submit()
  },
  'meta refresh': ({ http }) => {
    const meta = document.createElement('meta')
    meta.httpEquiv = 'refresh'
    meta.content = `0;url=${http}refresh`
    document.head.append(meta)
  },
  'a new window': ({ http }) => void window.open(`${http}open`),
  'a link into a new window': ({ http }) => append('a', { href: `${http}blank`, target: '_blank' }).click(),
  WebRTC: WEBRTC,
}

/** Ways through a frame or a window of the code's own, which no script of ours has seen. */
export const OF_ITS_OWN_WINDOW: Readonly<Record<string, Way>> = {
  'WebRTC of a fresh frame': async ({ udp }) => {
    const frame = document.createElement('iframe')
    document.body.append(frame)
    const { RTCPeerConnection: Connection } = frame.contentWindow as unknown as typeof globalThis
    const connection = new Connection({ iceServers: [{ urls: `stun:127.0.0.1:${udp}` }] })
    connection.createDataChannel('x')
    await connection.setLocalDescription(await connection.createOffer())
  },
  'a window opened by a fresh frame': ({ http }) => {
    const frame = document.createElement('iframe')
    document.body.append(frame)
    frame.contentWindow?.open(`${http}frame-open`)
  },
  'a link outside the document into a new window': ({ http }) => {
    const link = document.createElement('a')
    link.href = `${http}detached-blank`
    link.target = '_blank'
    link.click()
  },
}

/** What a worker has. There is no WebRTC in workers. */
export const WORKER_WAYS: Readonly<Record<string, Way>> = {
  fetch: ({ http }) => fetch(`${http}fetch`),
  'fetch without CORS': ({ http }) => fetch(`${http}no-cors`, { mode: 'no-cors', method: 'POST', body: 'x' }),
  XMLHttpRequest: PAGE_WAYS['XMLHttpRequest']!,
  WebSocket: PAGE_WAYS['WebSocket']!,
  EventSource: PAGE_WAYS['EventSource']!,
  'Cache.add': PAGE_WAYS['Cache.add']!,
  'module import': PAGE_WAYS['module import']!,
  'worker of the worker': PAGE_WAYS['dedicated worker']!,
  'font face': PAGE_WAYS['font face']!,
  WebRTC: WEBRTC,
}

declare function append(tag: string, attributes: Record<string, string>): HTMLElement

/** What the ways above call; defined in the page, because a function that is sent there takes nothing along. */
export function defineAppend(): void {
  Object.assign(globalThis, {
    append: (tag: string, attributes: Record<string, string>) => {
      const element = document.createElement(tag)
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
      document.body.append(element)
      return element
    },
  })
}
