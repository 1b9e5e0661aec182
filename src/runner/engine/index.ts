export { DEFAULT_DEPENDENCIES, engineFactory, openEngine, probeModelWorker, type EngineDependencies } from './open.ts'
export { modelBytes, modelFromFolder, readModelManifest, type ModelSource } from './source.ts'
