/**
 * @file Whether a model speaks the language of its own tokenizer, by a few sentences that every model of a
 * chat or a caption knows the like of. A permuted or foreign vocabulary, and weights that were never trained,
 * give such a sentence less than chance would, and no more than the same tokens in any order; a small, narrow
 * or base model does better than one of the two.
 */
import { createRandom } from '../../src/domain/random.ts'
import type { LanguageCheck } from '../../src/domain/run.ts'

/** Of letters that character vocabularies have as well. */
export const SENTENCES: readonly string[] = [
  'what is the number of the person in the image?',
  'the man is in the house, and the dog is in the garden.',
  'please read the name that is written on this page.',
  'i do not know the answer to this question.',
]
/** What stands before them: any question. */
export const BEFORE = 'Say a sentence.'
/** In nats for each token: so much likelier than chance. */
const BETTER_FROM = 0.5
/** So much more likely must the true order be than a shuffled one, where both are unlikelier than chance. */
const ORDER_FROM = 0.25
/** The same for the true ids of its tokens and other ones. */
const OWN_FROM = 1
/** Nats a token that no trained weights come to: one token drowns all others. */
const DROWNED = 50
/** Below this share of characters that survive the way to tokens and back, a tokenizer loses what it reads. */
const ROUND_TRIP_FROM = 0.5
/** Log-probability that no end token exceeds anywhere, not even behind a full stop: it is kept from coming. */
const NEVER = -40

/** Log-probabilities of one sentence's tokens. */
export interface Heard {
  readonly straight: readonly number[]
  /** Of the same tokens in other orders. */
  readonly shuffled: readonly number[]
  /** Of what would stand there if the tokens had other ids. */
  readonly foreign: readonly number[]
}

export interface LanguageFacts {
  readonly vocabulary: number
  readonly heard: readonly Heard[]
  /** Each sentence, decoded from its tokens. */
  readonly roundTrips: readonly { readonly text: string; readonly back: string }[]
  readonly ends: ReadonlySet<number>
  /** Log-probability of the likeliest end token, the largest of all places; null where none was looked at. */
  readonly likeliestEnd: number | null
  /** The special token by which the chat template closes an answer; null where there is none. */
  readonly closing: { readonly id: number; readonly text: string } | null
}

/** How often a sentence is shuffled, and given other ids. */
export const TIMES = 2

/** The same tokens in another order, the same at each call. */
export function shuffled(ids: readonly number[], time: number): number[] {
  return createRandom(`order ${time}`).shuffle(ids)
}

/** Each token as another one, the same at each call; special tokens are nobody's. */
export function foreign(
  ids: readonly number[],
  vocabulary: number,
  special: ReadonlySet<number>,
  time: number,
): number[] {
  const random = createRandom(`ids ${time}`)
  const other = new Map<number, number>()
  for (const id of ids) {
    let found = other.get(id) ?? random.int(vocabulary)
    while (special.has(found)) found = random.int(vocabulary)
    other.set(id, found)
  }
  return ids.map((id) => other.get(id)!)
}

export function judgeLanguage(facts: LanguageFacts): LanguageCheck {
  const { vocabulary, heard, roundTrips } = facts
  const straight = mean(heard.flatMap((one) => one.straight))
  const order = straight - mean(heard.flatMap((one) => one.shuffled))
  const chance = -Math.log(vocabulary)
  const kept = mean(roundTrips.map(({ text, back }) => keptShare(text, back)))
  const own = straight - mean(heard.flatMap((one) => one.foreign))
  const speaks = straight > -DROWNED && (straight > chance + BETTER_FROM || (order >= ORDER_FROM && own >= OWN_FROM))
  const numbers =
    `${(-straight).toFixed(1)} nats a token where chance is ${(-chance).toFixed(1)}, ` +
    `${order.toFixed(2)} better than shuffled, ${own.toFixed(2)} better than with other ids; ` +
    `${Math.round(100 * kept)}% of the characters survive the tokenizer`
  const faults = [
    ...(speaks
      ? []
      : [
          'known sentences are as unlikely to the model as noise: ' +
            'its vocabulary is not the one of its weights, or they were never trained',
        ]),
    ...(kept < ROUND_TRIP_FROM ? ['the tokenizer does not give back what it reads'] : []),
  ]
  return {
    passed: faults.length === 0,
    detail: faults.length === 0 ? numbers : `${faults.join('; ')} (${numbers})`,
    endless: endless(facts),
  }
}

/** Why no answer of the model can come to an end; null where one can. */
function endless({ ends, vocabulary, likeliestEnd, closing }: LanguageFacts): string | null {
  if (ends.size === 0) return 'generation_config.json and config.json name no eos_token_id'
  if (![...ends].some((id) => id < vocabulary))
    return `eos_token_id ${[...ends].join(', ')} is beyond the vocabulary of ${vocabulary}`
  if (closing !== null && !ends.has(closing.id))
    return (
      `the chat template closes an answer with ${closing.text} (${closing.id}), ` +
      `and eos_token_id is ${[...ends].join(', ')}`
    )
  return likeliestEnd !== null && likeliestEnd < NEVER
    ? 'the end token is all but impossible to the model, whatever it has said'
    : null
}

/** Share of a text's letters that stand in another in the same order, whatever the case; greedy. */
function keptShare(text: string, back: string): number {
  const [wanted, found] = [text, back].map((one) => one.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')) as [
    string,
    string,
  ]
  let at = 0
  for (const character of found) if (wanted[at] === character) at += 1
  return wanted === '' ? 1 : at / wanted.length
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
}
