import { languageOf } from './language.ts'
import { compiledPhrases, type CompiledPhrases } from './phrases/index.ts'
import { furtherYesOrNo, isFurtherNeither } from './phrases/further-yes-no.ts'
import { bounded, sentencesOf, simplify, withoutQuotations, withoutThoughts, wordsOf } from './prose.ts'
import { withoutUnticked } from './ticks.ts'

export type Polarity = 'yes' | 'no'

/** What stands before an answer and is none: `The answer is`, `答案是`, `In the image,`. */
const LEAD =
  /^(?:[\s"'([{*:,.-]|(?:the |my |final |short |correct |die |la |l'|a |il )?(?:answer|response|reply|result|verdict|antwort|reponse|respuesta|resposta|risposta|ответ|cevap|yanit|cevabim|yanitim|答案|回答|答え|答|답변|답|정답|الاجابه|الجواب|उत्तर|जवाब)(?: (?:is|here is|to (?:the|your|this) question is|ist|lautet|est|es|e|это|هي|هو|है)(?![\p{L}\p{M}]))?(?:是|为|は|은|는|:)?|(?:well|so|ok|hmm|oh|ah|um|in short|overall|looking at the (?:image|picture|photo)|based on (?:the|this) [a-z]+|in (?:the|this) (?:image|picture|photo)|i think(?! so)|i believe(?! so)|i(?:'d| would) say|i guess|to answer your question|assistant|sure thing)(?:,| |:)|(?:根据|从|在|这张|这)?(?:图片|图像|图|照片|画面)(?:里|中|上|内)?(?:面)?(?:来看)?[,:]?){1,4}/u
/** "Sure thing, four of them": what else is a filler or an idiom agrees when a count follows. */
const COUNTED =
  /^(?:sure thing|no doubt|no question|without (?:a )?doubt), (?=(?:at least |about |around |exactly |maybe |all |some |i count |i see )?(?:\d{1,4}|one(?= of\b|[.!]*$)|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|a (?:few|couple|dozen|pair)|both|several|many|plenty|dozens|hundreds)\b)/
/** "Passport No. X51". */
const NUMBERED = /(?<=[a-z] )no\. ?(?=#?[a-z]{0,3}\d)/g
const CORRECTS =
  /^(?:[\s"'([{*:,.-]|but |and |so )*(?:wait|actually|correction|sorry|no,? (?:sorry|actually|i mean)|yes,? (?:sorry|actually)|on second thought|scratch that|i mean|i meant|no wait|oops|let me correct|更正|等等|其实|抱歉|不对|nein doch|en fait|en realidad|na verdade|in realta|на самом деле|точнее|訂正|정정|aslinda)/
const DECLARES =
  /\b(?:answer|antwort|reponse|respuesta|resposta|risposta|cevap|yanit)\b|ответ|答案|回答|答え|답|الاجابه|الجواب|उत्तर|जवाब|\b(?:so|therefore|thus|hence|overall|in conclusion|conclusion),? (?:the answer is )?(?:yes|no)\b|所以|因此/

/** Of more sentences than an answer has, so many at the beginning and at the end are read. */
const SENTENCES = 100

/**
 * Whether an answer says yes or no, as people say it in thirteen languages: by the word, in its place
 * ("Correct", "没错", "そうです"), or by telling that something is there or is not ("There isn't one", "没看到"). An
 * answer that is declared counts before others, a correction before what it corrects, otherwise the first;
 * echoed questions, quotations, thoughts and idioms ("no doubt") count for nothing. Null where neither is
 * said: "I have no idea".
 * @param by `words alone` where the question is not whether something is there, so that telling what is there
 *   answers nothing.
 */
export function yesOrNo(output: string, by: 'any sign' | 'words alone' = 'any sign'): Polarity | null {
  const answer = withoutUnticked(unboxed(bounded(withoutThoughts(output))))
  const sign = signed(answer)
  if (sign !== null) return sign
  const heard = withoutQuotations(unquoted(answer))
  const sentences = sentencesOf(heard).map(({ start, end }) => heard.slice(start, end))
  const told = sentences.filter((sentence) => !/[?？؟]["'”’»)*]*$/.test(sentence))
  const spoken = told.length > 0 ? told : sentences.map((sentence) => sentence.replace(/[?？؟]+/g, ''))
  const whole = languageOf(heard)
  // "Is there a dog?" alone asks; "Yes?" answers.
  const tells = by === 'any sign' && told.length > 0
  const read = spoken.length > 2 * SENTENCES ? [...spoken.slice(0, SENTENCES), ...spoken.slice(-SENTENCES)] : spoken
  let first: Polarity | null = null
  let declared: Polarity | null = null
  let implied: Polarity | null = null
  let undecided = false
  for (const sentence of read) {
    const simple = simplify(sentence).replace(COUNTED, 'yes, ').replace(NUMBERED, ' ')
    const language = languageOf(simple) ?? whole
    const languages = compiledPhrases()
      .filter(({ script }) => script.test(simple))
      .toSorted((a, b) => Number(b.language === language) - Number(a.language === language))
    const clauses = clausesOf(simple)
    if (languages.some(({ yesNo }) => yesNo.whether.test(simple))) {
      undecided = true
      // "No, ..." may stand before; what is said of "whether" answers nothing.
      clauses.splice(clauses.length > 1 && wordsOf(clauses[0]!) === 1 ? 1 : 0)
    }
    for (const [i, clause] of clauses.entries()) {
      const { word, neither, exists } = readClause(clause, languages, language)
      if (
        word !== null &&
        (first === null || CORRECTS.test(i > 0 ? `${clauses[i - 1]} ${clause}` : clause) || CORRECTS.test(simple))
      )
        first = word
      if (word !== null && DECLARES.test(clause)) declared = word
      if (neither) undecided = true
      if (tells && !undecided && implied === null) implied = exists
    }
    // The first sentence that answers is the answer; later ones explain it.
    if (first === null && implied !== null) first = undecided ? null : implied
  }
  const said = declared ?? first ?? (undecided ? null : implied)
  return (
    said ??
    (undecided
      ? null
      : furtherYesOrNo(
          simplify(spoken[0] ?? '')
            .replace(LEAD, '')
            .trim(),
        ))
  )
}

const BOX = /\\(?:boxed|text(?:bf)?|mathbf|mathrm|textit)\s?\{([^{}]{1,40})\}/g

/** `\\boxed{\\text{Yes}}` is what it holds. */
function unboxed(text: string): string {
  return text.replace(BOX, ' $1 ').replace(BOX, ' $1 ')
}

/** An answer that is a sign alone: ✓, 👍, ❌. */
function signed(answer: string): Polarity | null {
  if (/[\p{L}\p{N}]/u.test(answer)) return null
  const [yes, no] = [/[✓✔✅☑👍👌🆗]/u, /[✗✘❌👎🚫]/u].map((signs) => signs.test(answer))
  return yes === no ? null : yes ? 'yes' : 'no'
}

const QUOTED_WORD = /["“„«「『'‘]\s{0,2}(\p{L}{1,8})[.!。]?\s{0,2}["”“»」』'’]/gu
const ANSWERING =
  /answer|reply|respon[ds]|\b(?:i(?:'d| would)|must) say\b|antwort|\bsage\b|r[ée]pon[ds]|dirais|respuesta|contest|\bdir[íi]a\b|resposta|risposta|rispon|direi|ответ|отвеч|скажу|答|답|جواب|اجاب|إجاب|أجيب|اجيب|اقول|أقول|उत्तर|जवाब|कहूं|कहूँ|cevap|cevab|yanıt|\bderim\b/iu

/** The word that is quoted as the answer itself, without its marks: 「いいえ」と答えます. */
function unquoted(text: string): string {
  return text.replace(QUOTED_WORD, (quotation, word: string, at: number) =>
    ANSWERING.test(text.slice(Math.max(0, at - 30), at + quotation.length + 20)) ? ` ${word} ` : quotation,
  )
}

function clausesOf(sentence: string): string[] {
  return sentence
    .split(/(?<=[,;:!。])\s*| - |\b(?=but\b|however\b|although\b|though\b)|(?=但是?|不过|然而)/)
    .map((clause) => clause.trim())
    .filter((clause) => /[\p{L}\p{N}]/u.test(clause))
}

/** The idiom alone agrees; with more beside it, it says nothing. */
const BEYOND_DOUBT =
  /^["'(*]*(?:without (?:a |any )?(?:doubt|question)|no (?:doubt|question) about (?:it|that)|unquestionably|beyond (?:a |any )?doubt)[.!"')*]*$/

/** "It is not true that there is no dog." */
const DENIES_ABSENCE =
  /^["'(*]*(?:it(?: is|'s| isn'?t| would be)|that(?: is|'s)) ?(?:not (?:true|the case|correct|right)|false|wrong|untrue|incorrect|true|the case|correct) (?:that|to say(?: that)?) there (?:is|are) (?:no|not)\b(?<!(?:is|'s|be) (?:true|the case|correct) (?:that|to say(?: that)?) there (?:is|are) (?:no|not))/

/** "Many would say no", "I wish I could say yes": a word that is not the speaker's. */
const OTHERS_SAY =
  /\b(?:(?:many|some|most|other|few)(?: people)?|people|others|one|you|somebody|someone|they)(?: (?:would|might|may|could|will|probably|perhaps|often))+ (?:say|think|answer|reply|argue)(?: that)? (?:yes|no)\b|\bi(?: wish i|'d)? (?:could|(?:like|love) to|would (?:like|love) to|want(?:ed)? to|was tempted to)(?: have)? (?:say|said|answer(?:ed)?) (?:yes|no)(?=,? (?:but|however)|,?$)/g

interface Reading {
  readonly word: Polarity | null
  readonly neither: boolean
  readonly exists: Polarity | null
}

function readClause(clause: string, languages: readonly CompiledPhrases[], language: string | null): Reading {
  if (BEYOND_DOUBT.test(clause) || DENIES_ABSENCE.test(clause)) return { word: 'yes', neither: false, exists: null }
  let plain = clause
  for (const { yesNo } of languages) plain = plain.replace(yesNo.idiom, ' ')
  plain = plain.replace(OTHERS_SAY, ' ')
  plain = plain.replace(/\byes (?:or|\/) no\b|\byes\/no\b|是或否|是否|是还是否/g, ' ')
  const start = plain
    .replace(/^[\s"'([{*:,.¡¿-]+/, '')
    .replace(LEAD, '')
    .replace(/^(?:but|and|so|because) /, '')
    .trim()
  const neither = languages.some(({ yesNo }) => yesNo.neither.test(plain)) || isFurtherNeither(plain)
  if (neither) return { word: null, neither, exists: null }
  let word: Polarity | null = null
  let at = Infinity
  for (const { yesNo } of languages)
    for (const said of ['no', 'yes'] as const) {
      const found = yesNo[said].exec(start)
      if (found !== null && found.index < at) {
        word = said
        at = found.index
      }
    }
  if (word !== null) return { word, neither, exists: null }
  const own = languages.filter((one) => one.language === language)
  const readers = own.length > 0 ? own : languages
  if (readers.some(({ yesNo }) => yesNo.notThere.test(plain))) return { word, neither, exists: 'no' }
  if (readers.some(({ yesNo }) => yesNo.there.test(plain))) return { word, neither, exists: 'yes' }
  return { word, neither, exists: null }
}
