/**
 * Area under the ROC curve: the chance that a positive scores above a negative, ties counting half.
 * (sum of ranks of the positives - n(n+1)/2) / (n * m) with mid-ranks; null if a class is empty.
 */
export function auc(positives: readonly number[], negatives: readonly number[]): number | null {
  if (positives.length === 0 || negatives.length === 0) return null
  const all = [
    ...positives.map((score) => ({ score, positive: true })),
    ...negatives.map((score) => ({ score, positive: false })),
  ].sort((a, b) => a.score - b.score)
  let rankSum = 0
  for (let start = 0; start < all.length;) {
    const { score } = all[start]!
    let end = start
    while (all[end]?.score === score) end++
    // A score that is not a number equals nothing, not even itself.
    if (end === start) throw new RangeError('auc: every score must be a number')
    const midRank = (start + 1 + end) / 2
    for (let i = start; i < end; i++) if (all[i]!.positive) rankSum += midRank
    start = end
  }
  const n = positives.length
  return (rankSum - (n * (n + 1)) / 2) / (n * negatives.length)
}
