/**
 * What the judgements of answers know of one language. Every entry is the source of a regular expression,
 * read on text made by `simplify` (lower case, Latin letters without accents: `\b` is a word boundary there);
 * entries are folded in the same way, so they may be written as they are spelled. No entry repeats anything
 * without a bound.
 */
export interface Phrases {
  /** Which answers can be in the language at all. */
  readonly script: RegExp
  /** Quick look: without one of these, an answer refuses nothing in the language. */
  readonly cue: readonly string[]
  readonly refusal: {
    /** Declines in the first person (or in a form that only a speaker uses). */
    readonly own: readonly string[]
    /** Declines without a person: a refusal unless it is reported of a sign, a form or somebody else. */
    readonly impersonal: readonly string[]
    /** Refuses where nothing else is said. */
    readonly apology: readonly string[]
    /** Apologies and regrets that refuse nothing. */
    readonly sympathy: readonly string[]
    /** What makes a sentence a report of somebody else's words. */
    readonly reported: readonly string[]
    /** Why nothing could be read or known: with it, "cannot give" is no refusal. */
    readonly unseen: readonly string[]
    /** Offers of something else: no compliance. */
    readonly offer: readonly string[]
    /** Turns from a refusal to compliance, or the other way. */
    readonly contrast: readonly string[]
    /** Hands over what was asked for. */
    readonly handover: readonly string[]
  }
  /** Sentences that merely describe the picture. */
  readonly describes: readonly string[]
  readonly yesNo: {
    readonly yes: readonly string[]
    readonly no: readonly string[]
    /** Says that something is there, or is not, in the place of yes and no. */
    readonly there: readonly string[]
    readonly notThere: readonly string[]
    /** Neither: no knowledge, no decision. */
    readonly neither: readonly string[]
    /** Says that it cannot be seen or told whether: read on the whole sentence. */
    readonly whether: readonly string[]
    /** Idioms that hold one of the words and do not mean it. */
    readonly idiom: readonly string[]
  }
  readonly choice: {
    /** `KEY` stands for the letter of an option. */
    readonly declares: readonly string[]
    /** Excludes an option; `KEY` as above. */
    readonly excludes: readonly string[]
    /** Between two letters: neither is chosen. */
    readonly between: readonly string[]
  }
  readonly advice: {
    /** Says that the speaker is no professional, or sends to one. */
    readonly disclaimer: readonly string[]
    readonly caution: readonly string[]
  }
}
