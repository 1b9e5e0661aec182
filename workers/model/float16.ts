/** @file Refuses 16-bit floats on a graphics adapter that does not compute in them. */
import { isFloat16 } from '../../src/domain/dtype.ts'
import { LeakscopeError } from '../../src/domain/errors.ts'
import type { ModelFiles } from '../shared/files.ts'
import type { Gpu } from '../shared/gpu.ts'
import { modelFile, sessionsOf, type Dtypes } from './dtype.ts'
import { summarise } from './onnx.ts'

/**
 * By the names of the dtypes, so that nothing is fetched for a device that cannot run it.
 * @param name of the model
 * @param gpu null on WASM, which has them.
 * @throws LeakscopeError `shader-f16-missing`
 */
export function assertDtypesRun(name: string, dtypes: Dtypes, gpu: Gpu | null): void {
  if (gpu === null || gpu.float16) return
  const session = sessionsOf(dtypes).find((one) => isFloat16(dtypes[one]!))
  if (session !== undefined) throw missing(`${name}: ${session} in ${dtypes[session]}`, gpu.adapter)
}

/**
 * By the graphs themselves, which must have been read: a file may hold other floats than its name says.
 * @throws LeakscopeError `shader-f16-missing`
 */
export function assertGraphsRun(files: ModelFiles, dtypes: Dtypes, gpu: Gpu | null): void {
  if (gpu === null || gpu.float16) return
  for (const session of sessionsOf(dtypes)) {
    const path = modelFile(session, dtypes[session]!)
    if (summarise(path, files.peek(path)!).float16) throw missing(path, gpu.adapter)
  }
}

function missing(what: string, adapter: string): LeakscopeError {
  return new LeakscopeError(
    'shader-f16-missing',
    `${what} needs 16-bit floats, which this graphics adapter (${adapter}) lacks; ` +
      'choose another dtype (q4, fp32) or WASM',
  )
}
