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

/** The parts under `src`, by folder; the first that fits. */
const FOLDERS: readonly (readonly [RegExp, string])[] = [
  [/^src\/guards\/(?:measures|run-metrics|judge-scores)\.ts$/, 'guard-measures'],
  [/^src\/conditions\/(?:measures|ways)\.ts$/, 'condition-measures'],
  [/^src\/benchmarks\/(?:[^/]+\/data\/|importers\.ts$|generators\.ts$)/, 'benchmark-data'],
  [/^src\/storage\/([^/]+)\//, 'storage:$1'],
  [/^src\/hub\/([^/]+)\//, 'hub:$1'],
  [/^src\/report\/([^/]+)\//, 'report:$1'],
  [/^src\/([^/]+)\//, '$1'],
]

/** What each part may import besides itself. A worker's interior is `worker:<name>`; nobody has it in their list. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  // The scoring side of the benchmarks; what reads and makes their data stands above the data sets.
  benchmarks: ['domain', 'guards', 'conditions'],
  // What guards do, which a configuration names; what they are worth is measured on what benchmarks score.
  guards: ['domain'],
  'guard-measures': ['domain', 'benchmarks', 'guards', 'condition-measures'],
  // Likewise conditions: what is asked, and, above, what came of it.
  conditions: ['domain'],
  'condition-measures': ['domain', 'benchmarks', 'conditions'],
  calibration: ['domain', 'benchmarks'],
  datasets: ['domain', 'benchmarks'],
  'benchmark-data': ['domain', 'benchmarks', 'datasets'],
  intake: ['domain', 'benchmarks', 'datasets', 'benchmark-data'],
  'storage:database': ['domain'],
  // Models in OPFS. Whoever talks to the hub knows neither them nor the database (docs/adr/0014).
  'storage:models': ['domain'],
  contracts: ['domain'],
  // The page's side of the workers: every call settles (docs/adr/0028).
  workers: ['domain', 'contracts'],
  engine: ['domain', 'contracts', 'workers'],
  run: [
    'domain',
    'benchmarks',
    'conditions',
    'guards',
    'guard-measures',
    'storage:database',
    'storage:models',
    'contracts',
    'workers',
    'engine',
  ],
  'report:charts': ['domain', 'report:model'],
  'report:model': [
    'domain',
    'benchmarks',
    'conditions',
    'condition-measures',
    'guards',
    'guard-measures',
    'calibration',
  ],
  'report:view': ['domain', 'benchmarks', 'guards', 'guard-measures', 'calibration', 'report:model', 'report:charts'],
  'report:export': [
    'domain',
    'benchmarks',
    'guards',
    'guard-measures',
    'calibration',
    'report:model',
    'report:charts',
    'report:view',
  ],
  'report:testing': ['domain', 'benchmarks', 'report:model'],
  report: ['calibration', 'report:model'],
  // An audit in one file, and whether it says what its answers say.
  verify: ['domain', 'benchmarks', 'guards', 'run', 'report:export'],
  // What the screens and the hub's frame have in common.
  'ui-kit': [],
  ui: [
    'domain',
    'benchmarks',
    'conditions',
    'guards',
    'guard-measures',
    'calibration',
    'storage:database',
    'contracts',
    'run',
    'report',
    'report:model',
    'report:charts',
    'report:view',
    'report:export',
    'verify',
    'registration',
    'ui-kit',
  ],
  'hub:page': ['domain', 'contracts', 'registration', 'workers'],
  'hub:frame': ['domain', 'contracts', 'report:charts', 'report:view', 'report:model', 'ui-kit'],
  registration: ['contracts'],
  'worker:intake': ['domain', 'benchmarks', 'datasets', 'intake', 'storage:database', 'contracts', 'worker:shared'],
  // Own pictures go from the worker that reads them straight into the store, as imported ones do.
  'worker:vision': ['domain', 'datasets', 'intake', 'storage:database', 'contracts', 'worker:shared'],
  'worker:model-store': ['domain', 'storage:models', 'contracts', 'worker:shared'],
  'worker:service': ['contracts', 'policy'],
  // What workers have in common: the egress probe; a model's files, the graphics device, the runtime.
  'worker:shared': ['domain', 'contracts'],
  'worker:model': ['domain', 'conditions', 'datasets', 'intake', 'contracts', 'worker:shared'],
  'worker:guard': ['domain', 'guards', 'contracts', 'worker:shared'],
  'worker:audit': ['domain', 'benchmarks', 'guards', 'guard-measures', 'contracts', 'worker:shared'],
}
/** Erased before anything runs: a worker's types may speak of what data sets and storage define. */
const TYPE_ARROWS: Readonly<Record<string, readonly string[]>> = {
  contracts: ['benchmarks', 'guards', 'guard-measures', 'datasets', 'intake', 'storage:database', 'storage:models'],
  'hub:page': ['hub:frame', 'storage:models'],
  'hub:frame': ['storage:models'],
}
/** What the domain may use: tables with rules, which reach nothing. */
const DATA = /^libphonenumber-js($|\/)/
/** Parts that use no package. */
const PURE = /^(domain|benchmarks|guards|guard-measures|conditions|condition-measures)$/
/** Packages that only some parts may use. */
const PACKAGES: readonly { readonly name: RegExp; readonly only: RegExp }[] = [
  { name: /^react(-dom)?($|\/)/, only: /^(ui|ui-kit|report:(view|charts|export)|hub:frame)$/ },
  { name: /^(@huggingface\/transformers|onnxruntime-web)($|\/)/, only: /^worker:/ },
  { name: /^idb$/, only: /^storage:database$/ },
]

/** @returns The part of the design that a file belongs to; null for files that may import everything (tests, tools). */
export function partOf(path: string): string | null {
  if (/\.test\.tsx?$/.test(path)) return null
  if (path === 'scripts/policy.mjs') return 'policy'
  if (/^workers\/service\/(register|registration|offline|update)\.ts$/.test(path)) return 'registration'
  if (/^workers\/(?:[^/]+|[^/]+\/types)\.ts$/.test(path)) return 'contracts'
  for (const [folder, part] of FOLDERS) {
    const match = folder.exec(path)
    if (match !== null) return part.replace('$1', match[1] ?? '')
  }
  const worker = /^workers\/([^/]+)\//.exec(path)
  return worker === null ? null : `worker:${worker[1]}`
}

/** @returns One line for each import that goes against the arrows. */
export function violations(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => {
    const from = partOf(file.path)
    if (from === null) return []
    return references(file.text).flatMap((reference) => {
      const complaint = complaintOf(file.path, from, reference)
      return complaint === null ? [] : [`${file.path}: ${complaint} (${reference.specifier})`]
    })
  })
}

/** @returns The files of each circle of imports, types included, in order; a file alone is none. (Tarjan 1972.) */
export function circles(files: readonly SourceFile[]): string[][] {
  const known = new Set(files.map(({ path }) => path))
  const targets = new Map(
    files.map(({ path, text }) => [
      path,
      references(text)
        .filter(({ specifier, url }) => specifier.startsWith('.') && !url && !specifier.includes('?'))
        .map(({ specifier }) => posix.join(dirname(path), specifier))
        .filter((target) => known.has(target)),
    ]),
  )
  const found: string[][] = []
  const reached = new Map<string, number>()
  const lowest = new Map<string, number>()
  const open: string[] = []
  const visit = (path: string): void => {
    reached.set(path, reached.size)
    lowest.set(path, reached.get(path)!)
    open.push(path)
    for (const target of targets.get(path) ?? []) {
      if (!reached.has(target)) visit(target)
      if (open.includes(target)) lowest.set(path, Math.min(lowest.get(path)!, lowest.get(target)!))
    }
    if (lowest.get(path) !== reached.get(path)) return
    const circle = open.splice(open.indexOf(path))
    if (circle.length > 1) found.push(circle.toSorted())
  }
  for (const { path } of files) if (!reached.has(path)) visit(path)
  return found
}

/** The longest that a file and a class may be, in lines. */
const MOST_LINES = { file: 450, class: 300 } as const

/**
 * @param files As oxfmt leaves them: a class ends with a brace in the column that it begins in.
 * @returns One line for each file and each class that is too long; tests and fixtures may be.
 */
export function oversized(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, text }) => {
    if (/\.test\.tsx?$|\/fixtures\//.test(path)) return []
    const lines = text.trimEnd().split('\n')
    const found = lines.length > MOST_LINES.file ? [`${path} has ${lines.length} lines`] : []
    lines.forEach((line, from) => {
      const match = /^(\s*)(?:(?:export|default|abstract|declare) )*class (\w+)/.exec(line)
      if (match === null) return
      const count = lines.slice(from).indexOf(`${match[1]}}`) + 1
      if (count > MOST_LINES.class) found.push(`${path}: class ${match[2]} has ${count} lines`)
    })
    return found
  })
}

function complaintOf(path: string, from: string, { specifier, typeOnly, url }: Reference): string | null {
  if (!specifier.startsWith('.')) {
    if (url) return null
    if (PURE.test(from) && !DATA.test(specifier)) return `${from} imports no package`
    const rule = PACKAGES.find(({ name }) => name.test(specifier))
    return rule === undefined || rule.only.test(from) ? null : `${from} may not use this package`
  }
  const target = posix.join(dirname(path), specifier.replace(/\?.*$/, ''))
  const to = partOf(target)
  if (to === from) return null
  // Starting a worker names its file; that is not importing it. Likewise the service worker's address for its
  // registration.
  const startsWorker = url || (from === 'registration' && specifier.endsWith('?worker&url'))
  if (startsWorker && /^workers\/[^/]+\/worker\.ts$/.test(target)) return null
  // A document as text: what the app shows is what is read beside the code.
  if (from === 'ui' && /^docs\/[\w-]+\.md$/.test(target) && specifier.endsWith('?raw')) return null
  if (to === null) return `${from} may not import tests or tools`
  const allowed = ARROWS[from] ?? []
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
