import { expect, test } from 'vitest'
import { formatRoute, NO_FILTER, parseRoute, type Route } from './route.ts'

test.each<Route>([
  { screen: 'prepare', runIds: [], runId: null, filter: NO_FILTER, sampleId: null, dialog: null },
  { screen: 'plan', runIds: [], runId: null, filter: NO_FILTER, sampleId: null, dialog: 'own-pictures' },
  { screen: 'report', runIds: ['a', 'b/c,d'], runId: null, filter: NO_FILTER, sampleId: null, dialog: null },
  {
    screen: 'samples',
    runIds: ['r', 's'],
    runId: 's',
    filter: {
      split: 'disclosure',
      task: 'a&b=c',
      type: null,
      outcome: 'leak',
      escape: 'off',
      guard: 'redact',
      condition: 'as-json',
    },
    sampleId: 'mm-privacy/1/direct#x?',
    dialog: null,
  },
])('a route survives its address: $screen', (route) => {
  expect(parseRoute(formatRoute(route))).toEqual(route)
})

test.each(['', '#', '#/nowhere', '#/__proto__/x', '#/%E0%A4%A', '#javascript:alert(1)'])(
  '%j leads to Prepare',
  (hash) => {
    expect(parseRoute(hash).screen).toBe('prepare')
  },
)
