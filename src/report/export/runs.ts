/** @file JSON: what ran, hashes and numbers; no answer. */
import { maskerForRun, type ExportKind, type Masker } from '../model/mask.ts'
import { withoutNames } from '../model/shareable.ts'
import { buildRunJson, type ExportInput, type RunJson } from './export.ts'
import type { ExportFormat } from './format.ts'

export const RUNS: ExportFormat = {
  label: 'JSON',
  holds: 'Run, hashes and numbers',
  extension: 'json',
  fileName: 'run.json',
  mediaType: 'application/json',
  pieces: ({ results, kind }) => [runsJson(results, kind)],
}

/**
 * Run, environment, hashes and metrics; an array where there are several runs. Holds no answer; the shareable
 * kind masks what a user named.
 */
export function runsJson(inputs: readonly ExportInput[], kind: ExportKind = 'private'): string {
  const runs = inputs.map((input) => runOf(input, kind))
  return `${JSON.stringify(runs.length === 1 ? runs[0] : runs, null, 2)}\n`
}

/** What `run.json` says of one run. */
export function runOf(input: ExportInput, kind: ExportKind): RunJson {
  return kind === 'shareable' ? shareableRun(input) : buildRunJson(input)
}

function shareableRun(input: ExportInput): RunJson {
  const mask = maskerForRun(input.samples, input.values)
  // Of few unknown values the plan's hash is no secret to whoever tries them all.
  const { label: _, reviews: __, plan: ___, ...run } = buildRunJson(withoutNames(input, mask))
  const line = (text: string | null) => (text === null ? null : mask.line(text))
  return {
    ...run,
    failure: line(run.failure),
    config: { ...run.config, model: mask.line(run.config.model), shards: run.config.shards.map((id) => mask.line(id)) },
    model: {
      ...run.model,
      id: mask.line(run.model.id),
      name: line(run.model.name),
      files: maskedPaths(run.model.files, mask),
    },
    shards: run.shards.map(({ id, sha256 }) => ({ id: mask.line(id), sha256 })),
    // Folders of detectors, judges and items are named by users.
    detectors: [],
    judges: {},
    logged: {},
  }
}

/** Paths in a folder that a user named; two that become one stay two. */
function maskedPaths(files: RunJson['model']['files'], mask: Masker): RunJson['model']['files'] {
  if (files === null) return null
  const named: Record<string, string> = {}
  for (const [path, hash] of Object.entries(files)) {
    const masked = mask.line(path)
    named[Object.hasOwn(named, masked) ? `${masked} ${Object.keys(named).length}` : masked] = hash
  }
  return named
}
