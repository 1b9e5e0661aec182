import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { compatData, lackedBy, usesIn } from './compat.ts'

/**
 * What may be used, after a look whether it is there, although a browser of the floor lacks it, and why it is
 * no harm there. Each must still be in use.
 */
const ALLOWED: readonly { readonly feature: RegExp; readonly because: string }[] = [
  { feature: /^(Worker)?Navigator\.gpu$|^GPU/, because: 'looked for first; models run on WebAssembly without it' },
  {
    feature: /\.imageSmoothingQuality$/,
    because: 'a wish: without it pictures are made smaller somewhat more coarsely',
  },
]

/** Projects of what runs in a browser. */
const PROJECTS = readdirSync('tsconfig')
  .filter((name) => !/^(base|node)\./.test(name))
  .map((name) => `tsconfig/${name}`)
const data = compatData()

test('the app uses nothing that a browser of the floor lacks', { timeout: 120_000 }, () => {
  const uses = usesIn(PROJECTS)
  const known = uses.flatMap(({ names, at }) => {
    const feature = names.find((name) => lackedBy(name, data) !== null)
    return feature === undefined ? [] : [{ feature, at, engines: lackedBy(feature, data)! }]
  })
  // Were names read wrongly, nothing would be found lacking.
  expect(known.length / uses.length).toBeGreaterThan(0.7)
  const lacking = known.filter(({ engines }) => engines.length > 0)
  const wrong = lacking.filter(({ feature }) => !ALLOWED.some((allowed) => allowed.feature.test(feature)))
  expect(wrong.map(({ feature, at, engines }) => `${at}: ${engines.join(' and ')} lacks ${feature}`)).toEqual([])
  const unused = ALLOWED.filter((allowed) => !lacking.some(({ feature }) => allowed.feature.test(feature)))
  expect(unused.map(({ because }) => because)).toEqual([])
})

test('what the three do not share is found, what they share is not', { timeout: 120_000 }, () => {
  const found = usesIn(['scripts/fixtures/compat/tsconfig.json']).flatMap(({ names, at }) => {
    const feature = names.find((name) => lackedBy(name, data) !== null)
    const engines = feature === undefined ? [] : lackedBy(feature, data)!
    return engines.length === 0 ? [] : [`${at.split(':')[1]} ${feature}: ${engines.join()}`]
  })
  expect(found.toSorted()).toEqual([
    '3 ReadableStream.@@asyncIterator: safari',
    '4 Window.requestIdleCallback: safari',
    '5 GPU.requestAdapter: chrome,firefox',
    '5 Navigator.gpu: chrome,firefox',
    '6 Scheduler.yield: chrome,firefox,safari',
    '6 scheduler: firefox,safari',
  ])
})
