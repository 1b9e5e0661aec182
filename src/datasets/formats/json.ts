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
