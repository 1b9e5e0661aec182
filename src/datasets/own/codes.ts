/** @file What QR and bar codes on a picture hold: contacts, accounts, licences, tickets. */
import { detectPrivate } from './detect.ts'
import type { Proposal } from './proposal.ts'
import type { Box, TextBlock } from './text-blocks.ts'
import { squeezed } from './text-of-values.ts'

export interface Code {
  readonly text: string
  /** As zxing names it: `QRCode`, `PDF417`, `Code128`, `EAN13`, ... */
  readonly format: string
  readonly box: Box
}

/** Codes of goods in shops say nothing of a person. */
const GOODS = /^(?:EAN|UPC|DataBar|ISBN)/i

/** Private values in codes, without those that are printed on the picture too. */
export function codeProposals(codes: readonly Code[], printed: readonly Proposal[]): Proposal[] {
  const held = printed.map(({ type, value }) => `${type} ${squeezed(value)}`)
  return codes
    .filter(({ format }) => !GOODS.test(format))
    .flatMap(({ text, box }) => {
      const found = licenceFields(text) ?? detectPrivate(asCells(text))
      // What no rule knows may be a ticket, a link, a number: whoever scans the code has it. Prose is none.
      const whole = { type: 'document' as const, value: text.replace(/\s+/g, ' ').trim().slice(0, 200) }
      const values = found.length > 0 ? found : /\d|:\/\//.test(text) && /[\p{L}\d]{4}/u.test(text) ? [whole] : []
      return values.map(({ type, value }): Proposal => ({ type, value, box, because: 'coded' }))
    })
    .filter(({ type, value }) => {
      const key = `${type} ${squeezed(value)}`
      return !held.includes(key) && held.push(key) > 0
    })
}

/** The lines of a code as if they stood one under another: contacts and payments are written line by line. */
function asCells(text: string): TextBlock[] {
  return text
    .replace(/\\([,;:])/g, '$1')
    .split(/[\r\n]+|;(?=[A-Z]{1,5}[;:])/)
    .map((line) =>
      line
        .replace(/^(?:MECARD|mailto|tel|sms(?:to)?|BEGIN|END|VERSION|WIFI):/i, '')
        // "TEL;TYPE=work:", "ADR;WORK:;;Main Street 1;Town;;1234;Land"
        .replace(/^([A-Z]+)(?:;[^:]*)?:;*/, '$1: ')
        .replace(/;+/g, line.startsWith('N') ? ' ' : ', ')
        .trim(),
    )
    .filter((line) => line !== '')
    .map((line, index) => ({
      text: line
        .replace(/^FN: /, 'Name: ')
        .replace(/^N: /, 'Name: ')
        .replace(/^ADR: /, 'Address: '),
      // Two lines apart, so that none is taken for the next line of the one above.
      box: { x: 0, y: 60 * index, width: 12 * line.length, height: 20 },
    }))
}

/** The fields of a North American driving licence (AAMVA DL/ID card design standard, annex D); null for other codes. */
function licenceFields(text: string): Pick<Proposal, 'type' | 'value'>[] | null {
  if (!/^@[\s\S]{0,4}ANSI |^@[\s\S]{0,4}AAMVA/.test(text)) return null
  const field = (code: string) =>
    new RegExp(String.raw`(?:^|[\n\r]|DL)${code}([^\n\r]+)`).exec(text)?.[1]?.replace(/,+$/, '').trim() ?? ''
  const joined = (codes: readonly string[], by: string) =>
    codes
      .map(field)
      .filter((part) => part !== '' && part !== 'NONE')
      .join(by)
  const born = /^(\d{2})(\d{2})(\d{4})$/.exec(field('DBB'))
  const fields: Pick<Proposal, 'type' | 'value'>[] = [
    { type: 'name', value: joined(['DAC', 'DCT', 'DAD', 'DCS'], ' ').replaceAll(',', ' ') },
    { type: 'document', value: field('DAQ') },
    { type: 'birth-date', value: born === null ? field('DBB') : born.slice(1).join('/') },
    { type: 'address', value: joined(['DAG', 'DAI', 'DAJ', 'DAK'], ', ') },
  ]
  return fields.filter(({ value }) => value !== '')
}
