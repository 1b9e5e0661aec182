import { createWorker, OEM, type Worker as Engine } from 'tesseract.js'
import { LeakscopeError } from '../../src/domain/errors.ts'
import { READING_PARAMETERS, type TesseractReading } from '../../src/intake/index.ts'

/** Loads the engine and its English data from our own origin; it keeps nothing in storage of its own. */
export async function loadOcr(folder: string): Promise<Engine> {
  try {
    return await createWorker('eng', OEM.LSTM_ONLY, {
      workerPath: `${folder}worker.min.js`,
      corePath: `${folder}tesseract-core-simd-lstm.js`,
      langPath: folder.replace(/\/$/, ''),
      // A script made of a blob would not get the policy's header.
      workerBlobURL: false,
      cacheMethod: 'none',
    })
  } catch (error) {
    throw new LeakscopeError(
      'not-found',
      'The text recogniser cannot be loaded; is the app’s server running? It is needed once, and kept afterwards.',
      { cause: error },
    )
  }
}

/** What is printed on a picture that was made ready for this reading, line by line. */
export async function readText(engine: Engine, picture: OffscreenCanvas, reading: TesseractReading): Promise<string> {
  await set(engine, reading)
  return (await engine.recognize(await picture.convertToBlob({ type: 'image/png' }))).data.text
}

async function set(engine: Engine, reading: TesseractReading): Promise<void> {
  await engine.setParameters(READING_PARAMETERS[reading])
}
