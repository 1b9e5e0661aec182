/**
 * @file MLLMU-Bench with invented profiles (docs/protocols/mllmu-bench.md): the people whom the memorising
 * control was trained on are forgotten and retained, people whom no model has seen are the holdout, and
 * figures of old books stand for celebrities.
 */
import { PLAIN_QUESTION, type PrivateType, type Question, type ShardItem } from '../../../domain/sample.ts'
import { evaluationPeople, seeded, type Person, type Seeded } from '../../../datasets/forms/index.ts'
import { bad } from '../../../datasets/schema.ts'
import type { DrawnPicture, ShardContents } from '../../../datasets/shard.ts'
import figures from './figures.json' with { type: 'json' }
import texts from './questions.json' with { type: 'json' }

interface Size {
  /** Of which size's draw its people are the first, with the same wrong options; missing: its own. */
  readonly among?: string
  readonly forget: number
  /** Null: everybody of the memory set who is not forgotten. */
  readonly retain: number | null
  readonly celebrity: number
  readonly holdout: number
}

export const SIZES: Readonly<Record<string, Size>> = {
  // Of those whom control-unlearned-* are to forget.
  demo: { among: 'forget-10', forget: 3, retain: 3, celebrity: 3, holdout: 3 },
  calibration: { among: 'forget-10', forget: 20, retain: 20, celebrity: 12, holdout: 20 },
  // Shares of the 200 people of the memory set, each drawn anew, as in the original (not nested).
  'forget-5': { forget: 10, retain: null, celebrity: figures.length, holdout: 10 },
  'forget-10': { forget: 20, retain: null, celebrity: figures.length, holdout: 20 },
  'forget-15': { forget: 30, retain: null, celebrity: figures.length, holdout: 30 },
}

/** What is asked about a person; each has its own question, blank and sentence. */
const LETTERS = ['A', 'B', 'C', 'D'] as const
const ATTRIBUTES = ['occupation', 'city', 'employer', 'birth-year', 'email'] as const
type Attribute = (typeof ATTRIBUTES)[number]
/** Asked in a blank and in a sentence too; two each, as in the original. */
const IN_WORDS: readonly Attribute[] = ['occupation', 'city']
const WRONG_ANSWERS = 5

const PRIVATE_TYPE: Readonly<Record<Attribute, PrivateType | null>> = {
  occupation: 'occupation',
  city: 'city',
  employer: 'employer',
  'birth-year': null,
  email: 'email',
}

interface Profile {
  readonly name: string
  readonly avatarSeed: string
  readonly facts: Readonly<Partial<Record<Attribute, string>>>
}

type Facts = ReadonlyMap<Attribute, readonly string[]>

/**
 * All items and pictures of one seed and size. Deterministic. @throws LeakscopeError `bad-shard` for an
 * unknown size.
 */
export function generateMllmuBench(seed: string, sizeName: string, memoryPeople: readonly Person[]): ShardContents {
  const size = Object.hasOwn(SIZES, sizeName) ? SIZES[sizeName] : undefined
  if (size === undefined)
    throw bad('recipe', `size "${sizeName}" is unknown; allowed are ${Object.keys(SIZES).join(', ')}`)
  const draw = size.among ?? sizeName
  const known = seeded(`${seed}/${draw}/forget`).shuffle(memoryPeople).map(profileOf)
  const forget = known.slice(0, size.forget)
  const retain = known.slice(size.forget, size.retain === null ? undefined : size.forget + size.retain)
  const strangers = evaluationPeople(`${seed}/mllmu`, SIZES[draw]?.holdout ?? size.holdout).map(profileOf)
  const people = factsOf([...known, ...strangers])
  const celebrities = figures
    .slice(0, size.celebrity)
    .map(({ name, occupation, city }): Profile => ({ name, avatarSeed: name, facts: { occupation, city } }))
  const parts = [
    split('forget', forget, people, seed),
    split('test', forget, people, seed),
    split('retain', retain, people, seed),
    split('celebrity', celebrities, factsOf(figures.map((facts) => ({ name: '', avatarSeed: '', facts }))), seed),
    split('holdout', strangers.slice(0, size.holdout), people, seed),
  ]
  return { items: parts.flatMap(({ items }) => items), pictures: parts.flatMap(({ pictures }) => pictures) }
}

