/** @file What tests of readers ask, and the files that they make. */
import { BENCHMARKS } from '../../benchmarks/registry.ts'
import { benchmarkById } from '../../benchmarks/by-id.ts'
import { NO_GUARD } from '../../domain/guard-spec.ts'
import type { GivenAnswer } from '../../domain/given-answer.ts'
import type { ShardItem } from '../../domain/sample.ts'
import { openImport, type PickedFile } from '../import.ts'
import type { AskedQuestions } from './read-answers.ts'

/** What is asked of the items of files. */
export async function planned(benchmark: string, files: readonly PickedFile[]): Promise<AskedQuestions> {
  return askedOf(benchmark, (await openImport(files)).items)
}

/** As a run asks them that names no task. */
export function askedOf(benchmark: string, items: readonly ShardItem[]): AskedQuestions {
  const { meta, plan } = benchmarkById(BENCHMARKS, benchmark)
  const optional = new Set(meta.tasks.flatMap(({ id, optional: isOptional }) => (isOptional === true ? [id] : [])))
  const samples = plan(items, { generation: { maxNewTokens: null, escapeClause: 'both' }, seed: 1 })
  return {
    samples: samples.filter(({ task }) => !optional.has(task)),
    questions: new Map(items.map(({ id, prompt }) => [id, prompt])),
  }
}

export function file(path: string, content: string | Uint8Array<ArrayBuffer>): PickedFile {
  return { path, file: new Blob([content]) }
}

export function json(path: string, value: unknown): PickedFile {
  return file(path, JSON.stringify(value))
}

export function lines(path: string, values: readonly unknown[]): PickedFile {
  return file(path, values.map((value) => JSON.stringify(value)).join('\n'))
}

/** A model's own answer. */
export function given(sampleId: string, output: string): GivenAnswer {
  return { sampleId, guard: NO_GUARD, output, error: null }
}
