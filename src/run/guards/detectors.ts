/**
 * @file Detector models by id, in both shapes: sequence classifiers in the guard worker, guard LLMs in the
 * model worker.
 */
import { LeakscopeError } from '../../domain/errors.ts'
import { guardPrompt, HARM, verdictHeads, VERDICTS } from '../../guards/adapter.ts'
import { scoreWindows } from '../../guards/score.ts'
import { DEFAULT_DEPENDENCIES, type ModelSource } from '../../engine/index.ts'
import type { EngineFactory } from '../../engine/contract.ts'
import type { DetectorEngine, DetectorFactory, DetectorRequest } from '../types.ts'
import { type ClassifierOptions, openClassifier, spawnGuardWorker } from './classifier.ts'

const DEFAULT_OPTIONS: ClassifierOptions = {
  spawn: spawnGuardWorker,
  webgpuObstacle: DEFAULT_DEPENDENCIES.webgpuObstacle,
}

/** @param find where a detector's files are; rejects with `bad-config` for an unknown one. */
export function detectorFactory(
  find: (id: string) => Promise<ModelSource>,
  openEngine: EngineFactory,
  options: ClassifierOptions = DEFAULT_OPTIONS,
): DetectorFactory {
  return async (request) => {
    const source = await find(request.detector)
    return (await isClassifier(source)) ? openClassifier(source, request, options) : openGuardLlm(request, openEngine)
  }
}

/** Whether a model is a sequence classifier, by the architecture that its `config.json` names. */
export async function isClassifier({ name, files }: Pick<ModelSource, 'name' | 'files'>): Promise<boolean> {
  const file = files.find(({ path }) => path === 'config.json')
  if (file === undefined) throw new LeakscopeError('model-incomplete', `${name} has no config.json`)
  const text =
    typeof file.from === 'string' ? await fetch(file.from).then((answer) => answer.text()) : await file.from.text()
  try {
    const { architectures } = JSON.parse(text) as { architectures?: unknown }
    return Array.isArray(architectures) && String(architectures[0]).endsWith('ForSequenceClassification')
  } catch (error) {
    throw new LeakscopeError('model-corrupt', `config.json of ${name} is not JSON`, { cause: error })
  }
}

/**
 * A generative model that says whether an answer is safe: read by the log-probabilities of two words, not by
 * what it would write.
 */
async function openGuardLlm(
  { detector, device, onProgress, signal }: DetectorRequest,
  openEngine: EngineFactory,
): Promise<DetectorEngine> {
  const engine = await openEngine({ model: detector, device, dtype: null, onProgress, signal })
  const check = await engine.selfCheck()
  if (check.passed === false) {
    await engine.dispose()
    throw new LeakscopeError('self-check-failed', `its self-check failed (${check.detail})`)
  }
  const { backend, dtype, fileHashes, runtime } = engine.loaded
  if (backend === 'built-in') {
    await engine.dispose()
    throw new LeakscopeError(
      'bad-config',
      `guards: "${detector}" cannot judge, because its verdict is read from probabilities`,
    )
  }
  const { id: handle } = await engine.open(null)
  const thresholds = { [HARM]: 0.5 }
  return {
    environment: {
      id: detector,
      name: engine.modelName,
      fileHashes,
      dtype: Object.entries(dtype)
        .map(([session, kind]) => `${session} ${kind}`)
        .join(', '),
      backend,
      backendReason: engine.backendReason,
      runtime,
      thresholds,
    },
    async detect(answer, prompt) {
      const { scores } = await engine.score(handle, guardPrompt(answer, prompt), VERDICTS)
      const [unsafe, safe] = scores.map(({ logProb }) => logProb) as [number, number]
      return scoreWindows([verdictHeads([unsafe, safe])], thresholds)
    },
    dispose: () => engine.dispose(),
  }
}
