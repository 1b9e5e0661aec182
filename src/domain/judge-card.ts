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
  /**
   * Its verdicts came with the answers, by a benchmark's own way of judging: they count as they stand,
   * wherever that benchmark asks a judge.
   */
  readonly fromOriginal?: true
}

/** By the judge's id. */
export type JudgeCards = Readonly<Record<string, JudgeCard>>
