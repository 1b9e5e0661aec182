import { isOrt, shorten, withoutPlaces } from '../../src/domain/platform-errors.ts'

/**
 * Errors of JavaScript itself: a library met something that it was not written for, and says only where it
 * stumbled.
 */
const STUMBLES: readonly (new (...args: never[]) => Error)[] = [TypeError, RangeError, ReferenceError, SyntaxError]

const ADVICE = 'try another dtype or device, or another export of the model'
/** Fewer words say what is wrong to nobody. */
const SENTENCE = 4

/**
 * What an error of the libraries means to the person whose model it is, in one line: ONNX Runtime's without
 * the places in its own source, JavaScript's with what it was about.
 * @param doing what was going on, e.g. `loading the model`.
 */
export function explained(error: unknown, doing: string): string {
  const message = (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, ' ').trim()
  if (message === '') return `${doing} failed, and nothing says why; ${ADVICE}`
  if (isOrt(message)) return `ONNX Runtime failed while ${doing}: ${withoutPlaces(message)}`
  if (STUMBLES.some((kind) => error instanceof kind))
    return (
      `The model's files do not fit together: ${doing} failed with "${shorten(message)}"; compare config.json, ` +
      'preprocessor_config.json, tokenizer.json and generation_config.json ' +
      'with those of the repository that they are from'
    )
  if (message.split(' ').length < SENTENCE) return `${doing} failed and says only "${shorten(message)}"; ${ADVICE}`
  return shorten(message)
}
