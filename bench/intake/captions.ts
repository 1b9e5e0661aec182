/**
 * @file Pictures that name a person in ways that are hard to read: tables whose letters touch their rules,
 * small captions, two lines, coloured bands, faint ink, busy grounds, JPEG's artefacts, and photographs: lit from
 * one side, askew, on their side, from afar, out of focus.
 */
import { createCanvas, type Canvas, type SKRSContext2D } from '@napi-rs/canvas'
import { type Person, type Seeded, seeded } from '../../src/datasets/forms/index.ts'

export const CAPTIONS = [
  'ruled strip',
  'boxes',
  'on rules',
  'small caption',
  'two lines',
  'coloured band',
  'faint',
  'busy ground',
  'last name first',
  'photograph',
  'JPEG',
  'held askew',
  'turned',
  'far off',
  'blurred',
] as const
export type Caption = (typeof CAPTIONS)[number]

const SANS = 'Inter'
const FONTS = ['Inter', 'Lato', 'PT Sans', 'Noto Serif', 'Roboto Mono'] as const
const VALUES = [
  { title: 'Email', of: ({ email }: Person) => email },
  { title: 'Phone Numbers', of: ({ phone }: Person) => phone },
  { title: 'SSN', of: ({ ssn }: Person) => ssn },
] as const

const PHOTOGRAPHS: ReadonlySet<Caption> = new Set(['JPEG', 'photograph', 'held askew', 'turned', 'far off', 'blurred'])

