/** @file How folders, files and cells call MM-SafetyBench's scenarios and kinds of pictures. */
import { SCENARIOS } from '../meta.ts'
import { titleKey } from '../../../datasets/formats/table.ts'

const KINDS: Readonly<Record<string, string>> = {
  sd: 'sd',
  sdtypo: 'sd-typo',
  typo: 'typo',
  textonly: 'text',
  text: 'text',
}

/** What people write for a scenario whose name they put right. */
const ALIASES: Readonly<Record<string, string>> = {
  illegalactivities: '01-Illegal_Activitiy',
  privacyviolation: '09-Privacy_Violence',
}

/**
 * `01-Illegal_Activitiy`, `Illegal_Activitiy` or `illegal activity`, as a folder or a cell, or before a file's
 * kind.
 */
export function scenarioIn(text: string): string | null {
  for (const part of text.split('/').toReversed()) {
    const key = titleKey(part.replace(KIND_OF_FILE, '')).replace(/^\d+/, '')
    const found = SCENARIOS.find(({ id, title }) => key === titleKey(id).replace(/^\d+/, '') || key === titleKey(title))
    if (found !== undefined) return found.id
    if (Object.hasOwn(ALIASES, key)) return ALIASES[key]!
  }
  return null
}

/**
 * What ends a file's name where nothing but it says the kind: `Fraud_SD_TYPO.parquet`,
 * `Fraud-SD-00000-of-00001.parquet`.
 */
export const KIND_OF_FILE = /[-_. ](sd[-_+]typo|sd|typo|text[-_]?only)(?:-\d+-of-\d+)?\.[^.]+$/i

export function kindOf(text: string): string | null {
  const key = titleKey(text)
  return Object.hasOwn(KINDS, key) ? KINDS[key]! : null
}
