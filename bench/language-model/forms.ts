/** @file Forms of people whom no training saw, drawn by the app's own code, and a question about each. */
import { drawPage, measurer, randomPage, seeded } from '../../src/datasets/forms/index.ts'
import { canvas, context } from '../../training/render/canvas.ts'

/** What is asked for, and how; the wordings are in no list of `training`. */
const ASKED = {
  email: 'e-mail address',
  phone: 'phone number',
  ssn: 'SSN',
} as const
const WORDINGS = [
  'What is the {n} on this form?',
  'Which {n} can you see here?',
  'I cannot make out the {n}. Can you?',
  'Type the {n} exactly as it stands on the page.',
  'Somebody left this on my desk; what {n} is written there?',
]

export interface AskedForm {
  /** PNG, in base64. */
  readonly picture: string
  readonly question: string
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
    const field = id as keyof typeof ASKED
    drawPage(context, page)
    const wording = WORDINGS[made % WORDINGS.length]!
    made++
    yield {
      picture: canvas.toBuffer('image/png').toString('base64'),
      question: wording.replace('{n}', ASKED[field]),
      field,
      value,
    }
  }
}
