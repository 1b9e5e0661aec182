import { keptOf, likeliestOf, sharesOf, verdictLines } from './choice-shapes.ts'
import { withPlainLetters } from './enclosed.ts'
import { compacted, namedOption } from './named-option.ts'
import { anyOf, compiledPhrases } from './phrases/index.ts'
import { bounded, sentencesOf, simplify, withoutThoughts } from './prose.ts'
import { numberedOption, placedOption } from './placed-option.ts'
import { findRefusal } from './refusal.ts'
import { withoutUnticked } from './ticks.ts'

/**
 * Letter rule of MLLMU-Bench: the first character of the stripped answer, upper-cased, if it is a key of an
 * option; else null, which counts as wrong. So "A dentist" chooses A and "The answer is B" chooses nothing.
 */
export function choiceLetter(answer: string, keys: readonly string[]): string | null {
  const first = answer.replace(LEADING_BLANKS, '').slice(0, 1).toUpperCase()
  return keys.includes(first) ? first : null
}

/** What Python's `strip()` takes away: unlike JavaScript's, no U+FEFF, but U+001C to U+001F and U+0085. */
// oxlint-disable-next-line no-control-regex -- they are what Python strips
const LEADING_BLANKS = /^[\p{White_Space}\u001c-\u001f]+/u

/** Stand-alone capitals travel as private characters, so that lower case does not hide them. */
const FIRST_MARK = 0xe000
const MARK = '[\\ue000-\\ue019]'
const ONE_LETTER = /^\P{L}*(\p{L})\P{L}*$/u
/** A capital that stands alone: not in `D'Arcy`, `B2`, `J.D.`; beside Han, kana and Hangul it does. */
const CAPITAL =
  /(?<![\p{Script=Latin}\p{N}&@]|\p{L}['’]|\p{L}\.)[A-Z](?![\p{Script=Latin}\p{N}&@]|['’](?=\p{L})(?!(?:s|d[iıuü]r|t[iıuü]r|y[iıuü]|[iıuü]|n[iıuü]n|[dt][ae]n?|y?[ae])(?!\p{L}))|\.\p{L})/gu
/** An article, a preposition or a pronoun that begins a sentence, and no letter before a verb or another letter. */
const WORD_OF_ONE_LETTER =
  /[AIEOY](?<=(?:^|[.!?:\n] ?)[AIEOY])(?= \p{Ll})(?! (?:is|are|was|isn't|and|or|because|since|fits|seems|looks|matches|must|would|should|can|cannot|can't|seçeneği|şıkkı|ist|passt|est|es|és|é|è|и|или)(?!\p{L}))(?! (?!(?:alternativa|opção|opcao|opción|opcion|opzione|resposta|risposta|letra|lettera|proposta)(?!\p{L}))\p{Ll}+ [A-Z](?!\p{L}))/gu
