import { MONTHS } from '../../domain/calendar.ts'
import type { PrivateType } from '../../domain/sample.ts'
import { makePerson, type Person, type Pool } from './person.ts'
import type { Seeded } from './seeded.ts'

/** Side of a drawn page in pixels. Text sits in rows of `ROW` pixels. */
export const PAGE = 768
export const ROW = 48
const ROWS = PAGE / ROW

/** Families that fonts.ts provides. */
export const FONT_FAMILIES = [
  'Inter',
  'Lato',
  'Merriweather',
  'Noto Serif',
  'PT Sans',
  'Roboto Mono',
  'Courier Prime',
] as const

export const LAYOUTS = ['strip', 'application', 'eligibility', 'bank', 'membership'] as const
/** `membership` is for evaluation alone: no shipped model has seen it. */
export type Layout = (typeof LAYOUTS)[number]

export type FieldId = Exclude<PrivateType, 'iban' | 'card' | 'document'> | 'gender' | 'number' | 'code'

export interface Field {
  readonly id: FieldId
  readonly label: string
  readonly value: string
}

export interface PlacedText {
  readonly text: string
  readonly x: number
  readonly row: number
  readonly dy: number
  readonly size: number
}

export interface Rule {
  readonly x0: number
  readonly y0: number
  readonly x1: number
  readonly y1: number
}

/** Everything that is on a page, before it is drawn. */
export interface Page {
  readonly layout: Layout
  readonly font: string
  readonly paper: string
  readonly ink: string
  readonly texts: readonly PlacedText[]
  readonly rules: readonly Rule[]
  readonly person: Person
  readonly fields: readonly Field[]
}

/** Width in pixels of a text in a font; `CanvasRenderingContext2D.measureText` behind it. */
export type Measure = (text: string, size: number, font: string) => number

const LABELS: Record<FieldId, readonly string[]> = {
  name: ['Name', 'Full name', 'Applicant', 'Name of applicant', 'Employee name', 'Holder'],
  email: ['Email', 'E-mail', 'Email address', 'E-mail address', 'Electronic mail'],
  phone: ['Phone', 'Phone number', 'Telephone', 'Phone Numbers', 'Tel.', 'Daytime phone'],
  ssn: ['SSN', 'Social Security Number', 'Social Security No.', 'Soc. Sec. No.', 'U.S. SSN'],
  'birth-date': ['Date of birth', 'Birth date', 'Born', 'DOB'],
  address: ['Address', 'Street address', 'Home address', 'Residence'],
  city: ['City', 'Town', 'City or town'],
  occupation: ['Occupation', 'Job title', 'Position', 'Profession'],
  employer: ['Employer', 'Company', 'Current employer'],
  gender: ['Gender', 'Sex'],
  number: ['Account number', 'Member ID', 'Form no.', 'Reference', 'Customer number'],
  code: ['Code', 'Ticket', 'Locker', 'Case', 'Batch', 'Password', 'Badge'],
}

export const FIELD_IDS = Object.keys(LABELS) as readonly FieldId[]

const TITLES: Record<Layout, readonly string[]> = {
  strip: ['Record', 'Contact sheet', 'Extract', 'Index card'],
  application: ['Employment Application', 'Application for Employment', 'Job Application', 'Applicant Record'],
  eligibility: [
    'Employment Eligibility Verification',
    'Form I-9 Section 1',
    'Eligibility Form',
    'Employee Information',
  ],
  bank: ['Account Opening Form', 'Loan Application', 'Bank Account Form', 'Credit Request'],
  membership: ['Membership Card', 'Club Registration'],
}
const SUBTITLES = [
  'Please print clearly',
  'Personal details',
  'Section A',
  'To be completed by the applicant',
  'For office use',
  'Confidential',
  'Page 1 of 2',
  'Applicant details',
] as const
const FOOTERS = [
  'I certify that the above is true.',
  'Signature',
  'Thank you',
  'Do not write below this line',
  'Received by',
  'Keep this copy',
] as const
const PAPERS = ['#ffffff', '#fdfcf7', '#f4f7fb', '#faf3e6', '#f2f2f2', '#eef6ee'] as const
const INKS = ['#000000', '#1b1b2f', '#13233f', '#2b2118', '#303030'] as const

/** A birth date as a form would print it. */
export function printedDate(iso: string, style: number): string {
  const [y = '', m = '', d = ''] = iso.split('-')
  const month = MONTHS[Number(m) - 1] ?? ''
  return [iso, `${m}/${d}/${y}`, `${Number(d)} ${month} ${y}`, `${month} ${Number(d)}, ${y}`][style % 4] as string
}