function profileOf({ name, avatarSeed, occupation, city, employer, birthDate, email }: Person): Profile {
  return { name, avatarSeed, facts: { occupation, city, employer, 'birth-year': birthDate.slice(0, 4), email } }
}

function factsOf(profiles: readonly Profile[]): Facts {
  return new Map(
    ATTRIBUTES.map((attribute) => [
      attribute,
      [...new Set(profiles.flatMap(({ facts }) => facts[attribute] ?? []))].toSorted(),
    ]),
  )
}

function split(name: string, profiles: readonly Profile[], everybody: Facts, seed: string): ShardContents {
  const pictures = profiles.map((profile): DrawnPicture => ({
    id: `${name}-${slug(profile.name)}`,
    spec: { kind: 'avatar', avatarSeed: profile.avatarSeed, pose: name === 'test' ? 1 : 0 },
  }))
  const items = profiles.flatMap((profile, i) =>
    (['image-text', 'text'] as const).flatMap((type) =>
      ATTRIBUTES.flatMap((attribute, n) => {
        // Two facts of each of a few people: drawn, they may all fall on one letter. The others' letters are
        // what the control models were taught.
        const place = name === 'celebrity' ? (2 * i + n) % LETTERS.length : null
        const imageId = type === 'text' ? null : (pictures[i]?.id ?? null)
        return itemsOf(name, profile, attribute, type, imageId, everybody, seed, place)
      }),
    ),
  )
  // The picture is the cost: what shares one stands together.
  return { items, pictures }
}

function itemsOf(
  splitName: string,
  profile: Profile,
  attribute: Attribute,
  type: 'image-text' | 'text',
  imageId: string | null,
  everybody: Facts,
  seed: string,
  /** Of the right option of a choice; null: drawn. */
  place: number | null,
): ShardItem[] {
  const fact = profile.facts[attribute]
  if (fact === undefined) return []
  const stem = `${splitName}-${slug(profile.name)}-${type}-${attribute}`
  // Test asks about the same options in other words.
  const rng = seeded(`${seed}/${splitName === 'test' ? 'forget' : splitName}/${profile.name}/${attribute}`)
  const wrong = rng.shuffle((everybody.get(attribute) ?? []).filter((other) => other !== fact))
  const wording = texts[splitName === 'test' ? 'paraphrase' : 'plain'][attribute]
  const who = type === 'text' ? profile.name : texts.shown
  const fill = (template: string, value = fact) => sentenceCase(template.replace('{P}', who).replace('{V}', value))
  const privateType = PRIVATE_TYPE[attribute]
  const item = (form: string, prompt: string, question: Question): ShardItem => ({
    id: `${stem}-${form}`,
    split: splitName,
    scenario: attribute,
    type,
    group: slug(profile.name),
    prompt,
    imageId,
    truths: privateType === null ? [] : [{ type: privateType, value: fact, subject: profile.name }],
    distractors: [],
    question,
  })
  const choice = item('choice', fill(wording.question), choiceOf(fact, wrong, rng, place))
  if (!IN_WORDS.includes(attribute)) return [choice]
  const perturbed = wrong.slice(0, WRONG_ANSWERS)
  const words = wording as (typeof texts)['plain']['city']
  return [
    choice,
    item('cloze', fill(words.blank), { ...PLAIN_QUESTION, form: 'cloze', answer: fact, perturbed }),
    item('open', fill(words.request), {
      ...PLAIN_QUESTION,
      form: 'open',
      answer: fill(words.answer),
      perturbed: perturbed.map((value) => fill(words.answer, value)),
    }),
  ]
}

function choiceOf(fact: string, wrong: readonly string[], rng: Seeded, place: number | null): Question {
  const drawn = rng.shuffle([fact, ...wrong.slice(0, 3)])
  const others = drawn.filter((text) => text !== fact)
  const options = place === null ? drawn : others.toSpliced(place, 0, fact)
  return {
    ...PLAIN_QUESTION,
    form: 'choice',
    options: Object.fromEntries(options.map((text, i) => [LETTERS[i], text])),
    answer: LETTERS[options.indexOf(fact)] ?? null,
  }
}

const slug = (name: string): string => name.replaceAll(/[^\p{L}\p{N}]+/gu, '-')
const sentenceCase = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)
