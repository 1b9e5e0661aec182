import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { circles, oversized, violations, type SourceFile } from './architecture.ts'
import { ROOT } from './install.mjs'

function sources(folder: string): SourceFile[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|tsx|mjs)$/.test(name))
    .map((name) => {
      const path = `${folder}/${name.replaceAll('\\', '/')}`
      return { path, text: readFileSync(join(ROOT, path), 'utf8') }
    })
}

describe('the arrows of the design', () => {
  it('hold in every source file', () => {
    const files = [...sources('src'), ...sources('workers')]
    expect(files.length).toBeGreaterThan(20)
    expect(violations(files)).toEqual([])
  })

  it('are told in lines of at most 120 characters', () => {
    const long = [...sources('src'), ...sources('workers')].flatMap(({ path, text }) =>
      text
        .split('\n')
        .filter((line) => line.length > 120 && /^\s*(?:\/?\*|\/\/)/.test(line) && !/\S{80}/.test(line))
        .map((line) => `${path}: ${line.trim().slice(0, 60)}`),
    )
    expect(long).toEqual([])
  })

  it('leave no circle of files', () => {
    expect(circles([...sources('src'), ...sources('workers')])).toEqual([])
    const circle = [
      { path: 'src/a.ts', text: `import type { B } from './b/c.ts'` },
      { path: 'src/b/c.ts', text: `export { a } from '../a.ts'` },
      { path: 'src/d.ts', text: `import './a.ts'` },
    ]
    expect(circles(circle)).toEqual([['src/a.ts', 'src/b/c.ts']])
  })

  it.each([
    ['src/domain/a.ts', `import { get } from '../storage/database/store.ts'`],
    ['src/domain/a.ts', `import { parse } from 'valibot'`],
    ['src/domain/a.ts', `export type { Run } from '../run/types.ts'`],
    ['src/storage/database/a.ts', `import {\n  a,\n  b,\n} from '../../run/run.ts'`],
    ['src/benchmarks/a/score.ts', `import { readTable } from '../../datasets/formats/table.ts'`],
    ['src/benchmarks/a/score.ts', `import { read } from './data/import.ts'`],
    ['src/datasets/a.ts', `import { IMPORTERS } from '../benchmarks/importers.ts'`],
    ['src/engine/a.ts', `import type { RunHandle } from '../run/types.ts'`],
    ['src/report/model/a.ts', `import { Figure } from '../view/Figure.tsx'`],
    ['src/run/a.ts', `import { Button } from '../ui/button.tsx'`],
    ['src/run/a.ts', `const { load } = await import('../../workers/model/load.ts')`],
    ['src/run/a.ts', `import type { Engine } from '../../workers/model/load.ts'`],
    ['src/run/a.ts', `const file = new URL('../../workers/model/load.ts', import.meta.url)`],
    ['src/report/a.ts', `import { run } from '../run/run.ts'`],
    ['src/run/a.ts', `import { createElement } from 'react'`],
    ['src/intake/a.ts', `import { open } from '../storage/database/store.ts'`],
    ['src/ui/a.tsx', `import { draw } from '../intake/draw.ts'`],
    ['src/ui/a.tsx', `import { env } from '@huggingface/transformers'`],
    ['workers/model/a.ts', `import { probe } from '../guard/detect.ts'`],
    ['workers/model/a.ts', `import { open } from '../../src/storage/database/store.ts'`],
    ['workers/model/types.ts', `import { draw } from '../../src/intake/draw.ts'`],
    ['workers/model/a.ts', `import '../../src/ui/main.tsx'`],
    ['src/hub/frame/a.ts', `import { openStore } from '../../storage/database/store.ts'`],
    ['src/hub/frame/a.ts', `import { listModels } from '../../storage/models/model-store.ts'`],
    ['src/hub/frame/a.ts', `import { createSession } from '../../run/index.ts'`],
    ['src/hub/page/a.ts', `import { openStore } from '../../storage/database/store.ts'`],
    ['src/hub/page/a.ts', `import type { Store } from '../../storage/database/types.ts'`],
    ['src/storage/models/a.ts', `import { connect } from '../database/connection.ts'`],
    ['workers/model-store/a.ts', `import { openStore } from '../../src/storage/database/store.ts'`],
    ['src/run/a.ts', `import { scripted } from './a.test.ts'`],
  ])('%s may not say: %s', (path, text) => {
    expect(violations([{ path, text }])).toHaveLength(1)
  })

  it.each([
    ['src/run/a.ts', `new Worker(new URL('../../workers/model/worker.ts', import.meta.url), { type: 'module' })`],
    ['src/run/a.ts', `import type { ModelSpec } from '../../workers/model/types.ts'`],
    ['workers/intake/types.ts', `import type { Shard } from '../../src/datasets/shard.ts'`],
    ['src/ui/a.tsx', `import { protection } from '../../workers/service/register.ts'`],
    ['src/domain/a.ts', `// import { get } from '../storage/database/store.ts'`],
    ['src/storage/database/a.test.ts', `import { run } from '../../run/run.ts'`],
    ['src/benchmarks/a/data/import.ts', `import { readTable } from '../../../datasets/formats/table.ts'`],
  ])('%s may say: %s', (path, text) => {
    expect(violations([{ path, text }])).toEqual([])
  })
})

describe('the size of files and classes', () => {
  it('lets one person read each in a sitting', () => {
    expect(oversized([...sources('src'), ...sources('workers')])).toEqual([])
  })

  it('is counted in lines, tests and fixtures apart', () => {
    const lines = (count: number) => 'x\n'.repeat(count)
    const methods = (count: number) => '  a() {}\n'.repeat(count)
    const file = (path: string, text: string) => ({ path, text })
    expect(
      oversized([
        file('src/a.ts', lines(450)),
        file('src/b.ts', lines(451)),
        file('src/b.test.ts', lines(451)),
        file('src/fixtures/b.ts', lines(451)),
        file('src/c.ts', `export class C extends B {\n${methods(298)}}\n`),
        file('src/d.ts', `abstract class D {\n${methods(299)}}\n`),
        file('src/e.ts', `function f() {\n  class E {\n${methods(299)}  }\n}\n`),
      ]),
    ).toEqual(['src/b.ts has 451 lines', 'src/d.ts: class D has 301 lines', 'src/e.ts: class E has 301 lines'])
  })
})