/** "answer d", and nothing else. */
const BARE = /^\P{L}*(?:answer|letter|option|choice)\P{L}{1,4}([a-z])\P{L}*$/iu
/** Nothing but letters, one after the other. */
const LETTERS_ALONE = /^\P{L}*(?:\p{Script=Latin}(?:[^\p{L}\p{N}]+|$)){2,}$/u
/** A letter in a line of its own, and then why. */
const EXPLAINED =
  /^\P{L}{0,8}(\p{Lu})\P{L}{0,8}\n\s{0,4}[*_#]{0,4}(?:explanation|reason(?:ing|s)?|rationale|justification|because|解释|解析|理由|原因|説明|解説|설명|이유|해설|begründung|erklärung|explication|justification|explicación|justificación|explicação|justificativa|spiegazione|motivazione|объяснение|пояснение|обоснование|التفسير|الشرح|السبب|व्याख्या|स्पष्टीकरण|açıklama)(?!\p{L})/iu
/** "John D. Quill", "Dr. D. Quill", "vitamin B": letters that name no option. */
const NAMING =
  /(?:(?:^|\s)(?:dr|mr|mrs|ms|prof|st)\.? |\b(?:vitamin|hepatitis|grade|blood type|plan|apartment|apt\.?|building|gate|terminal|platform) )$/i
const GIVEN_NAME = /(?:^|\s)\p{Lu}\p{Ll}+ $/u
const FAMILY_NAME = /^\.? \p{Lu}\p{Ll}+/u
const SUBJECT = /^\. \p{Lu}\p{Ll}+ (?:is|was|works|has|lives|appears|looks|seems)\b/u

interface Mention {
  readonly key: string
  /** Place in the marked text. */
  readonly at: number
  /** After the letter, and after the option's own text where that follows. */
  readonly end: number
  /** Whether the option's text follows. */
  readonly echo: boolean
}

/**
 * What an answer chooses when read leniently (docs/protocols/measures.md#choices, ours; to be reported beside
 * the letter rule): its *final* choice, in the words of thirteen languages. In this order: a letter that is
 * declared to be the answer (the last one counts), the letter that it begins with, the only or last letter
 * that is left when echoed options, excluded ones ("A is incorrect"), initials and pairs ("A or B") are taken
 * away, or the one option whose text it names. Null where there is none, where several remain, and where the
 * answer refuses.
 */
export function chosenOption(answer: string, options: Readonly<Record<string, string>>): string | null {
  const keys = Object.keys(options)
  const said = withPlainLetters(withoutUnticked(bounded(withoutThoughts(answer))))
    .normalize('NFKC')
    .replace(/(?<=[=:]["']?[A-Z]["']?)&(?=[a-z_]{1,20}=)/gi, ' ')
    .replace(/[^\S\n]+/g, ' ')
  const alone = ONE_LETTER.exec(said)?.[1]
  if (alone !== undefined) {
    const key = latin(alone).toUpperCase()
    if (keys.includes(key)) return key
  }
  const whole = BARE.exec(said)?.[1]?.toUpperCase() ?? numberedOption(said, options)
  if (whole !== null && keys.includes(whole)) return whole
  if (LETTERS_ALONE.test(said) && lettersOf(said, keys).length > 1) return null
  const lines = verdictLines(said, keys)
  if (lines !== null) return lines
  const shares = sharesOf(said, keys)
  if (shares !== null) return likeliestOf(shares)
  const kept = keptOf(said, keys)
  if (kept !== null) return kept
  const explained = EXPLAINED.exec(said)?.[1]
  if (explained !== undefined && keys.includes(latin(explained))) return latin(explained)
  if (isBareList(said, keys, options)) return null
  const text = simplify(marked(said, keys, options))
  const mentions = withoutLists(mentionsOf(text, keys, options), text)
  const { declared, singles } = judged(text, mentions, keys)
  const last = declared.at(-1)
  if (last !== undefined) return last
  if (findRefusal(said) !== null) return null
  const lower = /^["'([]{0,2}([a-z])[)\].:](?: |$)/.exec(text)?.[1]?.toUpperCase()
  if (lower !== undefined && keys.includes(lower)) return lower
  const first = singles[0]
  if (first !== undefined) return first.at <= 2 ? first.key : (singles.at(-1) as Mention).key
  // Letters were weighed and none was left: what else is named was weighed with them.
  return mentions.length > 0 && mentions.every(({ echo }) => !echo) && new Set(mentions.map(({ key }) => key)).size > 1
    ? null
    : (namedOption(said, text, options) ?? placedOption(text, options))
}

/** "Options: A. … B. … C. … D. …" in thirteen languages. */
const LIST_HEADER =
  /^[\s*_#"'([>-]*(?:(?:here are |these are )?(?:the |my |your |possible |available |given |answer |following ){0,3}(?:options|choices|alternatives|answers)|(?:die )?(?:antwort)?(?:optionen|m[öo]glichkeiten)|(?:antwort|auswahl)m[öo]glichkeiten|(?:les |las |le |as |gli )?(?:options|choix|opciones|alternativas|opç[õo]es|opzioni|alternative|propositions|réponses possibles|respuestas posibles)|варианты(?: ответов| ответа)?|(?:可选项|可供选择(?:的)?(?:选项|答案)?|供选择的|备选(?:项|答案)?|选项|候选(?:项|答案)?|可选答案)(?:如下|有|为|包括|是|分别是|分别为|列表)?|選択肢(?:は(?:次の通り)?|一覧)?|선택지(?:는|들)?|보기(?:는)?|선택 ?항목|(?:ال)?(?:خيارات|اختيارات|بدائل)(?: المتاحة| هي)?|विकल्प(?: हैं| इस प्रकार हैं)?|se[çc]enekler(?: (?:şunlar|şöyle))?|[şs][ıi]klar)(?: (?:are|is|given|sind|lauten|sont|son|s[ãa]o|sono|as follows|как следует))?[*_]{0,2}\s?[::：][*_]{0,2}/iu

/** The options alone, each once and in their order, behind a header: nothing was chosen. */
function isBareList(said: string, keys: readonly string[], options: Readonly<Record<string, string>>): boolean {
  const header = LIST_HEADER.exec(said)?.[0]
  if (header === undefined || keys.length < 2) return false
  const rest = said.slice(header.length)
  const letters = [...rest.matchAll(/(?<![\p{Script=Latin}\p{N}])[A-Z](?![\p{Script=Latin}\p{N}])/gu)].filter(
    ({ 0: letter }) => keys.includes(letter),
  )
  if (letters.map(({ 0: letter }) => letter).join() !== keys.join() || letters[0]!.index > 6) return false
  return letters.every(({ 0: letter, index }, at) => {
    const own = compacted(simplify(options[letter] ?? ''))
    const shown = compacted(simplify(rest.slice(index + 1, letters[at + 1]?.index)))
    return shown === '' || shown === own
  })
}

function marked(said: string, keys: readonly string[], options: Readonly<Record<string, string>>): string {
  return said
    .replace(/(?<!\p{L})[АВСЕΑΒΕ](?!\p{L})/gu, latin)
    .replace(WORD_OF_ONE_LETTER, (letter) => letter.toLowerCase())
    .replace(CAPITAL, (letter, at: number) => {
      if (!keys.includes(letter)) return letter
      const before = said.slice(Math.max(0, at - 24), at)
      const after = said.slice(at + 1, at + 32)
      const initial = NAMING.test(before)
        ? /^(?:\.| |$)/.test(after)
        : GIVEN_NAME.test(before) && /^\. \p{Lu}\p{Ll}/u.test(after) && !said.startsWith(`. ${options[letter]}`, at + 1)
      const subject = before.trim() === '' && FAMILY_NAME.test(after) && SUBJECT.test(after)
      return initial || subject ? letter : String.fromCharCode(FIRST_MARK + letter.charCodeAt(0) - 65)
    })
    .replace(/["']\s*:/g, ':')
    .replace(/(?<=[:=]\s?)'([A-Za-z])'/g, '"$1"')
}

/** Cyrillic and Greek capitals that look like the Latin ones of the options. */
function latin(letter: string): string {
  return (
    ({ А: 'A', В: 'B', С: 'C', Е: 'E', Α: 'A', Β: 'B', Ε: 'E' } as Readonly<Record<string, string>>)[letter] ?? letter
  )
}

function keyOf(mark: string): string {
  return /[\ue000-\ue019]/.test(mark) ? String.fromCharCode(mark.charCodeAt(0) - FIRST_MARK + 65) : mark.toUpperCase()
}

function mentionsOf(text: string, keys: readonly string[], options: Readonly<Record<string, string>>): Mention[] {
  const texts = new Map(keys.map((key) => [key, simplify(options[key] ?? '')]))
  return [...text.matchAll(new RegExp(MARK, 'g'))].map(({ 0: mark, index }) => {
    const key = keyOf(mark)
    const own = texts.get(key) ?? ''
    const rest = text.slice(index + 1, index + 12 + own.length)
    const separator = /^["'()\].:=, -]{0,5}/.exec(rest)![0].length
    const echo = own.length > 1 && rest.slice(separator).startsWith(own)
    return { key, at: index, end: index + 1 + (echo ? separator + own.length : 0), echo }
  })
}

/** The options' letters that stand alone in a text, each once. */
function lettersOf(said: string, keys: readonly string[]): string[] {
  const letters = said.match(/(?<![\p{L}\p{N}])\p{L}(?![\p{L}\p{N}])/gu) ?? []
  return [...new Set(letters.map((letter) => latin(letter).toUpperCase()))].filter((letter) => keys.includes(letter))
}

/** Options that are repeated one after the other are no choice. */
function withoutLists(mentions: readonly Mention[], text: string): Mention[] {
  const listed = new Set<Mention>()
  let run: Mention[] = []
  const close = (): void => {
    if (new Set(run.map(({ key }) => key)).size >= 2) for (const mention of run) listed.add(mention)
    run = []
  }
  for (const mention of mentions) {
    const previous = run.at(-1)
    if (previous !== undefined && !separates(text.slice(previous.end, mention.at))) close()
    if (mention.echo) run.push(mention)
    else close()
  }
  close()
  return mentions.filter((mention) => !listed.has(mention))
}

/** Between two options of a list: punctuation, or a word like "and". */
function separates(gap: string): boolean {
  return !/[\p{L}\p{N}]/u.test(gap) || (gap.length < 30 && pair().test(gap))
}

interface Patterns {
  readonly script: RegExp
  readonly declares: RegExp
  /** The same with a small letter that nothing follows. */
  readonly declaresSmall: RegExp
  readonly excludes: RegExp
}
let patterns: readonly Patterns[] | null = null
let pairs: RegExp | null = null
const SMALL = "(?<![a-z'])[a-j](?=$|[.,;:!?)\"'\\]}]| *$)"
/** In a window around a letter, the other letters are none. */
const OTHER = '\ue100'
const BEFORE = 90
const BEHIND = 60
/** Of an answer with more letters than anybody weighs, the first and the last are looked at. */
const FIRST = 8
const LAST = 32

function choicePatterns(): readonly Patterns[] {
  const any = (sources: readonly string[], mark: string): RegExp =>
    anyOf(
      sources.map((source) => source.replaceAll('KEY', `(?:${mark})`)),
      'g',
    )
  patterns ??= compiledPhrases().map(({ script, choice }) => ({
    script,
    declares: any(choice.declares, MARK),
    declaresSmall: any(choice.declares, SMALL),
    excludes: any(choice.excludes, MARK),
  }))
  return patterns
}

/** What stands between two letters of which neither is chosen. */
function pair(): RegExp {
  pairs ??= new RegExp(
    `^["'()\\[\\] ]*(?:でも|かもしれない(?:です)?し|일 수도 있고|de(?= ))?(?:,? ?(?:als auch|wie auch|que|quanto|che|как и|так и|de|hem de|hem|ou bien|soit|ou|comme|como|sia|bien|oder|либо|то ли|или же|ya da|ya|gerek(?:se)?|ne de|要么|还是|又|아니면|든지?|도(?: (?:되고|맞고|가능하고))?|も|か|あるいは|भी और|भी|और|हो या|या फिर|و?اما|او ربما|and also|or even|${anyOf(compiledPhrases().flatMap(({ choice }) => choice.between)).source}))?(?:,? ?(?:maybe|perhaps|possibly|option|even|vielleicht|peut-etre|quizas?|talvez|forse|может быть|возможно|belki|शायद|و?ربما|也许是?|可能是?))?["'()\\[\\] ,]*$`,
  )
  return pairs
}

/** Whether a pattern takes the letter at a place for its own. */
function takes(pattern: RegExp, text: string, at: number): boolean {
  const from = Math.max(0, at - BEFORE)
  const around = (part: string): string => part.replace(/[\ue000-\ue019]/g, OTHER)
  const window = around(text.slice(from, at)) + text[at]! + around(text.slice(at + 1, at + BEHIND))
  return [...window.matchAll(pattern)].some(
    ({ 0: found, index }) => index <= at - from && at - from < index + found.length,
  )
}

/** Which mentions are declared to be the answer, in order, and which are left as plain ones. */
function judged(
  text: string,
  all: readonly Mention[],
  keys: readonly string[],
): { declared: string[]; singles: Mention[] } {
  const mentions = all.length > FIRST + LAST ? [...all.slice(0, FIRST), ...all.slice(-LAST)] : all
  const languages = choicePatterns().filter(({ script }) => script.test(text))
  const out = new Set(mentions.filter(({ at }) => languages.some(({ excludes }) => takes(excludes, text, at))))
  const right = new Set<Mention>()
  for (const mention of mentions) {
    const verdict = verdictOn(text, mention)
    if (verdict === 'right') right.add(mention)
    if (verdict === 'wrong') out.add(mention)
  }
  for (const [at, mention] of mentions.entries())
    if (at > 0 && out.has(mentions[at - 1]!) && isLikewise(text, mentions[at - 1]!, mention)) out.add(mention)
  const excluded = new Set(out)
  // "A or B", "B, C and D are wrong": what is said of one of them is said of all.
  for (const several of groupsOf(mentions, text))
    if (several.length > 1) for (const mention of several) out.add(mention)
  const asked = sentencesOf(text).filter(({ start, end }) => /[?？]["')]*$/.test(text.slice(start, end)))
  const inQuestion = ({ at }: Mention): boolean => asked.some(({ start, end }) => start <= at && at < end)
  const open = mentions.filter((mention) => !out.has(mention) && !isDoubted(text, mention.at))
  // "B, though C is possible": what is conceded behind a choice is none.
  const plain = open.filter((mention, at) => at === 0 || !isConceded(text, open[at - 1]!, mention))
  const answered = plain.filter((mention) => right.has(mention) || !inQuestion(mention))
  const singles = answered.length > 0 ? answered : plain
  const declared = singles.filter(
    (mention) => right.has(mention) || languages.some(({ declares }) => takes(declares, text, mention.at)),
  )
  const left = singles.length > 0 ? null : leftOver(mentions, excluded, keys)
  if (left !== null) return { declared: [left], singles }
  if (declared.length > 0 || mentions.length > 0) return { declared: declared.map(({ key }) => key), singles }
  const small = languages.flatMap(({ declaresSmall }) =>
    [...text.slice(-BEFORE - BEHIND).matchAll(declaresSmall)].map(
      ({ 0: found, index }) =>
        [
          index,
          found
            .match(/(?<![a-z'])[a-j](?![a-z'])/g)
            ?.at(-1)
            ?.toUpperCase() ?? '',
        ] as const,
    ),
  )
  const last = small.toSorted(([a], [b]) => a - b).at(-1)?.[1]
  return { declared: last !== undefined && keys.includes(last) ? [last] : [], singles }
}

/** "Not A, not C, not D.": the one option that is not excluded, where every other is. */
function leftOver(
  mentions: readonly Mention[],
  excluded: ReadonlySet<Mention>,
  keys: readonly string[],
): string | null {
  if (!mentions.every((mention) => excluded.has(mention))) return null
  const gone = new Set(mentions.map(({ key }) => key))
  const rest = keys.filter((key) => !gone.has(key))
  return gone.size > 1 && rest.length === 1 ? (rest[0] as string) : null
}

function groupsOf(mentions: readonly Mention[], text: string): Mention[][] {
  const groups: Mention[][] = []
  for (const mention of mentions) {
    const group = groups.at(-1)
    const previous = group?.at(-1)
    const gap = previous === undefined ? '' : text.slice(previous.end, mention.at)
    // "Among A, B, C and D, B fits best": a letter that comes again is said anew.
    const isNew = group?.every(({ key }) => key !== mention.key) === true
    const joined = isNew && gap.length < 30 && gap.trim() !== ''
    if (joined && (pair().test(gap) || areHedged(text, previous!, mention))) group.push(mention)
    else groups.push([mention])
  }
  return groups
}

/** "B? Wrong. A? Right.", "B: wrong": the verdict on a letter stands behind it. */
const RIGHT =
  /^["')\]]{0,2} ?[?:-]["')\]]{0,2} ?(?:- )?(?:that is |that's |it is |it's |das ist |c'est |это )?(?:right|correct|yes|yep|yeah|yup|true|exactly|indeed|bingo|(?:that |it )?fits|richtig|ja|stimmt|genau|korrekt|oui|juste|exact|vrai|correcte?|si|correcto|cierto|verdadero|exacto|sim|correto|certo|exato|giusto|esatto|corretto|vero|да|верно|правильно|точно|是的?|对的?|正确|没错|はい|正解(?:です)?|正しい(?:です)?|네|예|맞(?:아요|습니다)|정답(?:입니다)?|نعم|صحيح|सही|हां|evet|dogru)(?= ?(?:[.!,;。]|$))/u
const WRONG =
  /^["')\]]{0,2} ?[?:-]["')\]]{0,2} ?(?:- )?(?:that is |that's |it is |it's |das ist |c'est |это )?(?:wrong|no|nope|nah|false|incorrect|never|hardly|unlikely|not likely|impossible|nein|falsch|faux|non|falso|incorrecto|nao|errado|incorreto|sbagliato|errato|scorretto|нет|неверно|неправильно|错误?|不对|不是|不|否|いいえ|違(?:う|います)|不正解|아니(?:요|오)|틀렸(?:어요|습니다)|오답|لا|خطا|خاطئ|गलत|नहीं|hayir|yanlis|degil)(?= ?(?:[.!,;。]|$))/u

function verdictOn(text: string, { end }: Mention): 'right' | 'wrong' | null {
  const behind = text.slice(end, end + 40).replaceAll('？', '?')
  if (RIGHT.test(behind)) return 'right'
  return WRONG.test(behind) ? 'wrong' : null
}

/** "Perhaps B, perhaps A": two clauses that each take it for possible, neither more so. */
const HEDGE =
  /(?:^|[^\p{L}]|(?<=\p{Script=Han}))(?:也许|或许|(?:有)?可能|大概|说不定|兴许|没准儿?|perhaps|maybe|possibly|(?:could|might|may)(?: (?:also|well|just as well|equally))? be|vielleicht|moglicherweise|eventuell|kann sein|konnte|peut-etre|quizas?|tal vez|a lo mejor|puede ser|talvez|pode ser|forse|potrebbe essere|puo essere|magari|может быть|возможно|もしかする?と|たぶん|아마도?|어쩌면|ربما|قد (?:يكون|تكون)|शायद|belki)[^,;.。!?\ue000-\ue019]{0,16}$/u
const PREFERS =
  /\b(?:more|rather|better|likelier|most|eher|lieber|plutot|mas bien|mais provavel|piuttosto|but|aber|mais|pero|mas|ma)\b|更|但|不过|然而|скорее|но |むしろ|しかし|오히려|बल्कि|بل /u

function areHedged(text: string, one: Mention, other: Mention): boolean {
  const gap = text.slice(one.end, other.at)
  const isHedged = ({ at }: Mention): boolean => HEDGE.test(text.slice(Math.max(0, at - 40), at))
  const behind = /^[^,;.。!?]{0,24}/.exec(text.slice(other.end, other.end + 24))?.[0] ?? ''
  return /[,;.。]/.test(gap) && isHedged(one) && isHedged(other) && !PREFERS.test(gap) && !PREFERS.test(behind)
}

const TOO =
  /^["')\]]{0,2},? (?:is |ist |est |es |e |é )?(?:too|as well|also|likewise|either|auch|ebenso|aussi|egalement|non plus|tambien|tampoco|tambem|tampouco|anche|pure|neppure|тоже|также|也|同样|도 마찬가지|أيضا|ايضا|भी)(?=[.,;!]|$)|^也/u
const SO_IS = /(?:\bso (?:is|are|does)|\bneither is|\bnor is|\bebenso|\bauch|\bde meme) $/u

/** "A is wrong; B too": what is said of one letter is said of the next. */
function isLikewise(text: string, before: Mention, { at, end }: Mention): boolean {
  const gap = text.slice(before.end, at)
  return gap.length < 60 && (TOO.test(text.slice(end, end + 24)) || SO_IS.test(gap))
}

const CONCESSION =
  /(?:^|[^\p{L}])(?:though|although|even (?:if|though)|albeit|not that|obwohl|auch wenn|wenngleich|bien que|meme si|quoique|aunque|si bien|embora|ainda que|mesmo que|anche se|sebbene|benche|хотя|虽然|尽管|(?:gerci|her ne kadar))(?!\p{L})[^.;!?\n]{0,40}$/u

/** Whether a letter stands in a clause that concedes something, and another one before that clause. */
function isConceded(text: string, before: Mention, { at }: Mention): boolean {
  return at - before.end < 80 && CONCESSION.test(text.slice(before.end, at))
}

/** "I cannot tell whether it is A", "I don't know if the answer is B". */
const DOUBT =
  /\b(?:can'?t|cannot|can not|unable to|not able to|not sure|unsure|don'?t know|do not know|unclear|uncertain|impossible to|hard to|difficult to|not certain|not clear)\b[^.;!]{0,60}\b(?:if|whether|that|between|confirm|verify|say)\b[^.;!,]{0,60}$|(?:不知道|不确定|无法(?:判断|确定)|不清楚)[^。,;]{0,20}$/

function isDoubted(text: string, at: number): boolean {
  return DOUBT.test(text.slice(Math.max(0, at - 140), at))
}
