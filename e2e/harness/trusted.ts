/**
 * @file Imported first by the pages that tests bring: what `public/seal.js` does for the app's own, so that
 * they may start workers.
 */
interface Factory {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): void
}

const factory = Reflect.get(globalThis, 'trustedTypes') as Factory | undefined
factory?.createPolicy('default', { createScriptURL: (url) => url })
