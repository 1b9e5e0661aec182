/** NLTK's `SmoothingFunction().method1` puts this in place of a zero numerator. */
const EPSILON = 0.1
const MAX_N = 4

/**
 * Sentence BLEU of white-space tokens against one reference: 4-grams, equal weights, smoothing method 1, as
 * MLLMU-Bench calls NLTK's `sentence_bleu`. BP * exp(mean of ln p_n); 0 when no unigram matches.
 */
export function bleu(reference: string, hypothesis: string): number {
  const wanted = tokens(reference)
  const given = tokens(hypothesis)
  let logSum = 0
  for (let n = 1; n <= MAX_N; n++) {
    const grams = count(given, n)
    const targets = count(wanted, n)
    let matches = 0
    for (const [gram, times] of grams) matches += Math.min(times, targets.get(gram) ?? 0)
    if (n === 1 && matches === 0) return 0
    const total = Math.max(1, given.length - n + 1)
    logSum += Math.log((matches === 0 ? EPSILON : matches) / total)
  }
  const brevity = given.length > wanted.length ? 1 : Math.exp(1 - wanted.length / given.length)
  return brevity * Math.exp(logSum / MAX_N)
}

/**
 * What Python's `split()` takes for white space; JavaScript's \s has U+FEFF more, and U+001C to U+001F and
 * U+0085 less.
 */
// oxlint-disable-next-line no-control-regex -- they are what Python splits at
const BLANK = /[\p{White_Space}\u001c-\u001f]+/u

function tokens(text: string): string[] {
  return text.split(BLANK).filter((token) => token !== '')
}

function count(words: readonly string[], n: number): Map<string, number> {
  const counts = new Map<string, number>()
  for (let i = 0; i + n <= words.length; i++) {
    const gram = words.slice(i, i + n).join(' ')
    counts.set(gram, (counts.get(gram) ?? 0) + 1)
  }
  return counts
}
