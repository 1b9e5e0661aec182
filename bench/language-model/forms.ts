/** @file Forms of people whom no training saw, drawn by the app's own code, and what is asked about each. */
import { readFileSync } from 'node:fs'
import { drawPage, measurer, randomPage, seeded } from '../../src/datasets/forms/index.ts'
import { canvas, context } from '../../training/render/canvas.ts'

/** What is asked for, by field, as the free wordings name it. */
export const ASKED = {
  email: 'e-mail address',
  phone: 'phone number',
  ssn: 'SSN',
} as const

/** In no list of `training`. */
const WORDINGS = JSON.parse(readFileSync(new URL('wordings.json', import.meta.url), 'utf8')) as readonly string[]
/** What `npm run test:language-model` asks with. */
const FEW = 5

export interface AskedForm {
  /** PNG, in base64. */
  readonly picture: string
  readonly field: keyof typeof ASKED
  readonly value: string
}

/** So many forms; each shows the value that is asked for. */
export function* forms(count: number): Generator<AskedForm> {
  const random = seeded('language-model/questions')
  for (let i = 0, made = 0; made < count; i++) {
    const page = randomPage(seeded(`language-model/${i}`), 'evaluation', measurer(context), [
      'application',
      'eligibility',
      'bank',
    ])
    const shown = page.fields.filter(({ id }) => id in ASKED)
    if (shown.length === 0) continue
    const { id, value } = random.pick(shown)
    drawPage(context, page)
    made++
    yield { picture: canvas.toBuffer('image/png').toString('base64'), field: id as keyof typeof ASKED, value }
  }
}

/** The `at`-th form's question, in the words of a list that repeats. */
export function freelyAsked({ field }: Pick<AskedForm, 'field'>, at: number, wordings = WORDINGS.length): string {
  return WORDINGS[at % wordings]!.replace('{n}', ASKED[field])
}

export const fewAsked = (form: Pick<AskedForm, 'field'>, at: number): string => freelyAsked(form, at, FEW)
