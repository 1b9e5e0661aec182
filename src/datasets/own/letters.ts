/** @file Names where letters, tickets and CVs have them: after a greeting, below a closing, at the head of a page. */
import { mayBeName, nameIn } from './names.ts'
import type { Page } from './page.ts'
import type { TextBlock } from './text-blocks.ts'
import { folded } from './text-forms.ts'
import { isCompanyOnly, nameValue } from './text-of-values.ts'

const GREETING =
  /^(?:dear|hi|hello|hey|sehr geehrte[rs]?|liebe[rs]?|guten tag|hallo|chere?|bonjour|estimad[oa]|querid[oa]|hola|gentile|car[oa]|egregi[oa]|prezad[oa]|beste|geachte)\s+(?=\S)/
const NOBODY =
  /(?<!\p{L})(?:sir|madam|sirs|customer|customers|team|all|there|colleagues?|friends?|parents?|guest|member|applicant|hiring|manager|damen|herren|kunde|kundin|client|clients|cliente|klant|everyone|again)(?!\p{L})/u
const CLOSING =
  /^(?:yours?(?: sincerely| faithfully| truly)?|sincerely(?: yours)?|(?:kind |best |warm )?regards|best wishes|respectfully|cheers|mit freundlichen gru(?:ss|\u00df)en|(?:viele|herzliche|beste) gru(?:ss|\u00df)e|cordialement|bien a vous|atentamente|saludos|un saludo|cordiali saluti|distinti saluti|atenciosamente|met vriendelijke groet(?:en)?)\s*[,.!]?$/

/** "Dear Ms Quill,", and who signs it. */
export function namesInLetters(page: Page): void {
  for (const cell of page.cells) {
    const plain = folded(cell.text)
    const greeting = GREETING.exec(plain)
    if (greeting !== null && cell.text.length < 50 && !NOBODY.test(plain) && page.isFree(cell)) {
      // Folding keeps the length of what greetings are written in.
      const name = nameValue(
        cell.text
          .slice(greeting[0].length)
          .replace(/[,:!].*$|^(?:mrs?|ms|miss|dr|prof|herrn?|frau|m|mme|sr|sra|sig|sig\.ra|senor|senora)\.? /gi, ''),
      )
      const start = name === null ? -1 : cell.text.indexOf(name)
      if (name !== null && start >= 0) page.take('name', [{ cell, start, end: start + name.length }], 'guessed')
    } else if (CLOSING.test(plain.trim())) {
      const below = page.beside(cell, 'below').find((other) => page.isFree(other))
      if (below !== undefined && isFullName(below.text)) takeWhole(page, below)
    }
  }
}

/** Who a line says a letter, parcel or paper is for or from: "Frau", "FROM:", "This is to certify that". */
export function namesAnnounced(page: Page): void {
  const isTicket = isTicketPage(page)
  for (const cell of page.cells) {
    const plain = folded(cell.text).trim()
    // Indian papers name a parent or spouse so, parcels a host.
    const relative = /^(?:[swdhc]\/o|son of|daughter of|wife of|care of)[:.]?\s+(?=\p{L}{2})/u.exec(plain)
    const behind =
      relative ?? (isTicket ? null : /^(?:from|to|von|an|de|a|para|da|per|van|aan|attn?)\s*[:：]\s*(?=\S)/.exec(plain))
    if (behind !== null) {
      const text = cell.text
        .trim()
        .slice(behind[0].length)
        .replace(/\s*<.*$/u, '')
      const start = cell.text.indexOf(text)
      if (isPerson(page, text) || (relative !== null && nameValue(text) !== null && !isCompanyOnly(text)))
        page.take('name', [{ cell, start, end: start + text.length }], 'labelled')
      continue
    }
    const isAlone = TITLE_ALONE.test(plain) || (!isTicket && TO_ALONE.test(plain)) || ANNOUNCED.test(plain)
    if (!isAlone) continue
    const next = [page.beside(cell, 'below'), page.beside(cell, 'right')]
      .map((cells) => cells.find((other) => page.isFree(other)))
      .find((other) => other !== undefined && isPerson(page, other.text))
    if (next !== undefined) page.take('name', [{ cell: next, start: 0, end: next.text.length }], 'labelled')
  }
}

const TITLE_ALONE =
  /^(?:herrn?|frau|familie|mr|mrs|ms|miss|dr|monsieur|madame|mademoiselle|m|mme|mlle|sr|sra|srta|don|dona|senor|senora|exmo\(?a?\)?\.? ?sr\(?a?\)?|sig|sig\.ra|signor|signora|gent\.ma|egr\. sig|dhr|mevr|mevrouw|de heer|pan|pani)\.?$/
