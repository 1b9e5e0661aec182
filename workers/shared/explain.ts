/** Errors of JavaScript itself: a library met something that it was not written for, and says only where it stumbled. */
const STUMBLES: readonly (new (...args: never[]) => Error)[] = [TypeError, RangeError, ReferenceError, SyntaxError]
const LONGEST = 300

/**
 * What an error of the libraries means to the person whose model it is, in one line: ONNX Runtime's without the places in its own source, JavaScript's with
 * what it was about.
 * @param doing what was going on, e.g. `loading the model`.
 */
export function explained(error: unknown, doing: string): string {
  const message = (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, ' ').trim()
  if (message === '')
    return `${doing} failed, and nothing says why; try another dtype or device, or another export of the model`
  if (/ERROR_CODE|onnxruntime|ort-wasm/i.test(message))
    return `ONNX Runtime failed while ${doing}: ${withoutPlaces(message)}`
  if (STUMBLES.some((kind) => error instanceof kind))
    return `The model's files do not fit together: ${doing} failed with "${shorten(message)}"; compare config.json, preprocessor_config.json, tokenizer.json and generation_config.json with those of the repository that they are from`
  return shorten(message)
}

function withoutPlaces(message: string): string {
  const said = message
    .replaceAll(/Can't create a session\.\s*|failed to call \w+\(\)\.\s*|ERROR_CODE: \d+,?\s*|ERROR_MESSAGE: /gi, '')
    // A source file with its line, and the function's whole signature behind it.
    .replaceAll(
      /(?:[A-Za-z]:)?[\\/]\S*\.(?:cc|cpp|h|hpp|ts|js|mjs):\d+\s*(?:[^()]*\([^()]*\)(?:\s*const)?(?:\s*\[[^\]]*\])?\s*)?/g,
      '',
    )
    .trim()
  return said === '' ? 'it does not say why' : shorten(said)
}

function shorten(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`
}
