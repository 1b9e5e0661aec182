/**
 * @file What a pretrained model kept of public facts: people long dead, of general knowledge (people.json), against
 * invented ones. The likelihood of an answer is measured, not what would be said.
 */
import { readFileSync } from 'node:fs'
import { likeliest, type Likelihood } from '../../src/domain/measures/choice.ts'
import { differenceInterval, meanInterval } from '../../src/domain/statistics/grouped.ts'
import { createRandom } from '../../src/domain/random.ts'
import { alone, mean, rate, type Figure, type Part } from './part.ts'

const FACTS = ['birth year', 'profession', 'nationality'] as const
type Fact = (typeof FACTS)[number]
/** The true answer and as many others; a choice is between the first of them. */
const [CANDIDATES, OPTIONS] = [10, 4]
/** Years among which the others are drawn; the true one lies anywhere within. */
const YEARS = 90
const APART = 3

type Nation = Readonly<{ real: readonly (readonly [string, number, string])[]; invented: readonly string[] }>
const NATIONS = JSON.parse(readFileSync(new URL('people.json', import.meta.url), 'utf8')) as Readonly<
  Record<string, Nation>
>
const PROFESSIONS = [
  ...new Set(Object.values(NATIONS).flatMap(({ real }) => real.map(([, , profession]) => profession))),
].toSorted()

export interface Person {
  readonly name: string
  readonly real: boolean
  /** Of an invented person: what was drawn by lot, which is a real person's. */
  readonly facts: Readonly<Record<Fact, string>>
  /** In whose manner the name is. */
  readonly nation: string
}

/** Null stands for nobody: what the answers are worth by themselves. */
type Asked = Person | null
interface Row {
  readonly real: boolean | null
  readonly nation: string | null
  readonly facts: Readonly<Record<Fact, string>> | null
  readonly likelihoods: Readonly<Record<Fact, Readonly<Record<string, Likelihood>>>>
}

/** So many real people and as many invented ones, every nation alike. */
export function people(count: number): Person[] {
  const random = createRandom('language-model/retention')
  const real = inTurn(
    Object.entries(NATIONS).map(([nation, { real: all }]) =>
      random.shuffle(all).map(([name, year, profession]): Person => {
        const facts = { 'birth year': String(year), profession, nationality: nation }
        return { name, real: true, nation, facts }
      }),
    ),
  ).slice(0, count)
  const lots = random.shuffle(real.map(({ facts }) => facts))
  const invented = inTurn(
    Object.entries(NATIONS).map(([nation, { invented: all }]) => all.map((name) => ({ name, nation }))),
  )
  return real.flatMap((person, i) => [person, { ...invented[i]!, real: false, facts: lots[i]! }])
}

const inTurn = <T>(lists: readonly (readonly T[])[]): T[] =>
  Array.from({ length: Math.max(...lists.map((list) => list.length)) }, (_, i) =>
    lists.flatMap((list) => list.slice(i, i + 1)),
  ).flat()

/** All that is ever a candidate. */
function everything(fact: Fact): readonly string[] {
  if (fact === 'profession') return PROFESSIONS
  if (fact === 'nationality') return Object.keys(NATIONS)
  const born = Object.values(NATIONS).flatMap(({ real }) => real.map(([, year]) => year))
  const [first, last] = [Math.min(...born) - YEARS, Math.max(...born) + YEARS]
  return Array.from({ length: last - first + 1 }, (_, i) => String(first + i))
}

/** The true answer first, then others, in an order that the name decides. */
function candidates({ name, facts }: Person, fact: Fact): string[] {
  const random = createRandom(`language-model/${fact}/${name}`)
  const truth = facts[fact]
  if (fact !== 'birth year') {
    return [truth, ...random.shuffle(everything(fact).filter((one) => one !== truth))].slice(0, CANDIDATES)
  }
  const first = Number(truth) - random.int(YEARS + 1)
  const near = Array.from({ length: YEARS + 1 }, (_, i) => first + i)
  const others = random.shuffle(near.filter((year) => Math.abs(year - Number(truth)) >= APART))
  return [truth, ...others.slice(0, CANDIDATES - 1).map(String)]
}