function valueOf(person: Person, id: FieldId, rng: Seeded): string {
  switch (id) {
    case 'birth-date':
      return printedDate(person.birthDate, rng.int(0, 3))
    case 'number':
      return Array.from({ length: rng.int(5, 10) }, () => rng.int(0, 9)).join('')
    case 'code': {
      const alphabet = rng.pick([
        'abcdefghijklmnopqrstuvwxyz0123456789',
        'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789',
        '0123456789-',
        'abcdefghijklmnopqrstuvwxyz.-@_',
      ])
      let text = ''
      for (let i = rng.int(4, 16); i > 0; i--) text += alphabet[rng.int(0, alphabet.length - 1)]
      return text.replace(/^[^a-zA-Z0-9]|[^a-zA-Z0-9]$/g, 'k')
    }
    default:
      return person[id]
  }
}

export interface PageOptions {
  readonly layout: Layout
  readonly person: Person
  /** Fields that must be on the page; the name always is. */
  readonly show: readonly FieldId[]
  /** At most this many further fields, drawn at random. */
  readonly extras: number
  /** Fields that must not be on the page. */
  readonly hide?: readonly FieldId[]
}

const EXTRAS: readonly FieldId[] = [
  'email',
  'phone',
  'ssn',
  'birth-date',
  'address',
  'city',
  'occupation',
  'employer',
  'gender',
  'number',
  'code',
]

