/** @file Driving real runs through `globalThis.leakscope`: the built app, a real model, the real store. */
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import type { Run, RunConfig } from '../../src/domain/run.ts'
import type { ExportedRun } from '../../src/ui/automation.ts'
import type { RunSnapshot } from '../../src/run/types.ts'
import { sign } from './signs.ts'

/**
 * The tiny fixture, a real model of the family, small, random and quick: what is tried here is the run, not
 * what is answered. `LEAKSCOPE_E2E_MODEL` names another folder to test with.
 */
export const FOLDER =
  process.env['LEAKSCOPE_E2E_MODEL'] ?? fileURLToPath(new URL('../fixtures/models/tiny-smolvlm', import.meta.url))

/** Makes the model known to the page; resolves to its id. Must be done again after each reload. */
export async function provideModel(page: Page): Promise<string> {
  return addFolder(page, FOLDER)
}

/** Adds a model folder as a user picks it; resolves to the model's id. */
export async function addFolder(page: Page, folder: string): Promise<string> {
  const input = await page.evaluateHandle(() => globalThis.leakscope!.fileInput(true))
  // Files cannot be handed to a page behind another (docs/quirks.md).
  await page.bringToFront()
  await input.setInputFiles(folder)
  const id = await input.evaluate(async (element) => {
    const result = await globalThis.leakscope!.addModel(element)
    if ('error' in result) throw new Error(result.error.message)
    return result.ok.id
  })
  sign()
  return id
}

/** Small, on WASM, and the same every time. */
export function smallConfig(model: string, limit: number): RunConfig {
  return {
    model,
    benchmarks: ['mm-privacy'],
    shards: ['mm-privacy-demo'],
    guards: ['none'],
    splits: [],
    tasks: [],
    device: 'wasm',
    dtype: null,
    limit,
    seed: 7,
    generation: { maxNewTokens: 16, escapeClause: 'on' },
  }
}

/** A run going on in the page. */
export interface Driven {
  readonly page: Page
  readonly snapshots: readonly RunSnapshot[]
  /** Resolves when a snapshot holds. */
  until(holds: (snapshot: RunSnapshot) => boolean): Promise<RunSnapshot>
  /** Rejects when the run could not be started. */
  readonly finished: Promise<Run>
}

const PROGRESS = 'leakscopeTestProgress'

/** Starts or resumes a run without waiting for it. */
export async function drive(
  page: Page,
  what: { readonly config: RunConfig } | { readonly resume: string },
): Promise<Driven> {
  const snapshots: RunSnapshot[] = []
  const waiting = new Set<() => void>()
  const name = `${PROGRESS}${Math.random().toString(36).slice(2)}`
  await page.exposeFunction(name, (snapshot: RunSnapshot) => {
    snapshots.push(snapshot)
    sign()
    for (const check of waiting) check()
  })
  const finished = page.evaluate(
    async ([given, report]) => {
      const listener = (globalThis as unknown as Record<string, (snapshot: RunSnapshot) => void>)[report]!
      const app = globalThis.leakscope!
      const result =
        'config' in given ? await app.runAudit(given.config, listener) : await app.resume(given.resume, listener)
      if ('error' in result) throw new Error(`${result.error.code}: ${result.error.message}`)
      return result.ok
    },
    [what, name] as const,
  )
  // A page that is killed or reloaded rejects it; who wants to know awaits it.
  finished.catch(() => undefined)
  return {
    page,
    snapshots,
    finished,
    until: (holds) =>
      new Promise((resolve, reject) => {
        const check = (): void => {
          const found = snapshots.findLast(holds)
          if (found === undefined) return
          waiting.delete(check)
          resolve(found)
        }
        waiting.add(check)
        check()
        finished.then(
          (run) => reject(new Error(`The run ended first: ${run.status} ${run.failure ?? ''}`)),
          (error: unknown) => reject(error instanceof Error ? error : new Error(String(error))),
        )
      }),
  }
}

export async function exported(page: Page, runId: string): Promise<ExportedRun> {
  const result = await page.evaluate((id) => globalThis.leakscope!.exportRun(id), runId)
  sign()
  if ('error' in result) throw new Error(result.error.message)
  return result.ok
}

/** What must be the same however often a run was interrupted. */
export function essence({ samples }: ExportedRun): unknown[] {
  return samples
    .map(({ sampleId, guard, prompt, output, outcome, spans, scores, error }) => ({
      sampleId,
      guard,
      prompt,
      output,
      outcome,
      spans,
      scores,
      error,
    }))
    .toSorted((a, b) => (a.sampleId < b.sampleId ? -1 : 1))
}
