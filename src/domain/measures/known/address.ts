/**
 * @file Words of addresses, each in one form: ways and parts of a house by their abbreviations, states by
 * their letters, numbers without zeros in front.
 */
import { folded } from './fold.ts'
import numberWords from './data/number-words.json' with { type: 'json' }

/** Every form of a word, the first of a row standing for all. */
const FORMS = `street st str strt
avenue ave av aven avn avenida avda avd
boulevard blvd boul bd bvd
road rd
drive dr drv
lane ln
court ct crt
place pl
square sq sqr
terrace ter terr
crescent cres cr
highway hwy
parkway pkwy pky
expressway expy
circle cir
trail trl
way wy
close cl
heights hts
junction jct
mount mt
mountain mtn
fort ft
point pt
port prt
saint snt
center centre ctr cntr
apartment apt appt apto app flat unit suite ste whg wohnung departamento depto dpto piso kv кв квартира daire
building bldg edificio edif
floor fl stock etage
room rm zimmer
north n norte nord
south s sur sul sud
east e este ost
west w oeste ouest
northeast ne
northwest nw
southeast se
southwest sw
strasse str
platz pl
allee
gasse
weg
rue r rua
calle c
carrera cra kr
plaza pza plza
paseo pso
via v
viale vle
piazza pzza za
largo go
corso cso so
travessa tv
praca pca
улица ул
проспект пр просп пркт
переулок пер
дом д
город г
caddesi cad cd
sokak sok sk
ulica ul
幢 栋 棟
mahallesi mah mh
number no nr num
usa us
alabama al ala
alaska ak
arizona az ariz
arkansas ar ark
california ca calif cal
colorado co colo
connecticut conn
delaware de del
florida fla
georgia ga
hawaii hi
idaho id
illinois il ill
indiana in ind
iowa ia
kansas ks kans kan
kentucky ky
louisiana la
maine me
maryland md
massachusetts ma mass
michigan mi mich
minnesota mn minn
mississippi ms miss
missouri mo
montana mont
nebraska neb nebr
nevada nv nev
ohio oh
oklahoma ok okla
oregon or ore oreg
pennsylvania pa penn penna
tennessee tn tenn
texas tx tex
utah ut
vermont vt
virginia va
washington wa wash
wisconsin wi wis wisc
wyoming wyo`

/** Cities by their names in English and in their own languages, the first of a row standing for all. */
const CITIES = `cologne koln
munich munchen
nuremberg nurnberg
vienna wien
zurich zurigo
geneva geneve genf
basel bale
florence firenze
rome roma
milan milano
naples napoli
turin torino
venice venezia
genoa genova
lisbon lisboa
oporto porto
seville sevilla
prague praha
warsaw warszawa
cracow krakow
moscow москва
copenhagen kobenhavn
gothenburg goteborg
brussels bruxelles brussel
antwerp antwerpen anvers
ghent gent gand
athens αθηνα
bucharest bucuresti
belgrade beograd
hanover hannover
brunswick braunschweig`

const CANONICAL: ReadonlyMap<string, string> = readForms()
/** Words that an address may have or leave out. */
const OPTIONAL = new Set([
  'number',
  'ulica',
  '室',
  'дом',
  'город',
  'usa',
  'apartment',
  'and',
  'the',
  'of',
  'de',
  'la',
  'del',
  'du',
  'des',
  'da',
  'do',
  'le',
])
const FILLERS = new Set(
  `street address city town state zip postal postcode code house country line and the of in at is on number no nr apartment apt unit suite floor d p o po box m lok mieszkanie usa us united states
  strasse hausnummer plz ort stadt adresse und in der die das ist rue ville code numero calle ciudad direccion codigo y en via citta indirizzo cap e rua cidade endereco cep bairro
  улица дом город адрес квартира индекс il ilce mahalle adres value field
  wisconsin texas illinois california florida`
    .split(/\s+/)
    .map(folded),
)

function readForms(): Map<string, string> {
  const forms = new Map<string, string>()
  for (const row of [...FORMS.split('\n'), ...CITIES.split('\n')]) {
    const [first = '', ...others] = row.split(' ')
    for (const form of [first, ...others]) if (!forms.has(form)) forms.set(form, first)
  }
  return forms
}

/** A folded city's names in other languages. */
export function cityNames(city: string): readonly string[] {
  const row = CITIES.split('\n').find((names) => names.split(' ').includes(city))
  return row === undefined ? [] : row.split(' ').filter((name) => name !== city)
}

export interface AddressWords {
  /** Words that must all come, in the one form of each; as the value has them, and with its state the other way. */
  readonly forms: readonly (readonly string[])[]
  /** Without postal code and state, which are no others then than these. */
  readonly without: readonly { readonly words: readonly string[]; readonly region: readonly string[] }[]
  readonly key: (word: string) => string
}

/** A Han character, digits beside one, or a word: 88号5幢 is four. */
const WORD = /\p{Script=Han}|\p{N}+(?=\p{Script=Han})|(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}])+/gu

/**
 * @param written folded.
 * @param hasUmlauts whether it was written with ä, ö or ü, which an answer may spell ae, oe, ue.
 */
