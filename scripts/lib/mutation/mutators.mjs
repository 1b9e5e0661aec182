/**
 * @file What Stryker lacks for this repository, as a plugin. Loaded by name in run.ts.
 *
 * Numbers: Stryker leaves them as they are, but half of what can be wrong in a measure is a constant (a
 * threshold, a share, a least count). Each is mutated to its neighbours: a whole number by one up and one
 * down, any other to its double and its half. The list of mutators is no extension point of Stryker 9, so the
 * mutator is put into it by path; the version is pinned, and a version without that list fails at once.
 *
 * Messages: the words of a thrown error are prose, and no mutant.
 */
import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin'

const { allMutators } = await import(
  new URL('../../../node_modules/@stryker-mutator/instrumenter/dist/src/mutators/mutate.js', import.meta.url).href
)

/** @param {number} value */
function neighbours(value) {
  if (!Number.isInteger(value)) return [value * 2, value / 2]
  return value === 0 ? [1] : [value + 1, value - 1]
}

allMutators.push({
  name: 'NumericLiteral',
  /** @param {any} path A Babel path. */
  *mutate(path) {
    if (!path.isNumericLiteral() || path.parentPath.isTSLiteralType()) return
    for (const value of neighbours(path.node.value)) yield { type: 'NumericLiteral', value }
  },
})

export const strykerPlugins = [
  declareValuePlugin(PluginKind.Ignore, 'messages', {
    shouldIgnore(/** @type {any} */ path) {
      if (path.isThrowStatement()) return 'what a thrown error says'
      return undefined
    },
  }),
]
