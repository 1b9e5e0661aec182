/**
 * @file The frame of the hub page: an origin of its own, without any storage. It waits for the hub page to say
 * where the hub is.
 */
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { tokenCss } from '../../report/view/style.ts'
import '../../ui-kit/base.css'
import '../../ui-kit/kit.css'
import './frame.css'
import { HubFrame } from './HubFrame.tsx'
import { modelWriterOn } from './model-store.ts'
import type { FrameInit, FrameMessage } from './types.ts'

const sheet = new CSSStyleSheet()
sheet.replaceSync(tokenCss)
document.adoptedStyleSheets = [sheet]

const tell = (message: FrameMessage) => parent.postMessage(message, '*')

addEventListener('message', ({ source, data, ports: [port] }: MessageEvent<Partial<FrameInit>>) => {
  if (source !== parent || data.kind !== 'leakscope-hub' || port === undefined) return
  const init = data as FrameInit
  if (init.theme !== 'system') document.documentElement.dataset['theme'] = init.theme
  createRoot(document.getElementById('root')!).render(
    <StrictMode>
      <HubFrame
        endpoint={init.endpoint}
        machine={init.machine}
        modelWriter={modelWriterOn(port)}
        onClose={() => tell('leakscope-hub-close')}
      />
    </StrictMode>,
  )
})
// Nobody frames it when its address is opened by hand.
if (parent !== self) tell('leakscope-hub-ready')
