/** @file Options that an answer chooses by their text: named, told in other words, or left where others are denied. */
import { contains } from './cloze.ts'
import { contentWords } from './content-words.ts'
import { numbersIn } from './numbers-in-text.ts'
import { simplify } from './prose.ts'
import { rougeTokens } from './rouge.ts'

const NEGATED =
  /(?:\b(?:not|neither|never|nicht|weder|pas|ni|nao|non) [^.;!?]{1,28}?,? (?:or|nor|oder|noch|ou|ni|o|nem) (?:(?:a|an|the) )?|\b(?:descart\p{L}*|ruled? out|ruling out|exclud\p{L}*|eliminat\p{L}*|exclu[a-z]*|esclud\p{L}*|schliesse) (?:(?:a|an|the|el|la|le|il) )?|исключ\p{L}* |排除|\b(?:not|n't|no|never|neither|nor|rather than|instead of|isn't|wasn't|nicht|keine?|kein|pas|ni|nao|non|sin|senza|sans|не|нет)(?: (?:in|at|from|on|to|by|of|aus|von|bei|a|en|em|dans))?(?: (?:a|an|the|any|really|ein|eine|une?|de|un|uma?|una|el|la|le))? |不是|没有|并非|而非|不是一[名个位]|不(?:在|住在?|去|到|属于|来自)|没(?:在|去))$/u
const NEGATED_BEHIND =
  /^(?:,| -)? (?:is|was|would be|seems|looks|must be)(?:n't| not)? ?(?:wrong|incorrect|not|unlikely|false|ruled out|excluded|out|impossible)\b|^ (?:can be|is) (?:ruled out|excluded|eliminated)/
const UNDECIDED =
  /\b(?:can'?t|cannot|can not|could not|couldn'?t|unable to|not able to|hard to|impossible to|difficult to|no way to)(?: [a-z]+)? (?:tell|say|know|determine|decide|confirm|choose|verify|judge)|\b(?:do not|don'?t) know\b|\bnot sure\b|\bunsure\b|\bno idea\b|不知道|不确定|无法(?:判断|确定)|不清楚|weiss (?:ich )?nicht|ne sais pas|no (?:lo )?se\b|nao sei|non (?:lo )?so\b|не знаю|分かりません|わかりません|모르겠|لا اعرف|لا ادري|पता नहीं|bilmiyorum/

const LONG = 4_000

export function compacted(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, '')
}

/** Hangul words carry what follows them: 우산입니다. */
function beforeCopula(text: string, own: string): boolean {
  if (!/[\uac00-\ud7a3]$/.test(own)) return false
  const at = text.indexOf(own)
  return (
    at >= 0 &&
    !/[\uac00-\ud7a3]/.test(text[at - 1] ?? ' ') &&
    /^(?:입니다|이에요|예요|이다|네요|이네요|인 것|로 보|으로 보|처럼)/.test(text.slice(at + own.length))
  )
}

/** Where all options are numbers, the one that is said, in digits or in words. */
function countedOption(text: string, options: Readonly<Record<string, string>>): string | null {
  const numbers = Object.entries(options).map(([key, own]) => [key, Number(own)] as const)
  if (!Object.values(options).every((own) => /^\d{1,4}$/.test(own.trim()))) return null
  const said = numbersIn(text).flatMap(({ values }) => values)
  const named = numbers.filter(([, number]) => said.includes(number))
  return said.length === 1 && named.length === 1 ? named[0]![0] : null
}

/** The one option whose text is named and not denied. */
export function namedOption(said: string, text: string, options: Readonly<Record<string, string>>): string | null {
  if (UNDECIDED.test(text)) return null
  const counted = countedOption(text, options)
  if (counted !== null) return counted
  const compact = compacted(said.length > LONG ? text : '')
  const named = Object.keys(options).filter((key) => {
    const own = simplify(options[key] ?? '')
    if (own === '' || own === key.toLowerCase()) return false
    // Finding a text in any disguise is dear: of a long answer the plain beginning of it is looked for first.
    if (said.length > LONG && !compact.includes(compacted(own).slice(0, 2))) return false
    if (!contains(said, options[key]!) && !beforeCopula(text, own)) return false
    let at = text.indexOf(own)
    if (at < 0) return true
    while (at >= 0) {
      const behind = text.slice(at + own.length, at + own.length + 40)
      // "New London" does not name London.
      const inLonger = longer(own, options).some((other) => isWithin(text, at, own, other))
      if (!inLonger && !NEGATED.test(text.slice(Math.max(0, at - 48), at)) && !NEGATED_BEHIND.test(behind)) return true
      at = text.indexOf(own, at + own.length)
    }
    return false
  })
  if (named.length === 0) return deniedPair(text, options) ?? likeOption(text, options)
  return named.length === 1 ? named[0]! : (longest(named, options) ?? firstSaid(text, named, options))
}

/** "He's an engineer, more exactly a sales engineer": the one option that holds the words of all that are named. */
function longest(named: readonly string[], options: Readonly<Record<string, string>>): string | null {
  const own = (key: string): string => ` ${simplify(options[key] ?? '').replace(/[^\p{L}\p{N}]+/gu, ' ')} `
  const holders = named.filter((key) => named.every((other) => own(key).includes(own(other).trim())))
  return holders.length === 1 ? holders[0]! : null
}

/** "Divorced (not married any more)": the option that the answer is, whatever it explains behind it. */
function firstSaid(text: string, named: readonly string[], options: Readonly<Record<string, string>>): string | null {
  const first = named.filter((key) => {
    const own = simplify(options[key] ?? '')
    return text.startsWith(own) && /^ ?[(.:;]/.test(text.slice(own.length))
  })
  return first.length === 1 ? first[0]! : null
}

const OPPOSITES: readonly (readonly [string, string])[] = [
  ['true', 'false'],
  ['yes', 'no'],
  ['correct', 'incorrect'],
  ['right', 'wrong'],
]
const DENIED_PAIR =
  /^(?:it|that|this|the (?:statement|claim|sentence|answer|caption))(?: is|'s|(?: is|)n'?t| isn'?t)(?: not)? (?:\w{2,9}ly )?(\p{L}+)[.!]*$/u

/** Of two opposites, "it is not true" chooses the other. */
function deniedPair(text: string, options: Readonly<Record<string, string>>): string | null {
  const keys = Object.keys(options)
  const texts = keys.map((key) => simplify(options[key] ?? ''))
  const opposites = OPPOSITES.find((both) => keys.length === 2 && both.every((word) => texts.includes(word)))
  const said = DENIED_PAIR.exec(text)
  if (opposites === undefined || said === null || !/\bnot\b|n'?t\b/.test(said[0]) || !opposites.includes(said[1] ?? ''))
    return null
  return keys[texts.indexOf(opposites[0] === said[1] ? opposites[1] : opposites[0])] ?? null
}

/** The texts of other options that hold one. */
function longer(own: string, options: Readonly<Record<string, string>>): string[] {
  return Object.values(options)
    .map(simplify)
    .filter((other) => other.length > own.length && other.includes(own))
}

function isWithin(text: string, at: number, own: string, other: string): boolean {
  for (let inside = other.indexOf(own); inside >= 0; inside = other.indexOf(own, inside + 1))
    if (at >= inside && text.startsWith(other, at - inside)) return true
  return false
}

/** The one option that is named but for a hyphen or the ending of a plural: "violin-makers". */
function likeOption(text: string, options: Readonly<Record<string, string>>): string | null {
  if (text.length > LONG) return null
  const loosely = (words: string): string =>
    ` ${words.replace(/[^\p{L}\p{N}]+/gu, ' ').replace(/(?<=[a-z]{3}[^\W_s])s(?= |$)/g, '')} `
  const said = loosely(text)
  const named = Object.keys(options).filter((key) => {
    const own = loosely(simplify(options[key] ?? '')).trim()
    const at = own.length < 4 ? -1 : said.indexOf(` ${own} `)
    return at >= 0 && !NEGATED.test(said.slice(Math.max(0, at - 24), at + 1))
  })
  return named.length === 1 ? named[0]! : named.length === 0 ? retoldOption(text, options) : null
}

/** The one option of several words whose words all come, in another sentence: "a woman riding a bicycle". */
function retoldOption(text: string, options: Readonly<Record<string, string>>): string | null {
  if (/\b(?:not|n't|no|never|neither|without)\b/.test(text)) return null
  const said = new Set(rougeTokens(text, true))
  const told = Object.keys(options).filter((key) => {
    const words = [...contentWords(options[key] ?? '')]
    return words.length >= 2 && words.every((word) => said.has(word))
  })
  return told.length === 1 ? told[0]! : null
}