/** Lays out one page. All that varies comes from `rng`; `measure` keeps texts inside the page. */
export function layoutPage(options: PageOptions, rng: Seeded, measure: Measure): Page {
  const { layout, person } = options
  const font = rng.pick(FONT_FAMILIES)
  const baseSize = rng.int(23, 28)
  const wanted = new Set<FieldId>(options.show)
  const candidates = rng.shuffle(EXTRAS.filter((id) => !wanted.has(id) && !options.hide?.includes(id)))
  for (const id of candidates.slice(0, options.extras)) wanted.add(id)
  wanted.delete('name')
  const field = (id: FieldId): Field => ({ id, label: rng.pick(LABELS[id]), value: valueOf(person, id, rng) })
  const rest = rng.shuffle([...wanted]).map(field)
  const name = field('name')
  const fields = rng.chance(0.8) ? [name, ...rest] : [...rest.slice(0, 1), name, ...rest.slice(1)]

  const texts: PlacedText[] = []
  const rules: Rule[] = []
  const margin = rng.int(20, 48)
  const width = PAGE - 2 * margin
  /** A field is split into label and value columns, or printed as one text. */
  const put = (text: string, x: number, row: number, room: number, size = baseSize) => {
    let fitted = size
    while (fitted > 18 && measure(text, fitted, font) > room) fitted--
    texts.push({ text, x, row, dy: rng.int(-4, 4), size: fitted })
    return measure(text, fitted, font)
  }
  const frame = (x0: number, row0: number, x1: number, row1: number) => {
    const [top, bottom] = [row0 * ROW + 1, row1 * ROW - 1]
    rules.push(
      { x0, y0: top, x1, y1: top },
      { x0, y0: bottom, x1, y1: bottom },
      { x0, y0: top, x1: x0, y1: bottom },
      { x0: x1, y0: top, x1, y1: bottom },
    )
  }
  const gap = 34
  const separator = rng.pick([':', ':', '', ' -'])
  const half = Math.floor((width - gap) / 2)
  let row = layout === 'strip' ? rng.int(0, 9) : rng.int(0, 1)

  const header = () => {
    put(
      rng.pick(TITLES[layout]),
      margin + (rng.chance(0.4) ? rng.int(0, 120) : 0),
      row++,
      width - 120,
      baseSize + rng.int(0, 4),
    )
    if (rng.chance(0.5)) put(rng.pick(SUBTITLES), margin, row++, width)
    if (rng.chance(0.3)) row++
  }
  const footer = () => {
    if (row < ROWS - 1 && rng.chance(0.6))
      put(rng.pick(FOOTERS), margin, Math.min(ROWS - 1, row + rng.int(0, 2)), width)
  }

  if (layout === 'strip') {
    const shown = fields.slice(0, 2 + (rng.chance(0.2) ? 1 : 0))
    const must = fields.filter((f) => options.show.includes(f.id) && !shown.includes(f))
    const columns = must.length > 0 ? [name, ...must, ...shown.filter((f) => f !== name)].slice(0, 2) : shown
    if (columns.length === 2 && rng.chance(0.7)) {
      const split = margin + Math.floor(width * 0.42)
      columns.forEach((f, i) => {
        const x = i === 0 ? margin + 8 : split + 17
        const room = i === 0 ? split - margin - 25 : margin + width - split - 25
        put(f.label, x, row, room)
        put(f.value, x, row + 1, room)
      })
      if (rng.chance(0.8)) {
        frame(margin - 4, row, margin + width, row + 2)
        rules.push({ x0: split, y0: row * ROW, x1: split, y1: (row + 2) * ROW })
      }
      return { layout, font, paper: rng.pick(PAPERS), ink: rng.pick(INKS), texts, rules, person, fields: columns }
    }
    const split = margin + Math.floor(width * 0.36)
    columns.forEach((f) => {
      put(f.label, margin + 8, row, split - margin - 42)
      put(f.value, split + 8, row++, margin + width - split - 16)
    })
    return { layout, font, paper: rng.pick(PAPERS), ink: rng.pick(INKS), texts, rules, person, fields: columns }
  }

  header()
  const placed: Field[] = []
  if (layout === 'application' || layout === 'membership') {
    const full = (f: Field) => `${f.label}${layout === 'membership' ? '' : separator} ${f.value}`
    for (let i = 0; i < fields.length && row < ROWS; row++) {
      const a = fields[i] as Field
      const b = fields[i + 1]
      const pair =
        b !== undefined &&
        rng.chance(0.6) &&
        measure(full(a), baseSize, font) <= half &&
        measure(full(b), baseSize, font) <= half
      put(full(a), margin, row, pair ? half : width)
      placed.push(a)
      if (pair) {
        put(full(b), margin + half + gap, row, half)
        placed.push(b)
      }
      i += pair ? 2 : 1
      if (rng.chance(0.15)) row++
    }
  } else if (layout === 'eligibility') {
    const boxed = rng.chance(0.8)
    for (let i = 0; i < fields.length && row + 1 < ROWS; row += 2) {
      const a = fields[i] as Field
      const b = fields[i + 1]
      const pair =
        b !== undefined &&
        rng.chance(0.5) &&
        measure(a.value, baseSize, font) <= half - 20 &&
        measure(b.value, baseSize, font) <= half - 20
      const small = baseSize - rng.int(0, 3)
      put(a.label, margin + 8, row, pair ? half - 20 : width, small)
      put(a.value, margin + 8, row + 1, pair ? half - 20 : width - 16)
      placed.push(a)
      if (boxed) frame(margin, row, margin + width, row + 2)
      if (pair) {
        const x = margin + half + gap
        put(b.label, x, row, half - 20, small)
        put(b.value, x, row + 1, half - 20)
        if (boxed) rules.push({ x0: x - 12, y0: row * ROW, x1: x - 12, y1: (row + 2) * ROW })
        placed.push(b)
      }
      i += pair ? 2 : 1
    }
  } else {
    const split = margin + Math.floor(width * (0.36 + 0.08 * rng.next()))
    const lined = rng.chance(0.7)
    for (const f of fields) {
      if (row >= ROWS) break
      put(f.label + (separator === ':' ? ':' : ''), margin + 6, row, split - margin - 40)
      put(f.value, split + 6, row, margin + width - split - 12)
      placed.push(f)
      if (lined) rules.push({ x0: margin, y0: (row + 1) * ROW - 1, x1: margin + width, y1: (row + 1) * ROW - 1 })
      row++
      if (rng.chance(0.1)) row++
    }
    if (lined && rng.chance(0.5)) rules.push({ x0: split - 14, y0: ROW, x1: split - 14, y1: Math.min(row, ROWS) * ROW })
  }
  footer()
  return { layout, font, paper: rng.pick(PAPERS), ink: rng.pick(INKS), texts, rules, person, fields: placed }
}

/** A page with everything drawn at random: for training, and for the picture of somebody else's form. */
export function randomPage(rng: Seeded, pool: Pool, measure: Measure, layouts: readonly Layout[]): Page {
  const person = makePerson(rng, pool)
  const show = EXTRAS.filter(() => rng.chance(0.35))
  return layoutPage({ layout: rng.pick(layouts), person, show, extras: rng.int(0, 3) }, rng, measure)
}

/** What is written on a page, row by row: cells by position, joined with `|`. */
export function transcript(page: Page): { row: number; cells: PlacedText[] }[] {
  const byRow = new Map<number, PlacedText[]>()
  for (const text of page.texts) byRow.set(text.row, [...(byRow.get(text.row) ?? []), text])
  return [...byRow.entries()]
    .sort((a, b) => a[0] - b[0])
    .map(([row, cells]) => ({ row, cells: cells.sort((a, b) => a.x - b.x) }))
}
