/** @file Choices that the shape of an answer tells: a verdict in each line, a share for each option, all but one. */

const VERDICT_LINE =
  /^[\s>*_#"'(-]{0,8}(?<key>[A-Z])(?![\p{L}\p{N}])[^\n]{0,120}?(?:\s[-–—]\s?|[:：→=]\s?|\s\()(?<verdict>yes|no|right|wrong|correct|incorrect|true|false|ja|nein|oui|non|sí|sim|não|да|нет|是|否|对|错|正确|错误|はい|いいえ|正しい|間違い|예|아니요)[\s).,!*_]{0,4}$/iu
const IS_RIGHT = /^(?:yes|right|correct|true|ja|oui|sí|sim|да|是|对|正确|はい|正しい|예)$/iu

/** "A. Oslo - no", "B. Bergen - yes", each in a line: the one that is told right. */
export function verdictLines(said: string, keys: readonly string[]): string | null {
  const verdicts = said.split('\n').flatMap((line) => {
    const { key = '', verdict = '' } = VERDICT_LINE.exec(line)?.groups ?? {}
    return keys.includes(key.toUpperCase()) ? [{ key: key.toUpperCase(), isRight: IS_RIGHT.test(verdict) }] : []
  })
  const right = verdicts.filter(({ isRight }) => isRight)
  return verdicts.length >= 2 && right.length === 1 ? right[0]!.key : null
}

const SHARE =
  /(?<![\p{L}\p{N}])(?<key>[A-Z])(?![\p{L}\p{N}])[^\p{N}\n]{0,40}?(?<share>\d{1,3}(?:[.,]\d{1,4})? ?%|[01][.,]\d{1,4}(?!\d)|[.,]\d{1,4}(?!\d))/gu

/** "A: 5%, B: 80%, C: 15%": the shares, where every option has one. */
export function sharesOf(said: string, keys: readonly string[]): ReadonlyMap<string, number> | null {
  const shares = new Map<string, number>()
  for (const { groups } of said.matchAll(SHARE)) {
    const share = (groups?.['share'] ?? '').replace(',', '.').replace(/^\./, '0.')
    shares.set(groups?.['key'] ?? '', Number.parseFloat(share))
  }
  return keys.length > 1 && shares.size === keys.length && keys.every((key) => shares.has(key)) ? shares : null
}

/** The one with the largest share; null for a tie. */
export function likeliestOf(shares: ReadonlyMap<string, number>): string | null {
  const most = Math.max(...shares.values())
  const best = [...shares].filter(([, share]) => share === most)
  return best.length === 1 ? best[0]![0] : null
}

/** "Everything except B can be ruled out", "all but C are wrong", "none but D fits". */
const KEPT =
  /\bnone(?: of (?:them|these|those|the (?:options|choices|answers|others)))? (?:except(?: for)?|but|other than|apart from|besides|save) (?:option |choice |answer )?["'(]{0,2}(?<only>[A-Z])(?![\p{L}\p{N}])["')]{0,2} (?:fits?|makes? sense|is|are|seems?|works?|match(?:es)?|remains?|can be)\b(?! (?:wrong|incorrect|false|excluded|ruled))|\b(?:everything|all(?: (?:of )?(?:the |these |other )?(?:options|choices|answers|letters|others))?|every (?:option|choice|answer)|the (?:others|rest)) (?:except(?: for)?|but|other than|apart from|besides|save) (?:option |choice |answer )?["'(]{0,2}(?<key>[A-Z])(?![\p{L}\p{N}])["')]{0,2}[^.;\n]{0,24}\b(?:wrong|ruled out|incorrect|excluded|false|eliminated|implausible|impossible|out|unlikely|discarded)\b/iu

export function keptOf(said: string, keys: readonly string[]): string | null {
  const groups = KEPT.exec(said)?.groups
  const key = (groups?.['key'] ?? groups?.['only'])?.toUpperCase()
  return key !== undefined && keys.includes(key) ? key : null
}
