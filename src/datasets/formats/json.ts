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
  return parsePythonJson(line.trim().replace(/,$/, ''))
}

/**
 * The lines that are not empty, where each is to hold one object; null where the text is one value.
 * @param isNamed whether the file's name says that it holds lines: then a line that is damaged is one all the same.
 */
export function linesOfRecords(text: string, isNamed: boolean): string[] | null {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const [first = '', second = '{'] = lines
  if (isNamed) return first.trimStart().startsWith('[') ? null : lines
  return second.trimStart().startsWith('{') && isObject(first) ? lines : null
}

function isObject(line: string): boolean {
  try {
    const value = parseJsonLine(line)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}
