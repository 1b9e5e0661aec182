/**
 * @file In the place of every worker in a build made for tests alone (build.ts): greets as they do, and then
 * does what its address says.
 */
import { LeakscopeError } from '../../../src/domain/errors.ts'
import { expose } from '../../../workers/rpc.ts'
import type { Way } from './ways.ts'

const asked = new URL(self.location.href).searchParams
const way = asked.get('way') as Way

if (way === 'throws at once') throw new Error('its first line is broken')

const kept: unknown[] = []
const faults: Partial<Record<Way, () => unknown>> = {
  'throws later': () => {
    setTimeout(() => {
      throw new Error('something broke')
    })
    return new Promise(() => undefined)
  },
  'ends by itself': () => {
    self.close()
    return new Promise(() => undefined)
  },
  'loops for ever': () => {
    for (;;) kept.length = 0
  },
  'never settles': () => new Promise(() => undefined),
  'runs out of memory': () => {
    for (;;) kept.push(Array.from({ length: 1e6 }, (_, at) => ({ at })))
  },
  refuses: () => {
    throw new LeakscopeError('quota', 'There is no room for it')
  },
  breaks: () => {
    throw new RangeError('Array buffer allocation failed')
  },
}

/** Enough of every answer for the clients to go on. */
const WELL = { files: [], heads: [] }

function answer(method: string): unknown {
  if (method === 'open' && self.name !== 'model') return way === 'never opens' ? new Promise(() => undefined) : WELL
  if (method === 'load' && asked.get('loads') === 'true') return WELL
  return faults[way]?.() ?? (method === 'detect' ? [] : WELL)
}

const methods = new Proxy<Record<string, unknown>>(
  {},
  {
    get: (own, name) =>
      typeof name !== 'string' || name in own ? (Reflect.get(own, name) as unknown) : () => answer(name),
  },
)

// A worker that never greets has no listener at all.
if (way !== 'is mute') expose(methods)
