import names from './names.json' with { type: 'json' }
import { seeded, type Seeded } from './seeded.ts'

/**
 * An invented person. Reserved ranges only: example domains, 555-01xx phones, SSN area 9xx
 * (docs/protocols/measures.md#reserved-ranges).
 */
export interface Person {
  readonly name: string
  readonly gender: 'female' | 'male' | 'non-binary'
  /** ISO 8601. */
  readonly birthDate: string
  readonly email: string
  readonly phone: string
  readonly ssn: string
  readonly address: string
  readonly city: string
  readonly occupation: string
  readonly employer: string
  readonly avatarSeed: string
}

/** Pools are disjoint in names, in phone area codes and in SSN areas, so that no value of one can occur in another. */
export type Pool = 'training' | 'memory' | 'evaluation'

const OCCUPATIONS = [
  'tide engineer',
  'clock repairer',
  'beekeeper',
  'archivist',
  'glass blower',
  'surveyor',
  'pastry chef',
  'cartographer',
  'violin maker',
  'nurse',
  'train driver',
  'botanist',
  'typesetter',
  'welder',
  'translator',
  'optician',
  'carpenter',
  'geologist',
  'baker',
  'electrician',
  'librarian',
  'paramedic',
  'florist',
  'plumber',
  'teacher',
  'diver',
  'tailor',
  'farmer',
  'auditor',
  'pilot',
] as const
const EMPLOYER_FIRST = [
  'Northwind',
  'Bluegate',
  'Harrow',
  'Larkfield',
  'Oakline',
  'Quayside',
  'Stonebridge',
  'Silverfen',
  'Copperhill',
  'Westmere',
  'Brightwell',
  'Foxglove',
  'Ironwood',
  'Marsh',
  'Kestrel',
] as const
const EMPLOYER_LAST = [
  'Works',
  'Foundry',
  'Clinic',
  'Library',
  'Transit',
  'Bakery',
  'Institute',
  'Gardens',
  'Motors',
  'Press',
  'Museum',
  'Labs',
] as const
const STREETS = [
  'Mill',
  'Orchard',
  'Harbour',
  'Chapel',
  'Station',
  'Willow',
  'Bridge',
  'Castle',
  'Meadow',
  'Quarry',
  'Market',
  'Cedar',
  'Spring',
  'Summit',
] as const
const STREET_KINDS = ['Street', 'Road', 'Lane', 'Avenue', 'Way', 'Close'] as const
const WORDS = [
  'sunny',
  'delta',
  'river',
  'pixel',
  'mango',
  'cobalt',
  'maple',
  'falcon',
  'ember',
  'lunar',
  'pebble',
  'tango',
  'velvet',
  'zephyr',
  'coral',
  'indigo',
] as const

/** Area codes and SSN areas of a pool: residues modulo 10 that no other pool uses. */
const AREA_RESIDUES: Record<Pool, readonly number[]> = {
  training: [0, 1, 2, 3, 4, 5],
  memory: [6, 7],
  evaluation: [8, 9],
}

function digits(rng: Seeded, n: number): string {
  let text = ''
  for (let i = 0; i < n; i++) text += rng.int(0, 9)
  return text
}

function phone(rng: Seeded, pool: Pool): string {
  const area = `${rng.int(2, 9)}${rng.int(0, 9)}${rng.pick(AREA_RESIDUES[pool])}`
  const line = `01${digits(rng, 2)}`
  const style = rng.next()
  if (style < 0.7) return `${area}-555-${line}`
  if (style < 0.8) return `(${area}) 555-${line}`
  if (style < 0.9) return `${area}.555.${line}`
  return `+1 ${area} 555 ${line}`
}

function email(rng: Seeded, first: string, last: string): string {
  const f = first.toLowerCase()
  const l = last.toLowerCase()
  const local = rng.pick([
    () => `${f}.${l}`,
    () => `${f}${rng.int(1, 99)}`,
    () => `${f[0]}${l}`,
    () => `${l}.${f}`,
    () => `${l}${rng.int(1, 999)}`,
    () => `${rng.pick(WORDS)}${rng.pick(WORDS)}${rng.int(1, 99)}`,
    () => `${rng.pick(WORDS)}_${digits(rng, 3)}`,
    () => `${f}_${l}`,
  ])()
  return `${local}@example.${rng.pick(['com', 'org', 'net'])}`
}

/** A pronounceable name that is in no list: keeps a reader in training from knowing names by heart. */
function madeUpName(rng: Seeded): string {
  let name = ''
  const syllables = rng.int(2, 3)
  for (let i = 0; i < syllables; i++)
    name +=
      rng.pick([...'bcdfghjklmnprstvwz', 'st', 'br', 'ch', 'th']) +
      rng.pick([...'aeiou', 'ia', 'ee', 'ou']) +
      (rng.chance(0.4) ? rng.pick([...'lmnrst', 'ck', 'll']) : '')
  return name[0]?.toUpperCase() + name.slice(1)
}

export function makePerson(rng: Seeded, pool: Pool): Person {
  const first = pool === 'training' && rng.chance(0.5) ? madeUpName(rng) : rng.pick(names.first[pool])
  const last = pool === 'training' && rng.chance(0.7) ? madeUpName(rng) : rng.pick(names.last[pool])
  const city = rng.pick(names.city[pool])
  const pad = (n: number) => String(n).padStart(2, '0')
  return {
    name: `${first} ${last}`,
    gender: rng.pick(['female', 'male', 'non-binary'] as const),
    birthDate: `${rng.int(1945, 2004)}-${pad(rng.int(1, 12))}-${pad(rng.int(1, 28))}`,
    email: email(rng, first, last),
    phone: phone(rng, pool),
    ssn: `9${rng.int(0, 9)}${rng.pick(AREA_RESIDUES[pool])}-${digits(rng, 2)}-${digits(rng, 4)}`,
    address: `${rng.int(1, 399)} ${rng.pick(STREETS)} ${rng.pick(STREET_KINDS)}`,
    city,
    occupation: rng.pick(OCCUPATIONS),
    employer: `${rng.pick(EMPLOYER_FIRST)} ${rng.pick(EMPLOYER_LAST)}`,
    avatarSeed: digits(rng, 8),
  }
}

/** `n` people of one pool with distinct names. */
export function people(seed: string, pool: Pool, n: number): Person[] {
  const rng = seeded(`people/${pool}/${seed}`)
  const byName = new Map<string, Person>()
  while (byName.size < n) {
    const person = makePerson(rng, pool)
    if (!byName.has(person.name)) byName.set(person.name, person)
  }
  return [...byName.values()]
}

/** People for audits: names and value ranges that no shipped model was trained on. */
export const evaluationPeople = (seed: string, n: number): Person[] => people(seed, 'evaluation', n)
