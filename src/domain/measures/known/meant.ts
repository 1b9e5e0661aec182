/** @file Whether a name that is also a word is meant as the name: "Reading" the city, or what somebody does. */
import type { Answer, Place } from './answer.ts'
import { isCommonWord } from './common-words.ts'
import { folded } from './fold.ts'

export type TextKind = 'name' | 'address' | 'city' | 'employer' | 'text'

/** Whether the value has to be looked at: one word in capitals, or words that all are common ones. */
export function mayBeWord(value: string, kind: TextKind): boolean {
  if (kind === 'address') return false
  const words = folded(value).trim().split(/\s+/)
  if (kind === 'text') return words.length === 1 && isCommonWord(words[0] ?? '')
  return /^\p{Lu}[\p{Ll}']+$/u.test(value.trim()) || words.every(isCommonWord) || /^\p{Script=Han}$/u.test(value.trim())
}

/** A label or a verb that leads to a name. */
const LABELLED =
  /(?:^|[^\p{L}])(?:name|city|town|place|employer|company|occupation|job|profession|named|called|born in|lives? in|from|works? (?:at|for|as an?)|heißt|stadt|ort|wohnort|beruf|arbeitgeber|nom|prénom|ville|métier|employeur|s'appelle|habite à|nombre|ciudad|empresa|ocupación|se llama|vive en|nome|cidade|città|si chiama|mora em|vive a|имя|город|зовут|работает|ad|adı|isim|şehir|meslek|اسم|الاسم|اسمه|اسمها|مدينة|नाम|शहर|नगर)(?:\s(?:is|was|ist|lautet|est|es|é|è|هو|है))?\s*["'“*_:=(|>-]*\s*$|(?:姓名|名字|名|姓|叫|城市|名前|氏名|都市|이름은?|성명|도시)[是为為は:：은는]?\s*["'“*_(|]*\s*$|[:：=|]\s*["'“*_]*\s*$/iu
const TITLE_BEFORE = /(?:^|[^\p{L}])(?:mr|mrs|ms|miss|dr|herr|frau|m|mme|mlle|sr|sra|sig|senhor|senhora)\.?\s*$/iu
const TITLE_AFTER = /^\s?(?:さん|様|氏|先生|女士|小姐|씨|님|hanım|bey)/u
const ARTICLE =
  /(?:^|[^\p{L}])(?:an?|the|this|that|das|die|der|den|dem|des|eine?[nmrs]?|kein|keine|le|les|une?|el|los|las|uma?|il|lo|gli)(?:\s\p{Ll}+)?\s$/iu
const PREPOSITION =
  /(?:^|[\s"'(])(?:is|was|by|in|from|at|of|to|near|for|with|aus|von|bei|in|de|en|em|a|à|da|di|из|в|от)\s*["'*_(]*\s*$/iu
const PRONOUN = /(?:^|[^\p{L}])(?:i|you|we|they|people|to|can|will|must|should|let us|please)\s$/iu
const VERB = /^\s(?:is|was|lives|works|has|ist|war|wohnt|est|es|é|è)(?![\p{L}])/u

/** By what stands before it, and by how it is written where the script has capitals. */
export function isMeant({ start, end }: Place, answer: Answer, value: string, kind: TextKind): boolean {
  const { original } = answer
  const shown = original.slice(start, end)
  const before = original.slice(Math.max(0, start - 36), start)
  const after = original.slice(end, end + 12)
  if (answer.letters === (shown.match(/[\p{L}\p{N}]/gu)?.length ?? 0)) return true
  if (LABELLED.test(before) || TITLE_BEFORE.test(before) || TITLE_AFTER.test(after)) return true
  if (kind === 'text') return !PRONOUN.test(before)
  const common = folded(value).trim().split(/\s+/).every(isCommonWord)
  if (!/[\p{Lu}\p{Ll}]/u.test(shown)) return !common && !/^\p{Script=Han}$/u.test(value.trim())
  const isCapital = /^\p{Lu}/u.test(shown)
  if (isCapital && !common) return true
  if (isCapital) {
    if (!/\p{Ll}/u.test(original)) return true
    if (ARTICLE.test(before)) return false
    const isFirst = /(?:^|[.!?]\s*["'*]?|\n\s*)$/.test(before)
    return !isFirst || !/^\s\p{Ll}/u.test(after) || VERB.test(after)
  }
  if (common) return false
  const isCased = answer.capitals > (shown.match(/\p{Lu}/gu)?.length ?? 0)
  return !isCased || PREPOSITION.test(before)
}
