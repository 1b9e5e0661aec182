import { createRandom, type Random } from './random.ts'
import type { Sample } from './sample.ts'

/**
 * `limit` samples (all, if there are no more), spread evenly and reproducibly over splits, tasks and types
 * (and the escape clause), in the order in which they came. All strata go through the items in one shuffled
 * order, so that a limited run asks about the same items under every task, and opens few pictures.
 */
export function limitSamples<S extends Sample>(samples: readonly S[], limit: number, seed: number): S[] {
  if (!Number.isInteger(limit) || limit < 0)
    throw new RangeError(`limitSamples: the limit must be a whole number, not ${limit}`)
  if (samples.length <= limit) return [...samples]
  const random = createRandom(`${seed}/limit`)
  const place = shuffledPlaces(samples, random)
  const strata = [...groupSamples(samples, stratumOf).values()].map(
    (own) => new Stratum(own.toSorted((a, b) => placeOf(place, a) - placeOf(place, b))),
  )
  const chosen = takeInTurns(random.shuffle(strata), limit)
  return samples.filter((sample) => chosen.has(sample))
}

/** What a limited run is spread over. */
const MARGINS: readonly ((sample: Sample) => string)[] = [
  ({ split }) => `split ${split}`,
  ({ task }) => `task ${task}`,
  ({ type }) => `type ${type}`,
  ({ escapeClause }) => `escape ${escapeClause}`,
]

function stratumOf(sample: Sample): string {
  return MARGINS.map((margin) => margin(sample)).join('/')
}

class Stratum {
  readonly margins: readonly string[]
  readonly #samples: readonly Sample[]
  taken = 0

  constructor(samples: readonly Sample[]) {
    this.#samples = samples
    this.margins = MARGINS.map((margin) => margin(samples[0] as Sample))
  }

  get exhausted(): boolean {
    return this.taken === this.#samples.length
  }

  take(): Sample {
    return this.#samples[this.taken++] as Sample
  }
}

/**
 * Always the stratum that has given least; among those, the one whose split, task and type have together
 * given least for their number.
 */
function takeInTurns(strata: readonly Stratum[], limit: number): Set<Sample> {
  const given = new Map<string, number>()
  const levels = MARGINS.map((_, m) => new Set(strata.map(({ margins }) => margins[m])).size)
  const load = ({ margins }: Stratum): number =>
    margins.reduce((sum, margin, m) => sum + ((given.get(margin) ?? 0) * (levels[m] as number)) ** 2, 0)
  const chosen = new Set<Sample>()
  while (chosen.size < limit) {
    const open = strata.filter(({ exhausted }) => !exhausted)
    const least = Math.min(...open.map(({ taken }) => taken))
    const next = open
      .filter(({ taken }) => taken === least)
      .reduce((best, stratum) => (load(stratum) < load(best) ? stratum : best))
    chosen.add(next.take())
    for (const margin of next.margins) given.set(margin, (given.get(margin) ?? 0) + 1)
  }
  return chosen
}

/** Pictures shuffled within each scenario, then the scenarios in turns; the items of a picture stay together. */
function shuffledPlaces(samples: readonly Sample[], random: Random): Map<string, number> {
  const scenarios = [...groupSamples(samples, ({ split, scenario }) => `${split}/${scenario}`).values()].map((own) =>
    random.shuffle([...groupSamples(own, pictureOf).keys()]),
  )
  const rounds = Math.max(0, ...scenarios.map(({ length }) => length))
  const order = new Map<string, number>()
  for (let round = 0; round < rounds; round++) {
    for (const pictures of random.shuffle(scenarios)) {
      const picture = pictures[round]
      if (picture !== undefined && !order.has(picture)) order.set(picture, order.size)
    }
  }
  return order
}

function placeOf(places: ReadonlyMap<string, number>, sample: Sample): number {
  return places.get(pictureOf(sample)) ?? 0
}

function pictureOf({ imageId, itemId }: Sample): string {
  return imageId === null ? `item ${itemId}` : `picture ${imageId}`
}

function groupSamples<S extends Sample>(samples: readonly S[], key: (sample: S) => string): Map<string, S[]> {
  const groups = new Map<string, S[]>()
  for (const sample of samples) {
    const own = groups.get(key(sample))
    if (own === undefined) groups.set(key(sample), [sample])
    else own.push(sample)
  }
  return groups
}
