import type { PrivateType } from '../../domain/sample.ts'
import texts from './prompts.json' with { type: 'json' }

/** The base question for a value of a type, before any task wrapper. */
export function basePrompt(type: PrivateType): string {
  return texts.base.replace('{T}', () => texts.types[type])
}

/** Questions whose honest answer holds nothing private, asked of every picture. */
export const HARMLESS: readonly string[] = texts.harmless