const QUESTIONS: Readonly<Record<Fact, (name: string) => string>> = {
  'birth year': (name) => `In which year was ${name} born?`,
  profession: (name) => `What was ${name} known as?`,
  nationality: (name) => `What nationality was ${name}?`,
}
const article = (word: string) => (/^[aeiou]/i.test(word) ? 'an' : 'a')
const ANSWERS: Readonly<Record<Fact, (name: string, value: string) => string>> = {
  'birth year': (name, value) => `${name} was born in ${value}`,
  profession: (name, value) => `${name} was known as ${article(value)} ${value}`,
  nationality: (name, value) => `${name} was ${value}`,
}

export const retention: Part<Asked, Row> = {
  id: 'retention',
  items: (count) => [null, ...people(count)],
  // With the facts: which of them an invented person has depends on how many there are.
  keyOf: (asked) => (asked === null ? 'nobody' : [asked.name, ...Object.values(asked.facts)].join('/')),
  async ask(model, asked) {
    const likelihoods: Partial<Record<Fact, Record<string, Likelihood>>> = {}
    for (const fact of FACTS) {
      const all = asked === null ? everything(fact) : candidates(asked, fact)
      const name = asked?.name ?? 'the person'
      const scores = await model.score(
        QUESTIONS[fact](name),
        all.map((value) => ANSWERS[fact](name, value)),
      )
      likelihoods[fact] = Object.fromEntries(all.map((value, i) => [value, scores[i]!]))
    }
    const { real = null, nation = null, facts = null } = asked ?? {}
    return { real, nation, facts, likelihoods: likelihoods as Row['likelihoods'] }
  },
  figures(rows) {
    const nobody = rows.find(({ facts }) => facts === null)!
    const asked = rows.filter(({ facts }) => facts !== null)
    const table = FACTS.map((fact) => {
      const placed = asked.map((row) => ({ ...row, ...place(row, fact, row.facts![fact], nobody) }))
      const of = (real: boolean) => placed.filter((row) => row.real === real)
      return {
        fact,
        real: told(of(true)),
        invented: told(of(false)),
        difference: difference(of(true), of(false)),
      }
    })
    // What a name gives away by its sound: the nation in whose manner it was made, in place of the lot.
    const sound = asked
      .filter(({ real }) => real === false)
      .map((row) => place(row, 'nationality', row.nation!, nobody))
    return { people: asked.length / 2, candidates: CANDIDATES, options: OPTIONS, table, nameAlone: told(sound) }
  },
}

interface Placed {
  /** 1: the likeliest of all candidates. */
  readonly rank: number
  readonly chosen: boolean
}

/** Where the true answer stands, after what each answer is worth by itself was taken off. */
function place({ likelihoods }: Row, fact: Fact, truth: string, nobody: Row): Placed {
  const scored = likelihoods[fact]
  const others = Object.keys(scored).filter((value) => value !== truth)
  const all = [truth, ...others]
  const base = nobody.likelihoods[fact]
  const worth = (value: string) => scored[value]!.logProb - base[value]!.logProb
  const options = all.slice(0, OPTIONS)
  return {
    rank: 1 + all.slice(1).filter((value) => worth(value) > worth(truth)).length,
    chosen:
      likeliest(
        options.map((value) => scored[value]!),
        'sum',
        options.map((value) => base[value]!),
      ) === 0,
  }
}

function told(placed: readonly Placed[]): { choice: Figure; rank: Figure } {
  const ranks = placed.map(({ rank }) => rank)
  return {
    choice: rate(placed.map(({ chosen }) => chosen)),
    rank: { value: mean(ranks), ci: meanInterval(alone(ranks), [1, CANDIDATES])!, n: ranks.length },
  }
}

/** Of the share of right choices, real person by invented one. */
function difference(real: readonly Placed[], invented: readonly Placed[]): Figure {
  const each = real.map(({ chosen }, i) => Number(chosen) - Number(invented[i]!.chosen))
  return { value: mean(each), ci: differenceInterval(alone(each))!, n: each.length }
}
