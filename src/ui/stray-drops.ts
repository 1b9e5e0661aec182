/** A file let go beside the place for it would be opened by the browser in place of the app, whatever was running. */
export function catchStrayDrops(): void {
  for (const type of ['dragover', 'drop'] as const) {
    globalThis.addEventListener(type, (event) => {
      if (event.defaultPrevented) return
      event.preventDefault()
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'none'
    })
  }
}