interface Drawn {
  readonly name: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** One picture as PNG or JPEG that prints the person's name and at least one value. */
export function drawCaption(caption: Caption, person: Person, seed: string): Drawn {
  const rng = seeded(`caption/${caption}/${seed}`)
  const canvas = createCanvas(...SIZES[caption](rng))
  const context = canvas.getContext('2d')
  context.textBaseline = 'middle'
  DRAW[caption](context, person, rng)
  const isJpeg = PHOTOGRAPHS.has(caption)
  const bytes = isJpeg ? canvas.toBuffer('image/jpeg', rng.int(22, 40)) : canvas.toBuffer('image/png')
  return { name: isJpeg ? 'jpg' : 'png', bytes: new Uint8Array(bytes) }
}

const SIZES: Readonly<Record<Caption, (rng: Seeded) => [width: number, height: number]>> = {
  'ruled strip': (rng) => [rng.int(300, 400), 48],
  boxes: () => [1280, 460],
  'on rules': () => [1000, 520],
  'small caption': (rng) => [rng.int(480, 720), 420],
  'two lines': () => [480, 480],
  'coloured band': () => [640, 480],
  faint: () => [640, 400],
  'busy ground': () => [800, 600],
  'last name first': () => [560, 320],
  photograph: () => [900, 640],
  JPEG: () => [640, 360],
  'held askew': () => [1600, 1200],
  turned: (rng) => (rng.int(0, 1) === 0 ? [1200, 1600] : [1600, 1200]),
  'far off': () => [3000, 2250],
  blurred: () => [1200, 900],
}

type Draw = (context: SKRSContext2D, person: Person, rng: Seeded) => void

const DRAW: Readonly<Record<Caption, Draw>> = {
  /** As MM-Privacy's tables of one person: cells as low as their letters, on paper. */
  'ruled strip'(context, person, rng) {
    const { width } = context.canvas
    paper(context, rng)
    const value = rng.pick(VALUES)
    const [left, right, split] = [rng.int(5, 25), width - rng.int(5, 25), Math.round(width * 0.43)]
    const tops = [7, 24, 40]
    ink(context, '#000')
    context.lineWidth = 1.25
    for (const y of tops) line(context, left, y, right, y)
    for (const x of [left, split, right]) line(context, x, tops[0]!, x, tops.at(-1)!)
    context.textAlign = 'center'
    for (const [row, cells] of [
      ['Name', value.title],
      [person.name, value.of(person)],
    ].entries())
      for (const [at, text] of cells.entries()) {
        const [from, to] = at === 0 ? [left, split] : [split, right]
        fit(context, text, to - from - 3, 16, rng.pick(FONTS))
        context.fillText(text, (from + to) / 2, (tops[row]! + tops[row + 1]!) / 2 + 1)
      }
  },

  /** As form I-9: tinted fields under small labels, last name first. */
  boxes(context, { name, email, phone, ssn }, rng) {
    fill(context, '#fff')
    const parts = name.split(' ')
    const fields = [
      ['Last Name (Family Name)', parts.at(-1)!],
      ['First Name (Given Name)', parts[0]!],
      ['Middle Initial (if any)', ''],
      ['U.S. Social Security Number', ssn],
      ["Employee's Email Address", email],
      ["Employee's Telephone Number", phone],
    ] as const
    for (const [at, [label, value]] of fields.entries()) {
      const [x, y] = [20 + (at % 3) * 415, 120 + Math.floor(at / 3) * 130]
      context.fillStyle = '#eef2fd'
      context.fillRect(x, y + 34, 405, 66)
      ink(context, '#222')
      context.strokeRect(x, y, 415, 110)
      context.font = `18px "${SANS}"`
      context.fillText(label, x + 12, y + 18)
      fit(context, value, 380, 30, SANS)
      context.fillText(value, x + 14, y + rng.int(52, 64))
    }
    context.font = `700 34px "${SANS}"`
    context.fillText('Employment Eligibility Verification', 330, 60)
  },

  /** Letters that stand on the rule they were to be written above. */
  'on rules'(context, person, rng) {
    fill(context, rng.pick(['#fff', '#fdfbf4']))
    ink(context, '#111')
    const rows = [['Name:', person.name], ...VALUES.map(({ title, of }) => [`${title}:`, of(person)])] as const
    const font = rng.pick(FONTS)
    for (const [at, [label, value]] of rows.entries()) {
      const y = 110 + at * 90
      context.textBaseline = 'alphabetic'
      context.font = `24px "${SANS}"`
      context.fillText(label, 40, y)
      fit(context, value, 640, 30, font)
      context.fillText(value, 260, y + 8)
      context.lineWidth = 3
      line(context, 255, y + 9, 920, y + 9)
    }
  },

  /** A picture with its caption beneath, in 11 to 13 pixels. */
  'small caption'(context, person, rng) {
    scene(context, rng)
    const { width, height } = context.canvas
    context.fillStyle = rng.pick(['#fff', '#f3f3f3', '#fff8e1'])
    context.fillRect(0, height - 26, width, 26)
    ink(context, '#222')
    const value = rng.pick(VALUES)
    context.font = `${rng.int(11, 13)}px "${rng.pick(FONTS)}"`
    context.fillText(`${person.name}, ${value.title}: ${value.of(person)}`, 8, height - 13)
  },

  'two lines'(context, person, rng) {
    scene(context, rng)
    context.fillStyle = 'rgba(255, 255, 255, 0.9)'
    context.fillRect(40, 300, 400, 150)
    ink(context, '#1a1a2e')
    const [first, ...rest] = person.name.split(' ')
    const font = rng.pick(FONTS)
    context.font = `700 34px "${font}"`
    context.fillText(first!, 60, 335)
    context.fillText(rest.join(' '), 60, 378)
    const value = rng.pick(VALUES).of(person)
    fit(context, value, 360, 22, font)
    context.fillText(value, 60, 422)
  },

  'coloured band'(context, person, rng) {
    scene(context, rng)
    const [band, letters] = rng.pick([
      ['#b3122f', '#fff'],
      ['#0b4f8a', '#ffe66b'],
      ['#1d6b3a', '#fff'],
      ['#f2b705', '#402a00'],
      ['#5b2a86', '#e9ddff'],
    ] as const)
    context.fillStyle = band
    context.fillRect(0, 370, 640, 90)
    ink(context, letters)
    const font = rng.pick(FONTS)
    fit(context, person.name, 600, 30, font)
    context.fillText(person.name, 20, 395)
    const value = rng.pick(VALUES)
    fit(context, `${value.title} ${value.of(person)}`, 600, 20, font)
    context.fillText(`${value.title} ${value.of(person)}`, 20, 435)
  },

  /** Ink that is 28 to 45 of 255 darker than its paper. */
  faint(context, person, rng) {
    const ground = rng.int(150, 235)
    fill(context, `rgb(${ground}, ${ground}, ${ground - 8})`)
    const letters = ground - rng.int(28, 45)
    ink(context, `rgb(${letters}, ${letters}, ${letters})`)
    card(context, person, rng)
  },

  'busy ground'(context, person, rng) {
    scene(context, rng, 160)
    context.fillStyle = 'rgba(255, 255, 255, 0.55)'
    context.fillRect(60, 380, 680, 150)
    ink(context, '#000')
    const font = rng.pick(FONTS)
    fit(context, person.name, 640, 36, font)
    context.fillText(person.name, 80, 420)
    const value = rng.pick(VALUES)
    fit(context, `${value.title}: ${value.of(person)}`, 640, 28, font)
    context.fillText(`${value.title}: ${value.of(person)}`, 80, 480)
  },

  'last name first'(context, person, rng) {
    paper(context, rng)
    ink(context, '#1d1d1d')
    const [first, ...rest] = person.name.split(' ')
    const font = rng.pick(FONTS)
    context.font = `26px "${font}"`
    context.fillText(`${rest.join(' ').toUpperCase()}, ${first!}`, 30, 80)
    fit(context, `${person.phone}   SSN ${person.ssn}`, 500, 22, font)
    context.fillText(`${person.phone}   SSN ${person.ssn}`, 30, 150)
    fit(context, person.email, 500, 22, font)
    context.fillText(person.email, 30, 200)
  },

  /** A card on a table: turned by up to three degrees, lit from one side. */
  photograph(context, person, rng) {
    scene(context, rng)
    context.save()
    context.translate(450, 320)
    context.rotate(((rng.int(0, 60) - 30) / 10) * (Math.PI / 180))
    context.fillStyle = '#faf7f0'
    context.fillRect(-320, -200, 640, 400)
    ink(context, '#222')
    context.translate(-320, -200)
    card(context, person, rng)
    context.restore()
    dim(context, 0.45)
  },

  JPEG(context, person, rng) {
    fill(context, '#fff')
    ink(context, '#333')
    card(context, person, rng)
  },

  /** A sheet in somebody's hand: turned by 6 to 20 degrees, its far edge shorter than its near one. */
  'held askew'(context, person, rng) {
    scene(context, rng)
    const angle = rng.pick([-1, 1]) * rng.int(6, 20)
    onSheet(context, cardOf(person, rng), { scale: rng.int(130, 180) / 100, angle, far: rng.int(78, 95) / 100 })
    dim(context, 0.4)
  },

  /** As a camera without a sense of what is up keeps it. */
  turned(context, person, rng) {
    scene(context, rng)
    const angle = rng.pick([90, 180, 270]) + rng.int(-30, 30) / 10
    onSheet(context, cardOf(person, rng), { scale: 1.4, angle, far: 1 })
  },

  /** A sheet in a room: a twentieth of the picture. */
  'far off'(context, person, rng) {
    scene(context, rng, 60)
    onSheet(context, cardOf(person, rng), { scale: rng.int(95, 125) / 100, angle: rng.int(-50, 50) / 10, far: 0.96 })
    dim(context, 0.3)
  },

  /** Out of focus by two to three pixels, and grainy. */
  blurred(context, person, rng) {
    scene(context, rng)
    onSheet(context, cardOf(person, rng), { scale: 1.3, angle: rng.int(-30, 30) / 10, far: 1 })
    const { canvas } = context
    const sharp = createCanvas(canvas.width, canvas.height)
    sharp.getContext('2d').drawImage(canvas, 0, 0)
    context.filter = `blur(${rng.int(20, 30) / 10}px)`
    context.drawImage(sharp, 0, 0)
    context.filter = 'none'
    for (let n = 0; n < 200_000; n++) {
      context.fillStyle = rng.pick(['rgba(0, 0, 0, 0.12)', 'rgba(255, 255, 255, 0.12)'])
      context.fillRect(rng.int(0, canvas.width), rng.int(0, canvas.height), 1, 1)
    }
  },
}

/** A white card of 640 by 360. */
function cardOf(person: Person, rng: Seeded): Canvas {
  const sheet = createCanvas(640, 360)
  const context = sheet.getContext('2d')
  context.textBaseline = 'middle'
  fill(context, '#faf7f0')
  ink(context, '#222')
  card(context, person, rng)
  return sheet
}

/** Puts a sheet in the middle. @param far width of its upper edge, as part of its lower one. */
function onSheet(
  context: SKRSContext2D,
  sheet: Canvas,
  { scale, angle, far }: { readonly scale: number; readonly angle: number; readonly far: number },
): void {
  const { width, height } = context.canvas
  context.save()
  context.imageSmoothingQuality = 'high'
  context.translate(width / 2, height / 2)
  context.rotate((angle * Math.PI) / 180)
  for (let y = 0; y < sheet.height; y++) {
    const wide = sheet.width * scale * (far + ((1 - far) * y) / sheet.height)
    // One more row each, so that no seam shows between them.
    context.drawImage(sheet, 0, y, sheet.width, 2, -wide / 2, (y - sheet.height / 2) * scale, wide, 2 * scale)
  }
  context.restore()
}

/** Light that falls off across the picture. */
function dim(context: SKRSContext2D, most: number): void {
  const { width, height } = context.canvas
  const light = context.createLinearGradient(0, 0, width, height)
  light.addColorStop(0, 'rgba(0, 0, 0, 0)')
  light.addColorStop(1, `rgba(0, 0, 0, ${most})`)
  context.fillStyle = light
  context.fillRect(0, 0, width, height)
}

/** Name and values, one below the other, as on a card of 640 by 360. */
function card(context: SKRSContext2D, person: Person, rng: Seeded): void {
  const font = rng.pick(FONTS)
  fit(context, person.name, 560, 30, font)
  context.fillText(person.name, 40, 70)
  for (const [at, { title, of }] of VALUES.entries()) {
    fit(context, `${title}: ${of(person)}`, 560, 22, font)
    context.fillText(`${title}: ${of(person)}`, 40, 140 + at * 60)
  }
}

/** The font in the largest size up to `size` in which the text is no wider than `width`. */
function fit(context: SKRSContext2D, text: string, width: number, size: number, font: string): void {
  context.font = `${size}px "${font}"`
  const wide = context.measureText(text).width
  if (wide > width) context.font = `${Math.floor((size * width * 10) / wide) / 10}px "${font}"`
}

function ink(context: SKRSContext2D, colour: string): void {
  context.fillStyle = colour
  context.strokeStyle = colour
}

function fill(context: SKRSContext2D, colour: string): void {
  context.fillStyle = colour
  context.fillRect(0, 0, context.canvas.width, context.canvas.height)
}

function line(context: SKRSContext2D, x0: number, y0: number, x1: number, y1: number): void {
  context.beginPath()
  context.moveTo(x0, y0)
  context.lineTo(x1, y1)
  context.stroke()
}

/** Paper with a shadow across and grain. */
function paper(context: SKRSContext2D, rng: Seeded): void {
  const { width, height } = context.canvas
  const [red, green, blue] = rng.pick([
    [222, 200, 160],
    [205, 205, 202],
    [190, 160, 120],
    [238, 234, 226],
  ] as const)
  const shade = context.createLinearGradient(0, 0, width, height)
  shade.addColorStop(0, `rgb(${red - 18}, ${green - 18}, ${blue - 18})`)
  shade.addColorStop(0.5, `rgb(${red}, ${green}, ${blue})`)
  shade.addColorStop(1, `rgb(${red - 25}, ${green - 25}, ${blue - 25})`)
  context.fillStyle = shade
  context.fillRect(0, 0, width, height)
  for (let n = 0; n < (width * height) / 6; n++) {
    context.fillStyle = `rgba(${rng.pick([0, 255])}, ${rng.pick([0, 255])}, 0, 0.03)`
    context.fillRect(rng.int(0, width), rng.int(0, height), 1, 1)
  }
}

/** What stands for a photograph: soft discs of many colours, and `edges` strokes across. */
function scene(context: SKRSContext2D, rng: Seeded, edges = 12): void {
  const { width, height } = context.canvas
  const colour = (alpha: number) => `rgba(${rng.int(20, 235)}, ${rng.int(20, 235)}, ${rng.int(20, 235)}, ${alpha})`
  fill(context, colour(1))
  for (let n = 0; n < 40; n++) {
    const [x, y, r] = [rng.int(0, width), rng.int(0, height), rng.int(30, 200)]
    const disc = context.createRadialGradient(x, y, 0, x, y, r)
    disc.addColorStop(0, colour(0.7))
    disc.addColorStop(1, 'rgba(128, 128, 128, 0)')
    context.fillStyle = disc
    context.fillRect(x - r, y - r, 2 * r, 2 * r)
  }
  context.lineWidth = 2
  for (let n = 0; n < edges; n++) {
    context.strokeStyle = colour(0.5)
    line(context, rng.int(0, width), rng.int(0, height), rng.int(0, width), rng.int(0, height))
  }
}
