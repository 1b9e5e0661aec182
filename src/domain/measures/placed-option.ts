/** @file Options that an answer tells by their place: "Option 2", "the second one", "2". */

const SPOKEN = ['one', 'two', 'three', 'four', 'five', 'six']
const WORD =
  '(?:answer|option|choice|number|no\\.?|alternative|antwort|réponse|respuesta|resposta|risposta|opción|opção|opzione|ответ|вариант|选项|答案|回答|選択肢|答え|선택지|정답|번호)'
/** A number, and nothing else but what calls it the answer. */
const NUMBER_ALONE = new RegExp(
  `^[^\\p{L}\\p{N}]*(?:(?:the |my |correct |right |final |best ){0,3}${WORD}s?(?: is| would be| ist| est| es| é| è)?[\\s:=#是为はが은는]*){0,2}#?([1-9]|${SPOKEN.join('|')})(?:번|番)?[^\\p{L}\\p{N}]*$`,
  'iu',
)
const ORDINALS = ['first|1st', 'second|2nd', 'third|3rd', 'fourth|4th', 'fifth|5th', 'sixth|6th']
const ORDINAL = new RegExp(
  `(?:\\bthe |^)(?:${ORDINALS.map((words, at) => `(?<o${at}>${words})`).join('|')}|(?<last>last|final)) (?:one|option|choice|answer|alternative)\\b(?! (?:is|seems|looks|would be|can be|are) (?:not|wrong|incorrect|false|unlikely|excluded|ruled out|eliminated|out\\b)| (?:isn't|can't|cannot|too\\b|as well))`,
  'g',
)
/**
 * Words of other languages, as `simplify` writes them, for the first to the sixth and the last, and what they are
 * of.
 */
const PLACES: readonly { readonly words: string; readonly of: string }[] = [
  {
    words: 'erste[rns]? zweite[rns]? dritte[rns]? vierte[rns]? funfte[rns]? sechste[rns]? letzte[rns]?',
    of: '(?:option|moglichkeit|antwort(?:moglichkeit)?|alternative|auswahl|variante|wahl)',
  },
  {
    words: 'premi(?:er|ere) (?:deuxieme|seconde?) troisieme quatrieme cinquieme sixieme derni(?:er|ere)',
    of: '(?:option|choix|reponse|proposition|possibilite|alternative)',
  },
  {
    words: 'primer[ao]? segund[ao] tercer[ao]? cuart[ao] quint[ao] sext[ao] ultim[ao]',
    of: '(?:opcion|respuesta|alternativa|eleccion)',
  },
  {
    words: 'primeir[ao] segund[ao] terceir[ao] quart[ao] quint[ao] sext[ao] ultim[ao]',
    of: '(?:opcao|resposta|alternativa|escolha)',
  },
  {
    words: 'prim[ao] second[ao] terz[ao] quart[ao] quint[ao] sest[ao] ultim[ao]',
    of: '(?:opzione|risposta|scelta|alternativa)',
  },
  {
    words: 'перв[а-я]+ втор[а-я]+ трет[а-я]+ четверт[а-я]+ пят[а-я]+ шест[а-я]+ последн[а-я]+',
    of: '(?:вариант|ответ|пункт)[а-я]*',
  },
  { words: 'birinci ikinci ucuncu dorduncu besinci altinci son(?:uncu)?', of: '(?:secenek|sik|cevap|sikki|secenegi)' },
  {
    words: 'الاول[ي]? الثاني[ه]? الثالث[ه]? الرابع[ه]? الخامس[ه]? السادس[ه]? الاخير[ه]?',
    of: '(?:الخيار|الاجابه|الجواب|الاختيار)',
  },
  { words: 'पहल[ाेी] दूसर[ाेी] तीसर[ाेी] चौथ[ाेी] पांचव[ाेी] छठ[ाेी] (?:आखिरी|अंतिम)', of: '(?:विकल्प|उत्तर|जवाब)' },
  { words: 'pertama kedua ketiga keempat kelima keenam terakhir', of: '(?:pilihan|opsi|jawaban)' },
  { words: 'eerste tweede derde vierde vijfde zesde laatste', of: '(?:optie|antwoord|keuze)' },
  {
    words: 'pierwsz[a-z] drug[a-z] trzeci[a-z]? czwart[a-z] piat[a-z] szost[a-z] ostatni[a-z]?',
    of: '(?:opcja|odpowiedz|wariant)',
  },
]
const COUNTED: readonly RegExp[] = [
  /第(?<number>[一二三四五六1-6])个?(?:选项|项|答案)/gu,
  /第(?<number>[一二三四五六1-6])个(?=[.。!,;\s]|是|$)/gu,
  /(?<number>[一二三四五六1-6])(?:番目|つ目)(?:の(?:選択肢|もの|答え|选择肢))?/gu,
  /(?<number>첫|두|세|네|다섯|여섯) ?번째(?: (?:선택지|보기|것|답))?/gu,
]
const NUMERALS: readonly string[] = ['一1첫', '二2두', '三3세', '四4네', '五5다섯', '六6여섯']
const DENIED =
  /(?:nicht|kein|keine|pas|no|nao|non|не|degil|ليس|ليست|नहीं|不是|bukan|niet|nie)(?: (?:die|der|das|la|le|el|a|o|il))? ?$/u
