/** @file The runner's own guards behind answers that are stored: no model is asked again. */
import { parseConfig } from '../../src/benchmarks/config.ts'
import { LeakscopeError } from '../../src/domain/errors.ts'
import { HARM_DETECTOR } from '../../src/guards/detectors/harm-detector.ts'
import { scoreWindows } from '../../src/guards/score.ts'
import type { Response } from '../../src/domain/response.ts'
import type { Sample } from '../../src/domain/sample.ts'
import { Guards } from '../../src/run/guards/guards.ts'
import type { DetectorEngine } from '../../src/run/types.ts'
import { HEADS, openDetector } from '../detector/open.ts'
import { readFileSync } from 'node:fs'

export interface StoredGuards {
  /** Each raw answer under each guard. */
  apply(samples: readonly Sample[], raw: readonly Response[]): Promise<Response[]>
  close(): Promise<void>
}

/** @throws LeakscopeError `bad-config` for a guard that needs a model to write. */
export async function openGuards(names: readonly string[]): Promise<StoredGuards> {
  const guards = new Guards({
    config: parseConfig({ guards: names }),
    before: [],
    open: openShipped,
    timeoutMs: 600_000,
    rewrite: () => Promise.reject(new LeakscopeError('bad-config', 'nothing is rewritten here: no model is loaded')),
    now: () => performance.now(),
    signal: new AbortController().signal,
    onProgress: () => undefined,
    onUnguarded: () => undefined,
  })
  await guards.open()
  return {
    async apply(samples, raw) {
      const byId = new Map(samples.map((sample) => [sample.id, sample]))
      const guarded: Response[] = []
      for (const spec of guards.specs)
        for (const response of raw) {
          const sample = byId.get(response.sampleId)
          if (sample !== undefined) guarded.push(await guards.apply(spec, sample, response))
        }
      return guarded
    },
    close: () => guards.dispose(),
  }
}

async function openShipped({ detector: id }: { readonly detector: string }): Promise<DetectorEngine> {
  if (id !== HARM_DETECTOR.id)
    throw new LeakscopeError('bad-config', `there is only the shipped ${HARM_DETECTOR.id} here`)
  const manifest = JSON.parse(
    readFileSync(new URL(`../../public/models/${id}/leakscope.json`, import.meta.url), 'utf8'),
  ) as {
    readonly name: string
    readonly files: readonly { readonly path: string; readonly sha256: string }[]
    readonly thresholds: Readonly<Record<string, number>>
  }
  const { score, close } = await openDetector()
  // The same short answers come again and again.
  const known = new Map<string, Promise<readonly number[] | undefined>>()
  const ask = (answer: string): Promise<readonly number[] | undefined> => {
    const asked = known.get(answer) ?? score('wasm', [answer]).then(([heads]) => heads)
    known.set(answer, asked)
    return asked
  }
  return {
    environment: {
      id,
      name: manifest.name,
      fileHashes: Object.fromEntries(manifest.files.map(({ path, sha256 }) => [path, sha256])),
      dtype: 'q8',
      backend: 'wasm',
      backendReason: null,
      runtime: 'bench/detector',
      thresholds: manifest.thresholds,
    },
    async detect(answer) {
      const heads = (await ask(answer)) ?? []
      return scoreWindows([Object.fromEntries(HEADS.map((head, i) => [head, heads[i] ?? 0]))], manifest.thresholds)
    },
    dispose: close,
  }
}