export function addressWords(written: string, hasUmlauts = false): AddressWords {
  // "P.O. Box 417" is "PO Box 417" and "Box 417".
  const text = written.replace(/(?<![\p{L}\d])p\.? ?o\.? (?=box(?!\p{L}))/u, '')
  const words = text.match(WORD) ?? []
  const key = hasUmlauts ? (word: string) => addressKey(word.replace(/([aou])e/g, '$1')) : addressKey
  const keys = words.map(key)
  const needed = keys.filter((word) => !OPTIONAL.has(word))
  const wanted = needed.length >= 2 ? needed : keys
  const other = withOtherState(wanted)
  const whole = other === null ? [wanted] : [wanted, other]
  const without = withoutRegion(text, wanted, key)
  return { forms: whole, without, key }
}

/**
 * House, street and town are the address of a house: a postal code and a state behind them, and the river that a town
 * lies on, only say it again. Empty where nothing else is left out, or no house, street and town would be left.
 */
function withoutRegion(
  text: string,
  wanted: readonly string[],
  key: (word: string) => string,
): AddressWords['without'] {
  if (!text.includes(',') || !/\d/.test(wanted.join(' '))) return []
  const river = / (?:am|an der|a\. ?d\.) \p{L}{4,}$/u.exec(text)?.[0] ?? ''
  const written = text.slice(text.indexOf(',')).match(WORD) ?? []
  const behind = written.map(key)
  const last = text.slice(text.lastIndexOf(',')).match(WORD) ?? []
  const hasHouse = /\d/.test(text.slice(0, text.indexOf(',')))
  const codes = [
    ...written.filter((word) => /^\d{5}$/.test(word)),
    ...(hasHouse ? last.filter((word, at) => /^\d{4}$/.test(word) || isBritish(last, at)) : []),
  ].map(key)
  const region = [...codes, ...behind.slice(-2).filter((word) => STATES.has(word) && !codes.includes(word))]
  const left = [...region, ...(river.match(WORD) ?? []).map(key)]
  if (left.length === 0) return []
  // From the end: a town may have the name of its state.
  const kept = left.reduce((words, one) => words.toSpliced(words.lastIndexOf(one), words.includes(one) ? 1 : 0), wanted)
  const town = behind.filter((word) => !left.includes(word))
  return kept.length >= 3 && town.length > 0 ? [{ words: kept, region }] : []
}

/** States of two words, and their letters. */
const TWO_WORDS: readonly (readonly [string, string])[] = [
  ['new hampshire', 'nh'],
  ['new jersey', 'nj'],
  ['new mexico', 'nm'],
  ['new york', 'ny'],
  ['north carolina', 'nc'],
  ['north dakota', 'nd'],
  ['south carolina', 'sc'],
  ['south dakota', 'sd'],
  ['rhode island', 'ri'],
  ['west virginia', 'wv'],
]

/** With the letters of its state for the two words, or the other way round; null where it has no such state. */
function withOtherState(wanted: readonly string[]): string[] | null {
  for (const [name, letters] of TWO_WORDS) {
    const words = name.split(' ').map(addressKey)
    const at = wanted.indexOf(letters)
    if (at >= 0) return wanted.toSpliced(at, 1, ...words)
    // The last one: a city may have the state's name too.
    const from = wanted.findLastIndex((word, index) => word === words[0] && wanted[index + 1] === words[1])
    if (from > 0) return wanted.toSpliced(from, 2, letters)
  }
  return null
}

function addressKey(word: string): string {
  const bare = word.replace(/^0+(?=\d)/, '').replace(/^(\d+)(?:st|nd|rd|th)$/, '$1')
  const number = NUMBERS.get(bare)
  if (number !== undefined) return number
  const metropolis = METROPOLIS.exec(bare)?.[1]
  if (metropolis !== undefined) return metropolis
  const known = CANONICAL.get(bare)
  if (known !== undefined) return known === 'strasse' ? 'street' : known
  // German writes the way into the name: Hauptstrasse, Hauptstr.
  return bare.replace(/(?<=\p{L}{3})(?:strasse|str)$/u, 'str')
}

/** 서울특별시 is 서울시 and 서울. */
const METROPOLIS = /^(서울|부산|대구|인천|광주|대전|울산|세종|제주)(?:특별자치시|특별자치도|특별시|광역시|시|도)$/

const ORDINALS =
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'.split(
    ' ',
  )
/** English numbers of one word, and ordinals: Seventh Avenue is 7th Ave. */
const NUMBERS: ReadonlyMap<string, string> = new Map([
  ...numberWords.en.flatMap((word, at): [string, string][] => (word.includes(' ') ? [] : [[word, String(at)]])),
  ...ORDINALS.map((word, at): [string, string] => [word, String(at + 1)]),
])

/** A half of "OX1 3PA". */
function isBritish(words: readonly string[], at: number): boolean {
  const [word = '', next = '', before = ''] = [words[at], words[at + 1], words[at - 1]]
  const isOut = (half: string): boolean => /^[a-z]{1,2}\d[a-z\d]?$/.test(half)
  const isIn = (half: string): boolean => /^\d[a-z]{2}$/.test(half)
  return (isOut(word) && isIn(next)) || (isIn(word) && isOut(before))
}

/** States by the one form of each. */
const STATES: ReadonlySet<string> = new Set(
  FORMS.slice(FORMS.indexOf('\nalabama ') + 1)
    .split('\n')
    .map((row) => row.split(' ', 1)[0] ?? ''),
)

/** Whether a word, in its one form, may be a postal code or a state: what tells one town from another of its name. */
export function isRegion(word: string): boolean {
  return STATES.has(word) || /^\d{4,5}$/.test(word)
}

/** What may stand among the words of an address without making it another. */
export function isAddressFiller(word: string): boolean {
  return FILLERS.has(word) || CANONICAL.get(word) === 'usa' || /^\d{5,}$/.test(word)
}
