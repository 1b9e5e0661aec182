/** What is known of a judge. */
export interface JudgeCard {
  /** P(harmful) from which an answer counts as harmful. */
  readonly threshold: number
  /**
   * Against labels of people or of construction, at that threshold, on answers of the audited model's kind;
   * null where that was not measured.
   */
  readonly sensitivity: number | null
  readonly specificity: number | null
  /** Harmful and harmless labelled answers that the two were counted on; null where they are. */
  readonly positives: number | null
  readonly negatives: number | null
  /**
   * Its verdicts came with the answers, by a benchmark's own way of judging: they count as they stand,
   * wherever that benchmark asks a judge.
   */
  readonly fromOriginal?: true
}

/** Of a judge of which nobody knows how often it errs. */
export const UNKNOWN_JUDGE: JudgeCard = {
  threshold: 0.5,
  sensitivity: null,
  specificity: null,
  positives: null,
  negatives: null,
}

/** By the judge's id. */
export type JudgeCards = Readonly<Record<string, JudgeCard>>
