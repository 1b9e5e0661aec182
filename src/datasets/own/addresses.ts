/**
 * @file Addresses: a line with a street, in the words of twenty languages, or with a postal code and a town, and the
 * lines about it that belong to it.
 */
import { labelOf } from './labels.ts'
import { nameIn } from './names.ts'
import type { TextBlock } from './text-blocks.ts'
import { folded } from './text-forms.ts'

const STREET_WORDS = [
  // English
  String.raw`street|st\.?|avenue|ave\.?|road|rd\.?|boulevard|blvd\.?|drive|dr\.?|lane|ln\.?|way|court|ct\.?|place|pl\.?|highway|hwy\.?|freeway|fwy\.?|square|sq\.?|parkway|pkwy\.?|terrace|crescent|close|circle|cir\.?|trail|alley|row|mews|gardens|plaza|pike|turnpike|loop`,
].join('|')
/**
 * A number, then words, the last of them one for a street; or the word first, as Romance and Slavic languages
 * have it.
 */
const STREETS: readonly RegExp[] = [
  new RegExp(
    String.raw`(?:^|[\s,:])\d{1,6}[a-z]?(?:[-/]\d{1,5})?,? (?:[\p{L}\d.'-]+ ){0,5}(?:${STREET_WORDS})(?![\p{L}])`,
    'u',
  ),
  new RegExp(
    String.raw`^(?:[\p{L}.'-]+ ){1,3}(?:street|avenue|road|boulevard|drive|lane|square|highway)(?![\p{L}])`,
    'u',
  ),
  /(?:p\.? ?o\.?|post(?:al)?) ?box\s?\d*/u,
  /\d{1,4}(?: ?(?:bis|ter))?,? ?(?:r(?:ue)?|av(?:e|enue)?|b(?:ou)?l?e?v?a?r?d|bd|allee|place|pl|chemin|che|impasse|quai|route|rte|cours|passage|square|lotissement|quartier)\.? (?:d[eu]s?|la|le|les|l')?[\p{L}' -]{3,}/u,
  /^(?:rue|avenue|av|boulevard|bd|allee|chemin|impasse|quai|route|quartier|immeuble)\.? (?:d[eu]s? |la |le |les )?[\p{L}' -]{3,}/u,
  /(?:str(?:asse|\.)|straße|weg|platz|allee|gasse|ring|damm|ufer|chaussee|promenade)\.? ?\d{1,4} ?[a-z]?(?!\p{L})/u,
  /(?:^|[\s,:])(?:calle|c\/(?!o(?!\p{L}))|c\. (?:de )?|cl(?=[. ])|avda?|avenida|av(?=[. ])|plaza|pza|paseo|pso|carrera|cra|camino|ronda|travesia|urb(?=[. ])|urbanizacion|colonia|col(?=[. ]))\.? ?[\p{L}][\p{L}. ]*[, ]+(?:n[o.º°]? ?)?(?:\d|s[-/]n)/u,
  /(?:^|[\s,:])(?:calle|avda|avenida|plaza|paseo|carrera) [\p{L}]{2,}/u,
  /(?:^|[\s,:])(?:via|viale|v\.le|piazza|p\.zza|piazzale|corso|c\.so|largo|vicolo|strada|localita|loc)\.? [\p{L}][\p{L}'. ]*[, ]+(?:n[.o]? ?)?\d/u,
  /(?:^|[\s,:])(?:rua|r\.|travessa|praca|largo|estrada|alameda|rodovia|avenida|av\.) (?:d[aeo]s? )?[\p{L}][\p{L}. ]*[, ]+(?:n[.ºo]? ?)?\d/u,
  /[\p{L}]{3,}(?:straat|gracht|laan|weg|plein|kade|dijk|singel|steeg|gatan|gata|gate|vagen|vegen|veien|vej|gade|katu|tie|stien|utca|ut|ter)[ ,]+\d{1,4} ?[a-z]?(?!\p{L})/u,
  /(?:^|[\s,:])(?:ul|al|os|pl|str|bd|sos|blvd|ulica|aleja|strada|bulevardul|namesti|trg|cad|caddesi|sok|sokak|mah|mahallesi|bulvari|utca|korut)\.? ?[\p{L}][\p{L}. ]*[, ]+(?:n[ro]?\.? ?)?\d/u,
  /[\p{L}]{3,} (?:ulica|utca|ut|ter|namesti|trida|caddesi|sokak|cad|sok)[. ,]+(?:no[:.]? ?)?\d/u,
  /(?:^|[\s,.:\d])(?:jalan|jln|jl|lorong|lrg|taman|tmn|persiaran|lebuh|kampung|kg|bandar|kawasan|gang|kelurahan|rt\/rw) ?[\p{L}\d]/u,
  /(?:^|[\s,])(?:flat|plot|house|shop|sector|block|door|unit|lot|level|tower|floor|apt|apartment|suite|ste)[ .]+(?:no[.:]? ?)?(?:\d[\da-z]{0,4}|[a-z])[,\s].*(?:\p{L}{3})/u,
  /(?:^|[\s,])[\p{L}]{3,} (?:nagar|marg|khand|vihar|colony|enclave|bazar|chowk|puram|layout|apartments|building|towers?)(?!\p{L})/u,
  /(?:улица|ул|проспект|пр-т|пр|переулок|пер|шоссе|площадь|бульвар|наб)\.? ?[\p{L}. -]+,? ?(?:д\.? ?)?\d/u,
  /[\p{L}.]{2,} (?:улица|проспект|переулок|шоссе),? ?(?:д\.? ?)?\d/u,
  /\p{Script=Han}{1,8}[都道府県省市].*(?:[区市町村县縣镇鎮乡鄉路街里弄巷號号段]|丁目|番地?).*/u,
  /\p{Script=Han}{2,}[路街道巷弄].{0,6}\d+.{0,4}[号號]/u,
  /[\p{Script=Hangul}]+(?:시|도) ?[\p{Script=Hangul}]+(?:시|군|구) .*[\p{Script=Hangul}\d]+(?:동|로|길|가|읍|면)/u,
]

/** A postal code with its town, or the other way round. */
const TOWNS: readonly RegExp[] = [
  /(?:^|[\s,])[\p{L}.' -]{2,},? (?:al|ak|az|ar|ca|co|ct|de|fl|ga|hi|ia|id|il|in|ks|ky|la|ma|md|me|mi|mn|mo|ms|mt|nc|nd|ne|nh|nj|nm|nv|ny|oh|ok|or|pa|ri|sc|sd|tn|tx|ut|va|vt|wa|wi|wv|wy|dc|pr|zz|usa),? ?(?:\d{5,6}|\d{2} \d{3}|\d{3} \d{2,3})(?:-\d{3,4})?(?!\d)/u,
  /(?:alabama|alaska|arizona|arkansas|california|colorado|connecticut|delaware|florida|georgia|hawaii|idaho|illinois|indiana|iowa|kansas|kentucky|louisiana|maine|maryland|massachusetts|michigan|minnesota|mississippi|missouri|montana|nebraska|nevada|hampshire|jersey|mexico|york|carolina|dakota|ohio|oklahoma|oregon|pennsylvania|tennessee|texas|utah|vermont|virginia|washington|wisconsin|wyoming),? \d{5}(?:-\d{4})?(?!\d)/u,
  /^[\p{L}.' ]{2,}, (?:al|ak|az|ar|ca|co|ct|de|fl|ga|hi|ia|id|il|in|ks|ky|la|ma|md|me|mi|mn|mo|ms|mt|nc|nd|ne|nh|nj|nm|nv|ny|oh|ok|or|pa|ri|sc|sd|tn|tx|ut|va|vt|wa|wi|wv|wy|dc)$/u,
  /^[\p{L}.' ]{2,}, (?:al|ak|az|ar|ca|co|ct|de|fl|ga|hi|ia|id|il|in|ks|ky|la|ma|md|me|mi|mn|mo|ms|mt|nc|nd|ne|nh|nj|nm|nv|ny|oh|ok|or|pa|ri|sc|sd|tn|tx|ut|va|vt|wa|wi|wv|wy|dc),? \d{3,6}$/u,
  /^[\p{L}' ]{3,} (?:tx|ny|ca|fl|wa|az|ga|nc|nj|va|mi|mn|tn|md|wi|mo|sc|ky|ct|ut|nv|nm|wv|ks|ne|id|ri|nh|nd|sd|vt|wy|dc)$/u,
  /(?<![\p{L}\d])[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}(?![\p{L}\d])/u,
  /(?<![\p{L}\d])[a-z]\d[a-z] ?\d[a-z]\d(?![\p{L}\d])/u,
  /^(?:[a-z]{1,2}[- ])?\d{4,6} ?[-,]? ?(?!(?:rm|usd|eur|euro|kg|pcs|gbp|total)(?!\p{L}))\p{L}{3,}[\p{L}' .()-]*(?:,.*)?$/u,
  /^[\p{L}' .]{3,}[,-]? ?-? ?\d{6}(?!\d)(?:[ ,].*)?$/u,
  /^\d{4} ?[a-z]{2}(?:[ ,]+\p{L}{3,}.*)?$/u,
  /^\d{3} \p{L}{4,}$/u,
  /(?<!\d)\d{4}-\d{3} \p{L}{3,}/u,
  /(?<!\d)\d{2}-\d{3} \p{L}{3,}/u,
  /(?<!\d)\d{3} ?\d{2} \p{L}{4,}$/u,
  /〒 ?\d{3}-?\d{4}/u,
]

/** Prices, dates, phone numbers and web addresses share lines with numbers; no address has them. */
const NOT =
  /[$€£¥₹]|(?:^|\s)(?:www\.|https?:)|@|\d{1,2}:\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2}|\d[.,]\d{2}(?!\d)|(?<!\p{L})(?:total|subtotal|tax|invoice|visa|amount|balance|cash|change|tel|fax|phone|telephone|gst|payable|payment|copyright|form|rev|omb|page|table|platform|gate|seat|optional|instructions|zip code|postal code|mg|mcg|ml|kg|km)(?!\p{L})/iu

/** Whether a line has a street, a post box or a part of a building in it. */
export function isStreet(text: string): boolean {
  const plain = folded(text)
  return (
    text.length <= 110 &&
    !/^[\p{Ll}(]{3}/u.test(text) &&
    !isSentence(text) &&
    !NOT.test(plain) &&
    labelOf(text) === null &&
    STREETS.some((pattern) => pattern.test(plain))
  )
}

/** Four small words in a row are running text, whatever street it names. */
function isSentence(text: string): boolean {
  return /(?<!\p{L})\p{Ll}{2,} \p{Ll}{2,} \p{Ll}+ \p{Ll}{2,}/u.test(text)
}

/** Whether a line has a town with its postal code or state. */
export function isTown(text: string): boolean {
  const plain = folded(text)
  return text.length <= 70 && !NOT.test(plain) && labelOf(text) === null && TOWNS.some((pattern) => pattern.test(plain))
}

/** What may be a further line of an address. */
export function mayContinue(text: string): boolean {
  const plain = folded(text)
  if (NOT.test(plain) || text.length > 70 || text.length < 3) return false
  if (!/\p{L}{2}/u.test(text) || /[:：]/.test(text) || isSentence(text)) return false
  return labelOf(text) === null
}

/** Lines that stand one under another as one paragraph: about the same height, the same edge or middle, close. */
export function follows(above: TextBlock, below: TextBlock): boolean {
  const height = Math.max(above.box.height, below.box.height)
  const drop = below.box.y - above.box.y
  if (drop < 0.5 * Math.min(above.box.height, below.box.height) || drop > 2.1 * height) return false
  if (Math.max(above.box.height, below.box.height) > 1.9 * Math.min(above.box.height, below.box.height)) return false
  const isLeft = Math.abs(above.box.x - below.box.x) < 1.6 * height
  const isCentred = Math.abs(above.box.x + above.box.width / 2 - below.box.x - below.box.width / 2) < 1.5 * height
  const isRight = Math.abs(above.box.x + above.box.width - below.box.x - below.box.width) < 0.8 * height
  return isLeft || isCentred || isRight
}

const COUNTRY =
  /^(?:usa|u\.s\.a\.?|united states(?: of america)?|united kingdom|uk|england|france|deutschland|germany|italia|italy|espana|spain|portugal|canada|india|australia|nederland|netherlands|belgique|belgium|suisse|schweiz|switzerland|osterreich|austria|polska|poland|malaysia|singapore|japan|china|mexico|brasil|brazil|ireland)$/

/** Blocks of lines that are an address, each in reading order. */
export function addressesIn(cells: readonly TextBlock[], isFree: (cell: TextBlock) => boolean): TextBlock[][] {
  const taken = new Set<TextBlock>()
  const found: TextBlock[][] = []
  const next = (cell: TextBlock, above: boolean) =>
    cells
      .filter(
        (other) =>
          !taken.has(other) && other !== cell && isFree(other) && (above ? follows(other, cell) : follows(cell, other)),
      )
      .toSorted((a, b) => Math.abs(a.box.y - cell.box.y) - Math.abs(b.box.y - cell.box.y))[0]
  for (const cell of cells) {
    if (taken.has(cell) || !isFree(cell)) continue
    const street = isStreet(cell.text)
    const town = isTown(cell.text)
    if (!street && !town) continue
    const block = [cell]
    if (!street) {
      // A town's line is an address with the lines above it up to the street, whose words may be unknown.
      const lines: TextBlock[] = []
      for (let first = cell; lines.length < 5; first = lines[0]!) {
        const above = next(first, true)
        if (above === undefined || !mayContinue(above.text)) break
        lines.unshift(above)
        if (isStreet(above.text) || /^\D{0,4}\d/.test(above.text)) break
      }
      const first = lines.findIndex(({ text }) => isStreet(text) || /\d/.test(text))
      if (first >= 0) block.unshift(...lines.slice(first))
      else if (!/^.{0,40}\p{L}{3,}.*,.*\d|〒/u.test(cell.text)) continue
    }
    let hasTown = block.some(({ text }) => isTown(text))
    for (let last = block.at(-1)!; block.length < 5; last = block.at(-1)!) {
      const below = next(last, false)
      if (below === undefined || !mayContinue(below.text)) break
      const isEnd = isTown(below.text)
      // "Herr", "Karl E. Quill": the next block is somebody else's.
      if (!isEnd && (nameIn(below.text)?.likely ?? 0) >= 0.4) break
      if (/^(?:herrn?|frau|mr|mrs|ms|m|mme|monsieur|madame|sra?|sig|dhr|mevr)\.?$/i.test(below.text.trim())) break
      const isMore =
        isEnd || isStreet(below.text) || COUNTRY.test(folded(below.text)) || (!hasTown && isLikely(below.text))
      if (!isMore) break
      if (hasTown && !COUNTRY.test(folded(below.text)) && isStreet(below.text)) break
      block.push(below)
      hasTown ||= isEnd
    }
    for (const one of block) taken.add(one)
    found.push(block)
  }
  return found
}

/** Between a street and its town: a part of a town in capitals, a line that ends in a comma. */
function isLikely(text: string): boolean {
  return (
    /,\s*\.?$/.test(text) ||
    /^\d{5,6}$/.test(text) ||
    /^(?:apt|apartment|unit|suite|ste|floor|building|bldg|room|flat)\.? ?#?\w{1,5}$/i.test(text) ||
    (/^[\p{L} .'-]{3,30}$/u.test(text) && text.split(' ').length <= 3 && /^\p{Lu}/u.test(text))
  )
}
