/** @file JSON in which every value is a record: what the scripts of several papers write. */
import { parseJsonLine, parsePythonJson } from '../../datasets/formats/json.ts'
import { isRecord } from './reader.ts'

/** Null for what is no JSON. What was made JSON of twice is a text of JSON at first. */
export function parsedText(text: string): unknown {
  const value = parsed(text, parsePythonJson)
  return typeof value === 'string' && /^\s*[[{]/.test(value) ? parsed(value, parsePythonJson) : value
}

/** The same of one line of many. */
export function parsedLine(line: string): unknown {
  return parsed(line, parseJsonLine)
}

/** Whether a record in it has the key. */
export function hasRows(text: string, key: string): boolean {
  // Before all of it is parsed.
  if (!text.includes(`"${key}"`)) return false
  const value = parsedText(text)
  return isRecord(value) && Object.values(value).some((row) => isRecord(row) && key in row)
}

function parsed(text: string, parse: (text: string) => unknown): unknown {
  try {
    return parse(text)
  } catch {
    return null
  }
}