const DENIED_BEHIND =
  /^ ?(?:(?:ist|est|es|e|هو|है|是|は|은|는)? ?(?:(?:no|nao|non|ne|не|nicht|bukan|niet|nie) |falsch|nicht|fausse?|incorrect[ao]?|errad[ao]|sbagliat[ao]|невер|неправил|yanlis|خاطئ|गलत|错|不对|不正|違|틀|salah|fout|onjuist|bledn))/u

let places: readonly RegExp[] | null = null

/** One expression for each language, a group for each place. */
function placePatterns(): readonly RegExp[] {
  places ??= PLACES.map(({ words, of }) => {
    const all = words.split(' ')
    const groups = all.map((word, at) => `(?<${at === all.length - 1 ? 'last' : `o${at}`}>${word})`).join('|')
    return new RegExp(
      `(?<![\\p{L}\\p{M}])(?:(?<before>${of}) )?(?:${groups})(?: (?<after>${of}))?(?![\\p{L}\\p{M}])`,
      'gu',
    )
  })
  return places
}

/** Places that a text names in languages other than English, from 0 on; -1 for the last. */
function placesOf(text: string): number[] {
  const isDenied = (at: number, end: number): boolean =>
    DENIED.test(text.slice(Math.max(0, at - 20), at)) || DENIED_BEHIND.test(text.slice(end, end + 24))
  const spaced = placePatterns().flatMap((pattern) =>
    [...text.matchAll(pattern)].flatMap(({ 0: said, index, groups = {} }) => {
      const ofNothing = groups['before'] === undefined && groups['after'] === undefined
      if (ofNothing || isDenied(index, index + said.length)) return []
      return groups['last'] === undefined ? ORDINALS.findIndex((_, at) => groups[`o${at}`] !== undefined) : -1
    }),
  )
  const counted = COUNTED.flatMap((pattern) =>
    [...text.matchAll(pattern)].flatMap(({ 0: said, index, groups }) =>
      isDenied(index, index + said.length)
        ? []
        : NUMERALS.findIndex((forms) => forms.includes(groups?.['number'] ?? '?')),
    ),
  )
  return [...spaced, ...counted]
}

const NEGATED = /(?:\bnot|n't|neither|nor|rather than|instead of|except|rule out) (?:be )?$/

/**
 * The key of the option whose number is the whole answer; null where there is none, or where options hold numbers
 * themselves.
 */
export function numberedOption(said: string, options: Readonly<Record<string, string>>): string | null {
  if (Object.values(options).some((text) => /\p{N}/u.test(text))) return null
  const number = NUMBER_ALONE.exec(said)?.[1]
  if (number === undefined) return null
  const spoken = SPOKEN.indexOf(number.toLowerCase())
  return Object.keys(options)[spoken >= 0 ? spoken : Number(number) - 1] ?? null
}

/** The key of the one option that a simplified text calls by its place ("the second one"), or null. */
export function placedOption(text: string, options: Readonly<Record<string, string>>): string | null {
  const keys = Object.keys(options)
  const named = new Set<string>()
  for (const match of text.matchAll(ORDINAL)) {
    if (NEGATED.test(text.slice(Math.max(0, match.index - 16), match.index))) continue
    const place = ORDINALS.findIndex((_, at) => match.groups?.[`o${at}`] !== undefined)
    const key = match.groups?.['last'] === undefined ? keys[place] : keys.at(-1)
    if (key !== undefined) named.add(key)
  }
  for (const place of placesOf(text)) {
    const key = keys.at(place)
    if (key !== undefined) named.add(key)
  }
  return named.size === 1 ? ([...named][0] as string) : null
}
