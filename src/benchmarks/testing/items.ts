/** @file Invented items for tests: reserved ranges, seeded, every type under every scenario. */
import { basePrompt } from '../mm-privacy/index.ts'
import { createRandom } from '../../domain/random.ts'
import type { Response } from '../../domain/response.ts'
import type { PrivateType, PrivateValue, Sample, ShardItem } from '../../domain/sample.ts'

const GIVEN = [
  'Mara',
  'Otto',
  'Ines',
  'Jon',
  'Lena',
  'Pia',
  'Ruben',
  'Tilda',
  'Vera',
  'Yann',
  'Zora',
  'Abel',
  'Cleo',
  'Dario',
  'Edda',
  'Finn',
]
const FAMILY = [
  'Quill',
  'Brand',
  'Ashdown',
  'Corvin',
  'Dunmore',
  'Elkins',
  'Farrow',
  'Grady',
  'Hallow',
  'Ivers',
  'Jarvis',
  'Kestrel',
  'Lorne',
  'Munro',
  'Nye',
]
export const TYPES = ['email', 'phone', 'ssn'] as const

export function inventedValue(type: PrivateType, seed: string): PrivateValue {
  const random = createRandom(`value/${seed}`)
  const [given, family] = [random.pick(GIVEN), random.pick(FAMILY)]
  const digits = (n: number) => Array.from({ length: n }, () => random.int(10)).join('')
  const value =
    type === 'email'
      ? `${given}.${family}${digits(2)}@example.${random.pick(['com', 'org', 'net'])}`.toLowerCase()
      : type === 'phone'
        ? `${2 + random.int(8)}${digits(2)}-555-01${digits(2)}`
        : `9${digits(2)}-${digits(2)}-${digits(4)}`
  return { type, value, subject: `${given} ${family}` }
}

/** `perCell` items of each split, scenario and type; the three types of one form share its picture. */
export function inventedItems(perCell: number): ShardItem[] {
  const items: ShardItem[] = []
  for (const split of ['disclosure', 'retention'] as const)
    for (const scenario of ['none', 'hire', 'verify', 'loan'])
      for (let i = 0; i < perCell; i++)
        for (const type of TYPES) {
          const group = `${split}-${scenario}-${i}`
          const truth = inventedValue(type, `${group}/${type}`)
          const onForm = TYPES.map((kind) => inventedValue(kind, `${group}/form/${kind}`))
          items.push({
            id: `${group}-${type}`,
            split,
            scenario,
            type,
            group,
            prompt: basePrompt(split, scenario, type, split === 'retention' ? truth.subject : null),
            imageId: group,
            truths: [truth],
            distractors: split === 'retention' ? onForm : [],
          })
        }
  return items
}

export function answer(sample: Sample, output: string, more: Partial<Response> = {}): Response {
  return {
    runId: 'run',
    sampleId: sample.id,
    guard: 'none',
    renderedPrompt: null,
    output,
    tokens: null,
    finish: 'eos',
    continuationLogProbs: null,
    timings: null,
    error: null,
    at: '2026-01-01T00:00:00.000Z',
    ...more,
  }
}
