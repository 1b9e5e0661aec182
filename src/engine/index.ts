export { BUILT_IN, beyondBuiltIn, builtInObstacle, openBuiltIn } from './built-in.ts'
export {
  DEFAULT_DEPENDENCIES,
  engineFactory,
  fingerprintFiles,
  openEngine,
  inspectModel,
  preflightModel,
  probeModelWorker,
  type EngineDependencies,
} from './open.ts'
export { measureDevice, type DeviceMeasurement } from './measure.ts'
export { MANIFEST, modelBytes, modelFromFolder, pathInFolder, readModelManifest, type ModelSource } from './source.ts'
