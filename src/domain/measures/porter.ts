/**
 * The Porter stemmer (M. F. Porter, 1980) with the departures that NLTK's default mode has, since the
 * published ROUGE uses that one: a table of irregular forms, words of one or two letters left alone,
 * `ies`/`ied` of four-letter words to `ie`, y to i only behind a consonant that does not begin the word,
 * `bli`, `fulli` and `logi` in step 2.
 */
export function porterStem(word: string): string {
  const lower = word.toLowerCase()
  const irregular = IRREGULAR.get(lower)
  if (irregular !== undefined) return irregular
  if (lower.length <= 2) return lower
  return [pluralS, pastAndIng, finalY, longSuffixes, adjectives, bareSuffixes, finalE, finalLl].reduce(
    (stem, step) => step(stem),
    lower,
  )
}

const IRREGULAR = new Map(
  Object.entries({
    sky: ['sky', 'skies'],
    die: ['dying'],
    lie: ['lying'],
    tie: ['tying'],
    news: ['news'],
    inning: ['innings', 'inning'],
    outing: ['outings', 'outing'],
    canning: ['cannings', 'canning'],
    howe: ['howe'],
    proceed: ['proceed'],
    exceed: ['exceed'],
    succeed: ['succeed'],
  }).flatMap(([stem, forms]) => forms.map((form) => [form, stem] as const)),
)

/** One letter for each of the word: c for a consonant, v for a vowel; y is a vowel behind a consonant. */
function shape(word: string): string {
  let letters = ''
  for (const letter of word) {
    const vowel = 'aeiou'.includes(letter) || (letter === 'y' && letters.endsWith('c'))
    letters += vowel ? 'v' : 'c'
  }
  return letters
}

/** m of Porter's [C](VC)^m[V]. */
const measure = (stem: string): number => shape(stem).match(/v+c+/g)?.length ?? 0
const hasVowel = (stem: string): boolean => shape(stem).includes('v')
const doubleConsonant = (word: string): boolean =>
  word.length >= 2 && word.at(-1) === word.at(-2) && shape(word).endsWith('c')
/** *o: ends consonant, vowel, consonant, the last not w, x or y; NLTK adds two-letter words of vowel and consonant. */
const endsCvc = (word: string): boolean => {
  const letters = shape(word)
  return (letters.endsWith('cvc') && !'wxy'.includes(word.at(-1) as string)) || letters === 'vc'
}

type Rule = readonly [suffix: string, replacement: string, allowed: (stem: string) => boolean]

/** Applies the first rule whose suffix fits; if its condition fails the word stays. */
function applyFirst(word: string, rules: readonly Rule[]): string {
  for (const [suffix, replacement, allowed] of rules) {
    if (!word.endsWith(suffix)) continue
    const stem = word.slice(0, word.length - suffix.length)
    return allowed(stem) ? stem + replacement : word
  }
  return word
}

const always = (): boolean => true
const longerThan0 = (stem: string): boolean => measure(stem) > 0
const longerThan1 = (stem: string): boolean => measure(stem) > 1

function pluralS(word: string): string {
  if (word.endsWith('ies') && word.length === 4) return word.slice(0, -1)
  return applyFirst(word, [
    ['sses', 'ss', always],
    ['ies', 'i', always],
    ['ss', 'ss', always],
    ['s', '', always],
  ])
}

function pastAndIng(word: string): string {
  if (word.endsWith('ied')) return word.slice(0, word.length === 4 ? -1 : -2)
  if (word.endsWith('eed')) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word
  const suffix = ['ed', 'ing'].find((ending) => word.endsWith(ending) && hasVowel(word.slice(0, -ending.length)))
  if (suffix === undefined) return word
  const stem = word.slice(0, -suffix.length)
  if (/(?:at|bl|iz)$/.test(stem)) return `${stem}e`
  if (doubleConsonant(stem)) return 'lsz'.includes(stem.at(-1) as string) ? stem : stem.slice(0, -1)
  return measure(stem) === 1 && endsCvc(stem) ? `${stem}e` : stem
}

function finalY(word: string): string {
  return applyFirst(word, [['y', 'i', (stem) => stem.length > 1 && shape(stem).endsWith('c')]])
}

function longSuffixes(word: string): string {
  // NLTK goes on with the shorter word after `alli`.
  if (word.endsWith('alli') && longerThan0(word.slice(0, -4))) return longSuffixes(word.slice(0, -2))
  // `logi` keeps its l in the stem that is measured.
  if (word.endsWith('logi')) return longerThan0(word.slice(0, -3)) ? word.slice(0, -1) : word
  return applyFirst(word, STEP_2)
}

const STEP_2: readonly Rule[] = Object.entries({
  ational: 'ate',
  tional: 'tion',
  enci: 'ence',
  anci: 'ance',
  izer: 'ize',
  bli: 'ble',
  alli: 'al',
  entli: 'ent',
  eli: 'e',
  ousli: 'ous',
  ization: 'ize',
  ation: 'ate',
  ator: 'ate',
  alism: 'al',
  iveness: 'ive',
  fulness: 'ful',
  ousness: 'ous',
  aliti: 'al',
  iviti: 'ive',
  biliti: 'ble',
  fulli: 'ful',
}).map(([suffix, replacement]) => [suffix, replacement, longerThan0] as const)

const STEP_3: readonly Rule[] = Object.entries({
  icate: 'ic',
  ative: '',
  alize: 'al',
  iciti: 'ic',
  ical: 'ic',
  ful: '',
  ness: '',
}).map(([suffix, replacement]) => [suffix, replacement, longerThan0] as const)

function adjectives(word: string): string {
  return applyFirst(word, STEP_3)
}

const STEP_4: readonly Rule[] = 'al ance ence er ic able ible ant ement ment ent ion ou ism ate iti ous ive ize'
  .split(' ')
  .map(
    (suffix) =>
      [suffix, '', suffix === 'ion' ? (stem: string) => longerThan1(stem) && /[st]$/.test(stem) : longerThan1] as const,
  )

function bareSuffixes(word: string): string {
  return applyFirst(word, STEP_4)
}

function finalE(word: string): string {
  return applyFirst(word, [['e', '', (stem) => measure(stem) > 1 || (measure(stem) === 1 && !endsCvc(stem))]])
}

function finalLl(word: string): string {
  return word.endsWith('ll') && measure(word.slice(0, -1)) > 1 ? word.slice(0, -1) : word
}
