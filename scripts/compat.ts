/**
 * @file What of the platform the app's own code uses, held against MDN's browser-compat-data: what a browser
 * of the floor lacks is found here, before a user of that browser finds it. Types decide what a name means: a
 * `values()` of our own is nobody's business. Not seen: options within a call, style sheets, and what
 * libraries use. `npm run test:browsers` is for those.
 */
import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { CompatData, CompatStatement, SupportStatement } from '@mdn/browser-compat-data'
import type { Node, SourceFile } from 'typescript/unstable/ast'
import { isForOfStatement, isIdentifier, isPropertyAccessExpression } from 'typescript/unstable/ast/is'
import { API, type Project } from 'typescript/unstable/sync'
import { ENGINES, FLOOR, type Engine } from './floor.ts'

/** A name that the platform declares, where our code says it. */
export interface Use {
  /**
   * What browser-compat-data may call it, the likeliest first: a member's receiver, then the interface that
   * declares it.
   */
  readonly names: readonly string[]
  /** `file:line`, relative to the repository. */
  readonly at: string
}

const ROOT = fileURLToPath(new URL('..', import.meta.url))
/** What owns the names that need no owner. */
const GLOBAL =
  /^(Window|WorkerGlobalScope|DedicatedWorkerGlobalScope|ServiceWorkerGlobalScope|WindowOrWorkerGlobalScope|globalThis|self|window)$/
const TYPED_ARRAY = /^(Big)?(Int|Uint|Float)\d+(Clamped)?Array$/

/**
 * Every use of the platform in projects of the app.
 * @param configs Their tsconfigs, relative to the repository.
 */
export function usesIn(configs: readonly string[]): Use[] {
  const api = new API({ cwd: ROOT })
  try {
    const openProjects = configs.map((config) => join(ROOT, config))
    const snapshot = api.updateSnapshot({ openProjects })
    return openProjects.flatMap((config) => {
      const project = snapshot.getProject(config)
      if (project === undefined) throw new Error(`${config} cannot be opened`)
      return project.rootFiles.filter((name) => /\.tsx?$/.test(name)).flatMap((name) => usesInFile(project, name))
    })
  } finally {
    api.close()
  }
}

function usesInFile({ program, checker }: Project, name: string): Use[] {
  const file = program.getSourceFile(name)
  if (file === undefined) throw new Error(`${name} cannot be read`)
  const identifiers: Node[] = []
  const receivers = new Map<Node, Node>()
  const iterated: Node[] = []
  const visit = (node: Node): void => {
    if (isIdentifier(node)) identifiers.push(node)
    if (isPropertyAccessExpression(node)) receivers.set(node.name, node.expression)
    if (isForOfStatement(node) && node.awaitModifier !== undefined) iterated.push(node.expression)
    node.forEachChild((child) => {
      visit(child)
    })
  }
  visit(file)

  const lines = lineStarts(file)
  const at = (node: Node) => `${relative(ROOT, name)}:${lines.findLastIndex((start) => start <= node.end) + 1}`
  // One question for all of a file: each is a round trip to the compiler.
  const symbols = checker.getSymbolAtLocation(identifiers)
  const ours = identifiers.flatMap((node, i) => {
    const symbol = symbols[i]
    return symbol?.declarations.some(({ path }) => isLibrary(path))
      ? [{ node, symbol, receiver: receivers.get(node) }]
      : []
  })
  const questions = [...ours.flatMap(({ receiver }) => receiver ?? []), ...iterated]
  const types = new Map(checker.getTypeAtLocation(questions).map((type, i) => [questions[i], type?.getSymbol()?.name]))
  const uses = ours.map(({ node, symbol, receiver }): Use => {
    if (receiver === undefined && symbol.getParent() === undefined) return { names: globals(symbol.name), at: at(node) }
    const isNamed = receiver !== undefined && isIdentifier(receiver)
    // The type of `URL` in `URL.canParse` has no name of its own.
    const owners = [isNamed ? receiver.text : undefined, types.get(receiver), symbol.getParent()?.name]
    return { names: owners.flatMap((owner) => (owner === undefined ? [] : namesOf(owner, symbol.name))), at: at(node) }
  })
  return [...uses, ...iterated.map((node) => ({ names: [`${types.get(node)}.@@asyncIterator`], at: at(node) }))]
}

/** What browser-compat-data may call a member: statics of the web have a suffix, those of the language have none. */
function namesOf(owner: string, member: string): string[] {
  if (GLOBAL.test(owner)) return globals(member)
  const name = owner.replace(/^Readonly(?=Array|Map|Set)|Constructor$/g, '')
  const arrays = TYPED_ARRAY.test(name) ? [`TypedArray.${member}`] : []
  return [`${name}.${member}`, `${name}.${member}_static`, ...arrays]
}

function globals(name: string): string[] {
  return [name, ...['Window', 'WorkerGlobalScope', 'EventTarget'].map((owner) => `${owner}.${name}`)]
}

function isLibrary(path: string): boolean {
  return /\/lib\.[^/]+\.d\.ts$/.test(path) || path.includes('/@webgpu/types/')
}

function lineStarts({ text }: SourceFile): number[] {
  return [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)]
}

/** Browsers' support of every feature that it has an entry for. */
export function compatData(): CompatData {
  const path = join(ROOT, 'node_modules/@mdn/browser-compat-data/data.json')
  return JSON.parse(readFileSync(path, 'utf8')) as CompatData
}

/**
 * @returns The engines of `FLOOR` that lack a feature in their oldest version; null where the data have no
 *   entry of that name.
 * @param name As `Use.names` has it.
 */
export function lackedBy(name: string, { api, javascript }: CompatData): Engine[] | null {
  const path = name.split('.')
  const statement = [api, javascript.builtins]
    .map((root) => statementAt(root, path))
    .find((found) => found !== undefined)
  if (statement === undefined) return null
  return ENGINES.filter((engine) => !supports(statement.support[engine], FLOOR[engine]))
}

/** Their key for a feature's own entry, beside those of its parts. */
const OWN = '__compat'

function statementAt(root: unknown, path: readonly string[]): CompatStatement | undefined {
  const found = [...path, OWN].reduce<unknown>(
    (at, key) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, key) ? at[key as keyof typeof at] : undefined,
    root,
  )
  return found as CompatStatement | undefined
}

/** Without a flag, a prefix or half of it, in this version and since. */
function supports(support: SupportStatement | undefined, version: number): boolean {
  if (support === undefined) return false
  return [support]
    .flat()
    .some(
      ({ version_added: added, version_removed: removed, flags, prefix, alternative_name: other }) =>
        typeof added === 'string' &&
        (added === 'preview' ? Infinity : Number.parseFloat(added.replace('≤', ''))) <= version &&
        removed === undefined &&
        flags === undefined &&
        prefix === undefined &&
        other === undefined,
    )
}
