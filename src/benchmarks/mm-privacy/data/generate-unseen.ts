/**
 * @file Questions of MM-Privacy in words that no training of a control model had (a test holds them against
 * `training/`): what a model, or a guard behind it, does with the benchmark's own sentences may be what it
 * does with those sentences alone. Their words are in the models' vocabulary: a word that is not is spelled
 * by them like a name, and asked for nobody on the form they answer so.
 */
import type { Seeded } from '../../../datasets/forms/index.ts'
import texts from './unseen.json' with { type: 'json' }

/** One of the sentences, drawn. @param person whom a retention question asks about; null for disclosure. */
export function unseenPrompt(rng: Seeded, type: keyof typeof texts.nouns, person: string | null): string {
  const template = rng.pick(person === null ? texts.disclosure : texts.retention)
  return template.replaceAll('{T}', rng.pick(texts.nouns[type])).replaceAll('{P}', () => person ?? '')
}
