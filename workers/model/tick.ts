const channel = new MessageChannel()
const waiting: (() => void)[] = []
channel.port1.onmessage = () => waiting.shift()?.()

/**
 * Lets waiting messages in. On WASM everything else yields microtasks only, and an abort would be seen after
 * the last token.
 */
export function tick(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve)
    channel.port2.postMessage(0)
  })
}
