/**
 * @file The hub page (policy.mjs, [Note: The hub page]): it owns the model writer, which writes models to
 * this machine, and shows the frame that talks to the hub. It may reach its own origin alone, and takes
 * nothing from its address, so nothing of the app can go out through it.
 */
import './page.css'
import { errorText, LeakscopeError } from '../../domain/errors.ts'
import { protection } from '../../../workers/service/register.ts'
import { createModelWriter } from '../../workers/model-store.ts'
import type { FrameInit, FrameMachine, FrameMessage } from '../frame/types.ts'

/** Also in scripts/policy.mjs. */
const FRAME = 'hub.html'
const CONFIG = 'hub.json'
const PATIENCE_MS = 15_000

const theme = storedTheme()
if (theme !== 'system') document.documentElement.dataset['theme'] = theme

open().catch((error: unknown) => say(errorText(error)))

async function open(): Promise<void> {
  const { enforcedBy } = await protection()
  if (enforcedBy === 'none')
    throw new LeakscopeError(
      'unprotected',
      'This page stays closed: nothing protects this page. Reload it once; if that does not help, open Leakscope from a host that sends its security headers, or with npm start.',
    )
  // Typed as always there; WebKitGTK has none.
  const storage: Partial<StorageManager> | undefined = navigator.storage
  if (storage?.getDirectory === undefined)
    throw new LeakscopeError(
      'quota',
      'This page stays closed: this browser gives no storage for models. Download the model’s files another way, and pick their folder in the app.',
    )
  const modelWriter = createModelWriter()
  const [endpoint, machine] = await Promise.all([hubEndpoint(), askMachine(), modelWriter.start()])
  // Models are large and slow to fetch: the browser is asked not to evict them.
  // A refusal changes nothing.
  void navigator.storage.persist().catch(() => undefined)

  const frame = document.createElement('iframe')
  frame.title = 'Model hub'
  frame.src = FRAME
  // No `sandbox` attribute: a service worker would not be asked for such a frame, and where the host sends no
  // headers it is what adds the policy.
  const timer = setTimeout(
    () => say('The hub’s page did not open. The host of this app changes its files or headers; use npm start.'),
    PATIENCE_MS,
  )
  addEventListener('message', ({ source, origin, data }: MessageEvent<FrameMessage>) => {
    if (source !== frame.contentWindow) return
    // The policy that takes its storage away also takes its origin.
    if (origin !== 'null') return say('The hub’s page came without its policy and was closed. Reload this page.')
    if (data === 'leakscope-hub-close') return close()
    if (data !== 'leakscope-hub-ready') return
    clearTimeout(timer)
    document.getElementById('say')?.remove()
    const { port1, port2 } = new MessageChannel()
    // The frame's calls go to the model writer past this page, which therefore looks after it for as long as
    // the frame is there.
    modelWriter.serve(port1).catch((error: unknown) => say(errorText(error)))
    const init: FrameInit = { kind: 'leakscope-hub', endpoint, theme, machine }
    // Its origin is opaque and has no name to send to; the window is known.
    frame.contentWindow?.postMessage(init, '*', [port2])
    frame.focus()
  })
  page().append(frame)
}

/** A tab that a link opened may close itself; one that the user opened goes to the app. */
function close(): void {
  window.close()
  setTimeout(() => location.assign('./'), 200)
}

async function hubEndpoint(): Promise<string> {
  const response = await fetch(CONFIG, { cache: 'no-store' })
  const { endpoint } = (await response.json()) as { endpoint?: unknown }
  if (typeof endpoint !== 'string')
    throw new LeakscopeError('bad-config', `${CONFIG} does not say where the hub is: its "endpoint" must be a URL`)
  return endpoint
}

async function askMachine(): Promise<FrameMachine> {
  const { quota, usage } = await navigator.storage.estimate()
  const adapter = 'gpu' in navigator ? await navigator.gpu.requestAdapter().catch(() => null) : null
  return {
    webgpu: adapter !== null && !adapter.info.isFallbackAdapter,
    float16: adapter?.features.has('shader-f16') ?? false,
    free: quota === undefined || usage === undefined ? null : Math.max(0, quota - usage),
  }
}

/** As src/ui/theme.ts keeps it. */
function storedTheme(): FrameInit['theme'] {
  try {
    const stored = localStorage.getItem('leakscope.theme')
    return stored === 'light' || stored === 'dark' ? stored : 'system'
  } catch {
    return 'system'
  }
}

function page(): Element {
  return document.querySelector('main') ?? document.body
}

function say(text: string): void {
  document.querySelector('iframe')?.remove()
  const line = document.getElementById('say') ?? page().appendChild(document.createElement('p'))
  line.id = 'say'
  const back = document.createElement('a')
  back.href = './'
  back.textContent = 'Back to Leakscope'
  line.replaceChildren(text, ' ', back)
}
