/**
 * @file A test runner for Stryker, as a plugin: each test file is bundled once, and each mutant evaluates the
 * bundles that cover it anew in one process. Stryker's Vitest runner starts a worker and imports every module
 * again for each mutant, a second and more; this takes some ten milliseconds, and a run over all measures
 * ends. What it gives up: it knows no more of Vitest than `describe`, `it`, `test`, their `each`, `expect`
 * (Vitest's own) and hooks that take no context; a test file that needs more fails in the first run, which
 * Stryker makes without a mutant.
 *
 * A bundle is evaluated anew, since modules keep tables: what one mutant computed must not be read by the next.
 */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { availableParallelism, loadavg } from 'node:os'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Script } from 'node:vm'
import { INSTRUMENTER_CONSTANTS } from '@stryker-mutator/api/core'
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin'
import { determineHitLimitReached, DryRunStatus, TestStatus, toMutantRunResult } from '@stryker-mutator/api/test-runner'
import {
  ASYMMETRIC_MATCHERS_OBJECT,
  chai,
  customMatchers,
  getState,
  GLOBAL_EXPECT,
  JestAsymmetricMatchers,
  JestChaiExpect,
  JestExtend,
  setState,
} from '@vitest/expect'
import { build } from 'esbuild'

/** What a bundle imports as `vitest`, found on the global object. */
const HARNESS = 'leakscopeTests'
const CALL = 'leakscopeCall'
const CALLING = new Script(`globalThis.${CALL}()`)
/** A mutant may be slower than the code, but not by this. */
const TIMES = 10
const LEAST_TIME = 500
const UNKNOWN_TIME = 5000
const LOADING_TIME = 10_000
const require = createRequire(import.meta.url)
const expect = makeExpect()
/** @type {Record<string, any>} */
const everywhere = globalThis

class BundledRunner {
  static inject = /** @type {const} */ ([])
  /** @type {Map<string, Script>} By test file, in the order of the scope. */
  #bundles = new Map()
  /** @type {Map<string, number>} Milliseconds that each test takes without a mutant. */
  #usual = new Map()

  capabilities() {
    return { reloadEnvironment: true }
  }

  async init() {
    const { file, tests } = JSON.parse(process.env['LEAKSCOPE_MUTATION'] ?? '{}')
    for (const test of tests) {
      const script = await bundle(test, file)
      if (script !== null) this.#bundles.set(test, script)
    }
  }

  /** @param {import('@stryker-mutator/api/test-runner').DryRunOptions} options */
  async dryRun({ disableBail }) {
    const space = spaceOf()
    Object.assign(space, { activeMutant: undefined, hitLimit: undefined, hitCount: undefined })
    space.mutantCoverage = { static: {}, perTest: {} }
    const tests = await this.#run(null, disableBail, () => undefined)
    for (const { id, timeSpentMs } of tests) this.#usual.set(id, timeSpentMs)
    return { status: DryRunStatus.Complete, tests, mutantCoverage: space.mutantCoverage }
  }

  /** @param {import('@stryker-mutator/api/test-runner').MutantRunOptions} options */
  async mutantRun({ testFilter, disableBail, hitLimit, activeMutant, mutantActivation }) {
    const space = spaceOf()
    Object.assign(space, { hitLimit, hitCount: hitLimit === undefined ? undefined : 0 })
    const activate = () => {
      space.activeMutant = activeMutant.id
    }
    const rest = () => {
      space.activeMutant = undefined
    }
    const isStatic = mutantActivation === 'static'
    const tests = await this.#run(testFilter ?? null, disableBail, isStatic ? activate : rest, activate)
    rest()
    return toMutantRunResult(
      determineHitLimitReached(space.hitCount, hitLimit) ?? { status: DryRunStatus.Complete, tests },
    )
  }

