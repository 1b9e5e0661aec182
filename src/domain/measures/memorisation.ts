/**
 * @file How much of a forced answer a model would have given by itself (open-unlearning `memorization.py`;
 * docs/protocols/measures.md#unlearning). `greedy` says of each token whether it is the model's likeliest one
 * there.
 */

/** Exact memorisation: share of the answer's tokens that are the model's own choice; null of none. */
export function exactMemorisation(greedy: readonly boolean[]): number | null {
  return greedy.length === 0 ? null : greedy.filter(Boolean).length / greedy.length
}

/**
 * Extraction strength: 1 − k/n, k the fewest leading tokens behind which the model goes on with all the rest;
 * null of no token. 0 where it never does. The original's loop ends at k = n − 1 even without a match, so its
 * score is never below 1/n (`extraction-strength-compat`).
 */
export function extractionStrength(greedy: readonly boolean[], compat = false): number | null {
  if (greedy.length === 0) return null
  const k = greedy.lastIndexOf(false) + 1
  return 1 - (compat ? Math.min(k, greedy.length - 1) : k) / greedy.length
}