const TO_ALONE = /^(?:from|to|von|an|de|a|para|da|per|van|aan|sender|recipient)\s*[:：]$/
const ANNOUNCED =
  /(?:emergency(?: please)? (?:notify|contact|call)|certify that|certifies that|awarded to|presented to|confers upon|conferred upon|granted to|issued to|belongs to|in the name of|made out to|hiermit wird bescheinigt, dass|verliehen an|decerne a|atteste que|certifie que|se otorga a|certifica que|si attesta che|conferito a)\s*[:：]?$/

/** A name by lists or, in a place that calls for one, by its form. */
function isPerson(page: Page, text: string): boolean {
  const guess = nameIn(text)
  if (isCompanyOnly(text) || page.found.some(({ value }) => value === text.trim())) return false
  return (guess !== null && guess.likely >= 0.3) || (mayBeName(text) && nameValue(text) !== null)
}

function isTicketPage(page: Page): boolean {
  return page.cells.some(({ text }) =>
    /(?<!\p{L})(?:boarding|flight|gate|seat|passenger|e-?ticket|ticket|platform|abfahrt|departures?)(?!\p{L})/iu.test(
      text,
    ),
  )
}

/** "QUILL/MARA MS" on a boarding pass. */
export function namesOnTickets(page: Page): void {
  for (const cell of page.cells) {
    const match = /^(?:.*[:\s])?(\p{Lu}{2,}\/\p{Lu}{4,}(?: ?(?:MR|MRS|MS|MISS|MSTR|DR))?)$/u.exec(cell.text)
    if (match === null || !isTicketPage(page) || page.labels.has(cell)) continue
    page.take('name', [{ cell, start: cell.text.length - match[1]!.length, end: cell.text.length }], 'guessed')
  }
}

/** The head of a CV is a name that no list may know: the largest line at its top. */
export function nameOfCv(page: Page): void {
  const isCv = page.cells.some(({ text }) => /^(?:r[eé]sum[eé]|curriculum vitae|cv|lebenslauf)$/iu.test(text.trim()))
  const parts = page.cells.filter(({ text }) =>
    /^(?:(?:work |professional )?experience|education|skills|employment history|languages|berufserfahrung|ausbildung|formation|experiencia)(?: laboral| professionnelle)?\s*:?$/iu.test(
      text.trim(),
    ),
  ).length
  if (!(isCv ? parts >= 1 : parts >= 2) || page.found.some(({ type }) => type === 'name')) return
  const height = Math.max(...page.cells.map(({ box }) => box.height))
  const head = page.cells
    .slice(0, 8)
    .find((cell) => page.isFree(cell) && cell.box.height > 0.75 * height && isFullName(cell.text))
  if (head !== undefined) takeWhole(page, head)
}

/** Plates of vehicles, on a picture with little other writing. */
export function plates(page: Page): void {
  if (page.cells.length > 12) return
  for (const cell of page.cells)
    if (
      page.isFree(cell) &&
      !/^(?:PIN|CVV|CVC|NO|ROW|BOX|LOT|REF|TAX|VAT|AGE|ZIP|APT|INV|QTY|SEC|TEL|FAX) /.test(cell.text) &&
      PLATES.some((form) => form.test(cell.text.trim()))
    )
      page.take('document', [{ cell, start: 0, end: cell.text.length }], 'guessed')
}

/** Germany, the United Kingdom, Spain, the Netherlands, Poland, India. */
const PLATES: readonly RegExp[] = [
  /^[A-ZÄÖÜ]{1,3}[-·:. ] ?[A-Z]{1,2}[- ]?\d{1,4}[EH]?$/,
  /^[A-Z]{2}\d{2} ?[A-Z]{3}$/,
  /^\d{4}[ -]?[B-DF-HJ-NP-TV-Z]{3}$/,
  /^(?:[A-Z]{2}-\d{2,3}-[A-Z]{1,2}|\d{2}-[A-Z]{2,3}-\d{1,2}|[A-Z]{1,2}-\d{3}-[A-Z]{1,2})$/,
  /^[A-Z]{2,3} [A-Z\d]{4,5}$(?<=\d.*)/,
  /^[A-Z]{2}[ -]?\d{1,2}[ -]?[A-Z]{1,3}[ -]?\d{4}$/,
]

function isFullName(text: string): boolean {
  return (
    /^\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’.-]*){1,3}$/u.test(text.trim()) &&
    nameValue(text) !== null &&
    !isCompanyOnly(text) &&
    (nameIn(text) !== null || text.trim().split(' ').length <= 3)
  )
}

function takeWhole(page: Page, cell: TextBlock): void {
  page.take('name', [{ cell, start: 0, end: cell.text.length }], 'guessed')
}
