/**
 * @file Where the user is, as the address says it. Nothing private ever stands in it: ids and filters only,
 * no free text.
 */

export const SCREENS = ['prepare', 'plan', 'run', 'report', 'samples', 'runs', 'compare'] as const
export type Screen = (typeof SCREENS)[number]

/** Filter of the sample list; null: all. */
export interface SampleFilter {
  readonly split: string | null
  readonly task: string | null
  readonly type: string | null
  readonly outcome: string | null
  /** `on` or `off`: whether the escape clause was offered. */
  readonly escape: string | null
  /** Answers under a guard; null: the model's own. */
  readonly guard: string | null
  /** Answers under a condition; null: to the questions as the benchmark asks them. */
  readonly condition: string | null
}

export interface Route {
  readonly screen: Screen
  /** Runs that a report, a sample list or a comparison is about, or that a plan is like; empty: the newest. */
  readonly runIds: readonly string[]
  /** Of them, the one whose samples are shown; null: the first. */
  readonly runId: string | null
  readonly filter: SampleFilter
  readonly sampleId: string | null
  /** Opened with the screen. */
  readonly dialog: 'own-pictures' | null
}

export const NO_FILTER: SampleFilter = {
  split: null,
  task: null,
  type: null,
  outcome: null,
  escape: null,
  guard: null,
  condition: null,
}
const FILTER_KEYS = ['split', 'task', 'type', 'outcome', 'escape', 'guard', 'condition'] as const

/** Reads a hash such as `#/samples/RUN?task=caption&sample=...`; anything unknown leads to Prepare. */
export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2)
  const [name, ids = ''] = path.split('/', 2)
  const screen = SCREENS.find((s) => s === name) ?? 'prepare'
  const params = new URLSearchParams(query)
  const filter = Object.fromEntries(FILTER_KEYS.map((key) => [key, params.get(key)])) as Record<
    (typeof FILTER_KEYS)[number],
    string | null
  >
  return {
    screen,
    runIds: ids.split(',').map(decode).filter(Boolean),
    runId: params.get('run'),
    filter,
    sampleId: params.get('sample'),
    dialog: params.get('dialog') === 'own-pictures' ? 'own-pictures' : null,
  }
}

/** The inverse of {@link parseRoute}. */
export function formatRoute(route: Partial<Route> & Pick<Route, 'screen'>): string {
  const params = new URLSearchParams()
  if (route.runId && route.runId !== route.runIds?.[0]) params.set('run', route.runId)
  for (const key of FILTER_KEYS) {
    const value = route.filter?.[key]
    if (value) params.set(key, value)
  }
  if (route.sampleId) params.set('sample', route.sampleId)
  if (route.dialog) params.set('dialog', route.dialog)
  const ids = (route.runIds ?? []).map(encodeURIComponent).join(',')
  const query = params.toString()
  return `#/${route.screen}${ids && `/${ids}`}${query && `?${query}`}`
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}