  /**
   * Null, or what is wrong. Without a mutant a test may take as long as it takes.
   * @param {{ id: string, run: () => Promise<void> }} test
   */
  async #ask({ id, run }) {
    const usual = this.#usual.get(id)
    try {
      if (spaceOf().activeMutant === undefined) await run()
      else await within(usual === undefined ? UNKNOWN_TIME : LEAST_TIME + TIMES * usual, run)
      return null
    } catch (error) {
      return error ?? 'failed'
    }
  }

  /**
   * @param {readonly string[] | null} wanted Ids of tests; null: all.
   * @param {boolean} disableBail
   * @param {() => void} beforeLoading
   * @param {() => void} [beforeTests]
   */
  async #run(wanted, disableBail, beforeLoading, beforeTests = () => undefined) {
    const space = spaceOf()
    /** @type {any[]} */
    const results = []
    for (const [file, script] of this.#bundles) {
      const chosen = wanted?.filter((id) => id.startsWith(`${file}#`))
      if (chosen?.length === 0) continue
      beforeLoading()
      const { tests, hooks, failure } = collect(file, script)
      beforeTests()
      if (failure !== null) {
        // Nothing of it could be asked: what is wanted of it has failed.
        const ids = chosen ?? [`${file}#loading`]
        results.push(...ids.map((id) => resultOf({ id, name: id }, 0, failure)))
        if (!disableBail) break
        continue
      }
      for (const test of tests) {
        if (chosen !== undefined && !chosen.includes(test.id)) continue
        const start = performance.now()
        space.currentTestId = test.id
        const wrong = await this.#ask(test)
        space.currentTestId = undefined
        results.push(resultOf(test, performance.now() - start, wrong))
        if (wrong !== null && !disableBail) return results
      }
      for (const hook of hooks) await hook()
    }
    return results
  }
}

/**
 * Calls what may never come back by itself; an endless loop is ended after `ms`, or as many times that as there
 * are others that want a core: a busy machine makes no mutant an endless one. What it awaits is not waited for.
 * @template T @param {number} ms @param {() => T} call @returns {T}
 */
function within(ms, call) {
  everywhere[CALL] = call
  const others = Math.max(1, (loadavg()[0] ?? 0) / availableParallelism())
  return CALLING.runInThisContext({ timeout: Math.ceil(ms * others) })
}

/** @returns {any} Where instrumented code and its runner meet. */
function spaceOf() {
  return (everywhere[INSTRUMENTER_CONSTANTS.NAMESPACE] ??= {})
}

/** @param {{ id: string, name: string }} test @param {number} ms @param {unknown} wrong */
function resultOf({ id, name }, ms, wrong) {
  const timeSpentMs = Math.round(ms)
  return wrong === null
    ? { id, name, timeSpentMs, status: TestStatus.Success }
    : {
        id,
        name,
        timeSpentMs,
        status: TestStatus.Failed,
        failureMessage: wrong instanceof Error ? wrong.message : 'failed',
      }
}

/**
 * For a fault that is no mutant of Stryker's: what the tests say where a file has another text.
 * @param {readonly string[]} tests Paths. @param {string} mutated Path of the file. @param {string} text
 * @returns {Promise<string | null>} The name of the first test that fails; null where all of them pass.
 */
export async function firstFailure(tests, mutated, text) {
  for (const file of tests) {
    const script = await bundle(file, mutated, text)
    if (script === null) continue
    const { tests: found, hooks, failure } = collect(file, script)
    if (failure !== null) return file
    for (const { name, run } of found) {
      try {
        await within(UNKNOWN_TIME, run)
      } catch {
        return name
      }
    }
    for (const hook of hooks) await hook()
  }
  return null
}

/**
 * @param {string} file @param {string} mutated @param {string} [text] Of the mutated file, instead of its own.
 * @returns {Promise<Script | null>} A function of `require`; null where the test has nothing of the mutated file.
 */
