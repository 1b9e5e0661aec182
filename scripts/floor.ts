/**
 * The oldest browsers that the app is to run in; docs/browsers.md says the same. The build lowers syntax to
 * it, scripts/compat.ts looks at the rest.
 */
export const FLOOR = { chrome: 128, firefox: 140, safari: 26 } as const
export type Engine = keyof typeof FLOOR
export const ENGINES = ['chrome', 'firefox', 'safari'] as const satisfies readonly Engine[]
