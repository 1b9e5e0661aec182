/** @file What of an audit's output is the same on every machine: for tests that hold two outputs together. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RunJson } from '../../src/report/export/export.ts'

/** All that a folder's files say, as they say it, but for times and the run's id. */
export function timeless(folder: string): Record<string, string[]> {
  const lines = (name: string) => readFileSync(join(folder, name), 'utf8').split('\n')
  const run = JSON.parse(lines('run.json').join('\n')) as RunJson
  const bare = { ...run, id: '', createdAt: '', finishedAt: '', metrics: run.metrics.filter(isTimeless) }
  return {
    run: JSON.stringify(bare, toTenDigits, 2).split('\n'),
    samples: lines('samples.jsonl').map((line) =>
      line
        .replace(run.id, '')
        .replace(/"timings":\{[^}]*\}/, '')
        .replace(/"ms":[\d.e-]+/, '')
        .replace(/"at":"[^"]+"/, '')
        // Scores are made where the file is; what a model said stays to the last bit.
        .replace(/"scores":\{.*?\},"guarded":/, inTenDigits),
    ),
    metrics: lines('metrics.csv').flatMap((line) =>
      line.includes(',guard-ms,') ? [] : [inTenDigits(line.replace(run.id, ''))],
    ),
  }
}

function inTenDigits(text: string): string {
  return text.replaceAll(/\d\.\d{11,}(?:e-\d+)?/g, (n) => Number(n).toPrecision(10))
}

/** Node's exp and log are not Chromium's in the last bit. */
function toTenDigits(_: string, value: unknown): unknown {
  return typeof value === 'number' ? Number(value.toPrecision(10)) : value
}

function isTimeless({ metric }: { readonly metric: string }): boolean {
  return metric !== 'guard-ms'
}
