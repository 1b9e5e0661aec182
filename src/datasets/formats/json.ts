/**
 * JSON as Python writes it: `NaN` and `Infinity` outside of texts are missing values.
 * @throws SyntaxError
 */
export function parsePythonJson(source: string): unknown {
  try {
    return JSON.parse(source) as unknown
  } catch (error) {
    const plain = source.replaceAll(/"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g, (token) =>
      token.startsWith('"') ? token : 'null',
    )
    if (plain === source) throw error
    return JSON.parse(plain) as unknown
  }
}

/**
 * One line of a file of JSON lines; a comma behind it, as lists have it, is let be.
 * @throws SyntaxError
 */
export function parseJsonLine(line: string): unknown {
  return JSON.parse(line.trim().replace(/,$/, '')) as unknown
}
