/** @file The arrows of the design, as data, and a reader of imports that finds what goes against them. */
import { dirname, posix } from 'node:path'

export interface SourceFile {
  /** Relative to the repository, with `/`. */
  readonly path: string
  readonly text: string
}

interface Reference {
  readonly specifier: string
  readonly typeOnly: boolean
  /** `new URL('…', import.meta.url)`: names a file without running it here. */
  readonly url: boolean
}

/** What each part may import besides itself. A worker's interior is `worker:<name>`; nobody has it in their list. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  audit: [],
  store: ['audit'],
  intake: ['audit'],
  // Models in OPFS. It knows nothing of the store, and whoever talks to the hub knows neither (docs/adr/0014).
  shelf: ['audit'],
  contracts: ['audit'],
  // The page's side of the workers: every call settles (docs/adr/0028).
  workers: ['audit', 'contracts'],
  runner: ['audit', 'store', 'shelf', 'contracts', 'workers'],
  report: ['audit', 'store', 'contracts'],
  // What the screens and the hub's frame have in common.
  parts: [],
  ui: ['audit', 'store', 'contracts', 'runner', 'report', 'registration', 'parts'],
  door: ['audit', 'contracts', 'registration', 'workers'],
  hub: ['audit', 'contracts', 'report', 'parts'],
  registration: ['contracts'],
  'worker:intake': ['audit', 'intake', 'store', 'contracts'],
  // Own pictures go from the worker that reads them straight into the store, as imported ones do.
  'worker:vision': ['audit', 'intake', 'store', 'contracts', 'worker:shared'],
  'worker:keeper': ['audit', 'shelf', 'contracts'],
  'worker:service': ['contracts', 'policy'],
  // What the workers that run models have in common: a model's files, the graphics device, the runtime.
  'worker:shared': ['audit', 'contracts'],
  'worker:model': ['audit', 'intake', 'contracts', 'worker:shared'],
  'worker:guard': ['audit', 'contracts', 'worker:shared'],
}
const OTHER_WORKERS = ['audit', 'intake', 'contracts']
/** Erased before anything runs: a worker's types may speak of what intake and store define. */
const TYPE_ARROWS: Readonly<Record<string, readonly string[]>> = {
  contracts: ['intake', 'store', 'shelf'],
  door: ['hub', 'shelf'],
  hub: ['shelf'],
}
/** What the domain may use: tables with rules, which reach nothing. */
const DATA = /^libphonenumber-js($|\/)/
/** Packages that only some parts may use. */
const PACKAGES: readonly { readonly name: RegExp; readonly only: RegExp }[] = [
  { name: /^react(-dom)?($|\/)/, only: /^(ui|report|parts|hub)$/ },
  { name: /^(@huggingface\/transformers|onnxruntime-web)($|\/)/, only: /^worker:/ },
  { name: /^idb$/, only: /^store$/ },
]

/** @returns The part of the design that a file belongs to; null for files that may import everything (tests, tools). */
export function partOf(path: string): string | null {
  if (/\.test\.tsx?$/.test(path)) return null
  if (path === 'scripts/policy.mjs') return 'policy'
  if (/^workers\/service\/(register|registration|offline)\.ts$/.test(path)) return 'registration'
  if (/^workers\/(?:[^/]+|[^/]+\/types)\.ts$/.test(path)) return 'contracts'
  const [top, name] = path.split('/')
  if (top === 'src' && name !== undefined) return name
  return top === 'workers' && name !== undefined ? `worker:${name}` : null
}

/** @returns One line for each import that goes against the arrows. */
export function violations(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => {
    const from = partOf(file.path)
    if (from === null) return []
    return references(file.text).flatMap((reference) => {
      const complaint = judge(file.path, from, reference)
      return complaint === null ? [] : [`${file.path}: ${complaint} (${reference.specifier})`]
    })
  })
}

function judge(path: string, from: string, { specifier, typeOnly, url }: Reference): string | null {
  if (!specifier.startsWith('.')) {
    if (url) return null
    if (from === 'audit' && !DATA.test(specifier)) return 'audit imports no package'
    const rule = PACKAGES.find(({ name }) => name.test(specifier))
    return rule === undefined || rule.only.test(from) ? null : `${from} may not use this package`
  }
  const target = posix.join(dirname(path), specifier.replace(/\?.*$/, ''))
  const to = partOf(target)
  if (to === from) return null
  // Starting a worker names its file; that is not importing it. Likewise the service worker's address for its registration.
  const startsWorker = url || (from === 'registration' && specifier.endsWith('?worker&url'))
  if (startsWorker && /^workers\/[^/]+\/worker\.ts$/.test(target)) return null
  if (to === null) return `${from} may not import tests or tools`
  const allowed = ARROWS[from] ?? (from.startsWith('worker:') ? OTHER_WORKERS : [])
  if (allowed.includes(to) || (typeOnly && (TYPE_ARROWS[from] ?? []).includes(to))) return null
  return `${from} may not import ${to}`
}

function references(text: string): Reference[] {
  const code = text.replaceAll(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '')
  const found: Reference[] = []
  for (const match of code.matchAll(/\b(?:import|export)\s+(type\s)?(?:[\w*{}\s,$]+?\sfrom\s*)?(['"])([^'"\n]+)\2/g)) {
    found.push({ specifier: match[3] ?? '', typeOnly: match[1] !== undefined, url: false })
  }
  for (const match of code.matchAll(/\bimport\(\s*(['"])([^'"\n]+)\1/g)) {
    found.push({ specifier: match[2] ?? '', typeOnly: false, url: false })
  }
  for (const match of code.matchAll(/\bnew URL\(\s*(['"])([^'"\n]+)\1\s*,\s*import\.meta\.url/g)) {
    found.push({ specifier: match[2] ?? '', typeOnly: false, url: true })
  }
  return found
}
