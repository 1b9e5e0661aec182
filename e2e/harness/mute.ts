// Loads, listens, and answers nothing.
globalThis.addEventListener('message', () => undefined)