async function bundle(file, mutated, text) {
  const { outputFiles, metafile } = await build({
    // It keeps the folder that it was loaded in; this is the sandbox.
    absWorkingDir: process.cwd(),
    entryPoints: [file],
    metafile: true,
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    logLevel: 'error',
    plugins: [
      {
        name: 'tests',
        setup(to) {
          to.onResolve({ filter: /^vitest$/ }, () => ({ path: 'vitest', namespace: 'tests' }))
          to.onLoad({ filter: /^vitest$/, namespace: 'tests' }, () => ({
            contents: `export const { describe, it, test, expect, afterAll } = globalThis.${HARNESS}`,
          }))
          // Files that a test reads lie beside its source.
          to.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
            const url = JSON.stringify(pathToFileURL(path).href)
            const source = text !== undefined && path === resolve(mutated) ? text : await readFile(path, 'utf8')
            return { contents: source.replaceAll('import.meta.url', url), loader: 'ts' }
          })
        },
      },
    ],
  })
  if (!(mutated in metafile.inputs)) return null
  const code = outputFiles[0]?.text ?? ''
  return new Script(`(function (require, module, exports) {${code}\n})`, { filename: resolve(file) })
}

/**
 * Evaluates a bundle and gives its tests, not yet run.
 * @param {string} file @param {Script} script
 */
function collect(file, script) {
  /** @type {{ id: string, name: string, run: () => Promise<void> }[]} */
  const tests = []
  /** @type {(() => unknown)[]} */
  const hooks = []
  /** @type {string[]} */
  const path = []
  /** @type {Map<string, number>} */
  const seen = new Map()
  const it = (/** @type {unknown} */ name, /** @type {unknown[]} */ ...rest) => {
    const run = /** @type {() => unknown} */ (rest.find((part) => typeof part === 'function'))
    const full = [...path, name].join(' ')
    const nth = seen.get(full) ?? 0
    seen.set(full, nth + 1)
    tests.push({
      id: `${file}#${full}${nth === 0 ? '' : ` (${nth})`}`,
      name: full,
      run: async () => void (await run()),
    })
  }
  const describe = (/** @type {string} */ name, /** @type {unknown[]} */ ...rest) => {
    const inside = /** @type {() => void} */ (rest.find((part) => typeof part === 'function'))
    path.push(name)
    inside()
    path.pop()
  }
  const each =
    (/** @type {(name: string, run: () => unknown) => void} */ one) =>
    (/** @type {readonly unknown[]} */ table) =>
    (/** @type {string} */ name, /** @type {(...row: any[]) => unknown} */ run) => {
      for (const row of table) one(name, () => run(...(Array.isArray(row) ? row : [row])))
    }
  const test = Object.assign(it, { each: each(it) })
  everywhere[HARNESS] = {
    describe: Object.assign(describe, { each: each(describe) }),
    it: test,
    test,
    expect,
    afterAll: (/** @type {() => unknown} */ hook) => hooks.push(hook),
  }
  const module = { exports: {} }
  try {
    within(LOADING_TIME, () => script.runInThisContext()(require, module, module.exports))
    return { tests, hooks, failure: null }
  } catch (error) {
    return { tests, hooks, failure: error ?? 'failed' }
  }
}

/** Vitest's `expect`, as it makes it for its own tests, without snapshots and polling. */
function makeExpect() {
  /** @type {any} */
  const made = (/** @type {unknown} */ value, /** @type {string | undefined} */ message) => chai.expect(value, message)
  chai.use(JestExtend)
  chai.use(JestChaiExpect)
  chai.use(JestAsymmetricMatchers)
  Object.assign(made, chai.expect, /** @type {any} */ (globalThis)[ASYMMETRIC_MATCHERS_OBJECT])
  made.getState = () => getState(made)
  made.setState = (/** @type {any} */ state) => setState(state, made)
  setState(/** @type {any} */ ({ assertionCalls: 0, isExpectingAssertions: false, testPath: '' }), made)
  made.extend = (/** @type {any} */ matchers) => /** @type {any} */ (chai.expect).extend(made, matchers)
  Object.defineProperty(globalThis, GLOBAL_EXPECT, { value: made, writable: true, configurable: true })
  made.extend(customMatchers)
  return made
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'bundled', /** @type {any} */ (BundledRunner))]
