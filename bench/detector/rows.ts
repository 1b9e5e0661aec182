/** @file The detector's test rows, made anew by training's own code: plain Python 3, no package. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
/** Where the labelled texts lie beside the repository; never part of it. */
export const TEXTS = join(ROOT, '..', 'shared', 'data', 'harm-texts.jsonl')

export interface Row {
  readonly text: string
  readonly harm: 0 | 1 | null
  readonly private: 0 | 1 | null
  readonly language: string
  readonly source: string
}

/** Throws with what Python said where it could not. @param texts the file of labelled texts. */
export function testRows(texts: string = TEXTS): Row[] {
  const folder = mkdtempSync(join(tmpdir(), 'leakscope-rows-'))
  try {
    const out = join(folder, 'rows')
    const module = ['-m', 'leakscope_training.detector_data', '--texts', texts, '--part', 'test', '--out', out]
    const made = spawnSync('python3', module, { cwd: join(ROOT, 'training'), encoding: 'utf8' })
    if (made.status !== 0) throw new Error(made.error?.message ?? made.stderr)
    return readFileSync(out, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Row)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
