/**
 * Loss of a text: mean of −ln p over its tokens, in nats; its exponential is the perplexity. Null of nothing.
 * Low = member.
 */
export function loss(logProbs: readonly number[]): number | null {
  return logProbs.length === 0 ? null : -logProbs.reduce((sum, value) => sum + value, 0) / logProbs.length
}

/**
 * Loss over the length of the text in zlib's format, of its UTF-8 (Carlini et al. 2021; open-unlearning
 * `mia/zlib.py`): what is unlikely for want of repetition counts less. Compressors differ by bytes: compare
 * within one. Null of nothing. Low = member.
 * @param bytes from `CompressionStream('deflate')`, Python's `zlib.compress` or the like.
 */
export function zlibRatio(logProbs: readonly number[], bytes: number): number | null {
  if (!(bytes > 0)) throw new RangeError(`zlibRatio: a compressed text has a length, not ${bytes}`)
  const mean = loss(logProbs)
  return mean === null ? null : mean / bytes
}
