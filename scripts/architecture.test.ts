import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { violations, type SourceFile } from './architecture.ts'
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

  it.each([
    ['src/audit/a.ts', `import { get } from '../store/store.ts'`],
    ['src/audit/a.ts', `import { parse } from 'valibot'`],
    ['src/audit/a.ts', `export type { Run } from '../runner/types.ts'`],
    ['src/store/a.ts', `import {\n  a,\n  b,\n} from '../runner/run.ts'`],
    ['src/runner/a.ts', `import { Button } from '../ui/button.tsx'`],
    ['src/runner/a.ts', `const { load } = await import('../../workers/model/engine.ts')`],
    ['src/runner/a.ts', `import type { Engine } from '../../workers/model/engine.ts'`],
    ['src/runner/a.ts', `const file = new URL('../../workers/model/engine.ts', import.meta.url)`],
    ['src/report/a.ts', `import { run } from '../runner/run.ts'`],
    ['src/runner/a.ts', `import { createElement } from 'react'`],
    ['src/intake/a.ts', `import { open } from '../store/store.ts'`],
    ['src/ui/a.tsx', `import { draw } from '../intake/draw.ts'`],
    ['src/ui/a.tsx', `import { env } from '@huggingface/transformers'`],
    ['workers/model/a.ts', `import { probe } from '../guard/detect.ts'`],
    ['workers/model/a.ts', `import { open } from '../../src/store/store.ts'`],
    ['workers/model/types.ts', `import { draw } from '../../src/intake/draw.ts'`],
    ['workers/model/a.ts', `import '../../src/ui/main.tsx'`],
    ['src/hub/a.ts', `import { openStore } from '../store/store.ts'`],
    ['src/hub/a.ts', `import { listShelf } from '../shelf/shelf.ts'`],
    ['src/hub/a.ts', `import { createSession } from '../runner/index.ts'`],
    ['src/door/a.ts', `import { openStore } from '../store/store.ts'`],
    ['src/door/a.ts', `import type { Store } from '../store/types.ts'`],
    ['src/shelf/a.ts', `import { connect } from '../store/connection.ts'`],
    ['workers/keeper/a.ts', `import { openStore } from '../../src/store/store.ts'`],
    ['src/runner/a.ts', `import { scripted } from './a.test.ts'`],
  ])('%s may not say: %s', (path, text) => {
    expect(violations([{ path, text }])).toHaveLength(1)
  })

  it.each([
    ['src/runner/a.ts', `new Worker(new URL('../../workers/model/worker.ts', import.meta.url), { type: 'module' })`],
    ['src/runner/a.ts', `import type { ModelSpec } from '../../workers/model/types.ts'`],
    ['workers/intake/types.ts', `import type { Shard } from '../../src/intake/shard.ts'`],
    ['src/ui/a.tsx', `import { protection } from '../../workers/service/register.ts'`],
    ['src/audit/a.ts', `// import { get } from '../store/store.ts'`],
    ['src/store/a.test.ts', `import { run } from '../runner/run.ts'`],
  ])('%s may say: %s', (path, text) => {
    expect(violations([{ path, text }])).toEqual([])
  })
})
