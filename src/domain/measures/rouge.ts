import { porterStem } from './porter.ts'

export interface RougeScore {
  readonly precision: number
  readonly recall: number
  readonly f: number
}

/**
 * Tokens as in google-research `rouge/tokenize.py`: lower case, everything but a-z and 0-9 separates, Porter
 * stems of tokens longer than 3.
 */
export function rougeTokens(text: string, stem: boolean): string[] {
  const tokens = text.toLowerCase().match(/[a-z0-9]+/g) ?? []
  return stem ? tokens.map((token) => (token.length > 3 ? porterStem(token) : token)) : [...tokens]
}

/** ROUGE-n (n = 1, 2, …): clipped overlap of n-grams over max(count, 1). */
export function rougeN(n: number, target: string, prediction: string, stem = false): RougeScore {
  const wanted = ngrams(rougeTokens(target, stem), n)
  const given = ngrams(rougeTokens(prediction, stem), n)
  let overlap = 0
  for (const [gram, count] of wanted.counts) overlap += Math.min(count, given.counts.get(gram) ?? 0)
  return score(overlap / Math.max(given.total, 1), overlap / Math.max(wanted.total, 1))
}

/** ROUGE-L over whole texts: longest common subsequence of the tokens. Zero if either is empty. */
export function rougeL(target: string, prediction: string, stem = false): RougeScore {
  const wanted = rougeTokens(target, stem)
  const given = rougeTokens(prediction, stem)
  if (wanted.length === 0 || given.length === 0) return score(0, 0)
  const common = commonSubsequence(wanted, given)
  return score(common / given.length, common / wanted.length)
}

function score(precision: number, recall: number): RougeScore {
  return { precision, recall, f: precision + recall > 0 ? (2 * precision * recall) / (precision + recall) : 0 }
}

function ngrams(tokens: readonly string[], n: number): { counts: Map<string, number>; total: number } {
  const counts = new Map<string, number>()
  const total = Math.max(0, tokens.length - n + 1)
  for (let i = 0; i < total; i++) {
    const gram = tokens.slice(i, i + n).join(' ')
    counts.set(gram, (counts.get(gram) ?? 0) + 1)
  }
  return { counts, total }
}

function commonSubsequence(a: readonly string[], b: readonly string[]): number {
  const row = new Array<number>(b.length + 1).fill(0)
  for (const token of a) {
    let diagonal = 0
    for (let j = 1; j <= b.length; j++) {
      const above = row[j] as number
      row[j] = token === b[j - 1] ? diagonal + 1 : Math.max(above, row[j - 1] as number)
      diagonal = above
    }
  }
  return row[b.length] as number
}
