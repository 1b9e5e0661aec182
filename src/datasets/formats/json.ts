import { isRecord } from '../values.ts'

/**
 * A text as it stands. Each part is taken in one go and what does not end is taken whole: no text takes longer than
 * its length, be it a picture in base64 or a thousand quotes.
 */
const TEXT = String.raw`"[^"\\]*(?:\\[\s\S][^"\\]*)*(?:"|\\?$)`
const ODDITIES = new RegExp(String.raw`${TEXT}|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|-?\b(?:NaN|Infinity)\b`, 'g')
const COMMAS = new RegExp(String.raw`${TEXT}|,(?=\s*[\]}])`, 'g')
const BRACES = new RegExp(`${TEXT}|[{}]`, 'g')

/** The same without what people and Python add. */
function plainJson(source: string): string {
  return source
    .replaceAll(ODDITIES, (token) => (token.startsWith('"') ? token : token.startsWith('/') ? ' ' : 'null'))
    .replaceAll(COMMAS, (token) => (token === ',' ? '' : token))
}

/**
 * JSON as Python and people write it: outside of texts `NaN` and `Infinity` are missing values, comments say nothing,
 * and a comma behind the last of a list is let be.
 * @throws SyntaxError
 */
export function parsePythonJson(source: string): unknown {
  const exact = withAllDigits(source)
  try {
    return JSON.parse(exact) as unknown
  } catch (error) {
    const plain = plainJson(exact)
    if (plain === exact) throw error
    return JSON.parse(plain) as unknown
  }
}

/** Whole numbers that JavaScript would round, which are names and no numbers, are texts of all their digits. */
function withAllDigits(source: string): string {
  if (!MANY_DIGITS.test(source)) return source
  return source.replaceAll(WHOLE, (token) =>
    token.startsWith('"') || Number.isSafeInteger(Number(token)) ? token : `"${token}"`,
  )
}

const MANY_DIGITS = /(?<![\d.])\d{16}/
const WHOLE = new RegExp(String.raw`${TEXT}|-?(?<![\d.eE+-])\d{16,}(?![\d.eE])`, 'g')

/** Letters of a text whose keys are looked through: of more that would take as long as reading it. */
const LOOKED_THROUGH = 2 ** 25

/** Keys that the outermost object of a text has more than once: of these JavaScript keeps the last. */
export function repeatedKeys(source: string): string[] {
  if (source.length > LOOKED_THROUGH || !/^\s*\{/.test(source)) return []
  const seen = new Set<string>()
  const repeated = new Set<string>()
  let depth = 0
  for (const [token] of source.matchAll(KEYS)) {
    if (token === '{' || token === '[') depth++
    else if (token === '}' || token === ']') depth--
    else if (depth === 1 && token.endsWith(':')) {
      const key = token.replace(/\s*:$/, '')
      if (seen.has(key)) repeated.add(key)
      seen.add(key)
    }
  }
  return [...repeated].map((key) => key.slice(1, -1))
}

const KEYS = new RegExp(String.raw`(?:${TEXT})(?:\s*:)?|[{}[\]]`, 'g')

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
  const objects = objectsIn(text)
  if (objects !== null) return objects
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const [first = '', second = ''] = lines
  if (isNamed) return first.trimStart().startsWith('[') ? null : lines
  // One line is what it is: an object of records, or a record.
  return lines.length > 1 && second.trimStart().startsWith('{') && isObject(first) ? lines : null
}

/**
 * Objects that stand one behind the other, each over several lines, as `jq` and `indent=2` write them; null for one
 * alone, and for lines that hold an object each.
 */
export function objectsIn(text: string): string[] | null {
  const [first = ''] = text.trimStart().split('\n', 1)
  if (!first.startsWith('{') || isObject(first)) return null
  const found: string[] = []
  let [depth, from] = [0, 0]
  for (const { 0: token, index } of text.matchAll(BRACES)) {
    if (token === '{' && depth++ === 0) from = index
    if (token !== '}' || depth === 0 || --depth > 0) continue
    found.push(text.slice(from, index + 1))
  }
  // One that is cut off is damaged, like a line.
  if (found.length > 0 && depth > 0) found.push(text.slice(from))
  return found.length > 1 && isObject(found[0]!) ? found : null
}

/** What files call the one list that they hold, beside what they tell of it. */
const LISTS =
  /^(?:data|dataset|records?|rows|items|examples|samples|annotations|questions|entries|instances|people|list|train|test)$/i

/**
 * Records of a list, of an object that holds one list of them (`{"data": […]}`), or of an object of records; else
 * the object itself, and nothing of what is no object.
 */
export function recordsIn(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value as unknown[]
  if (!isRecord(value)) return []
  const all = Object.entries(value)
  const lists = all.flatMap(([key, one]) => (LISTS.test(key) && Array.isArray(one) && one.some(isRecord) ? [one] : []))
  if (lists.length === 1) return lists[0] as unknown[]
  return all.length > 0 && all.every(([, one]) => isRecord(one)) ? all.map(([, one]) => one) : [value]
}

function isObject(line: string): boolean {
  try {
    return isRecord(parseJsonLine(line))
  } catch {
    return false
  }
}
