/**
 * @file The linear probe of "Watch Out Your Album!" on one layer's vectors, made to generalise over
 * identities (docs/protocols/inadvertent-memorization.md#the-probe).
 */
import { createRandom } from '../random.ts'
import { auc } from '../statistics/auc.ts'
import { coordinates } from '../statistics/coordinates.ts'
import { disjointFolds, stratifiedHoldout } from '../statistics/folds.ts'
import { fitLogistic, logOdds } from '../statistics/logistic.ts'
import { permutationP, permuteLabels } from '../statistics/permutation.ts'

export interface ProbeRow {
  /** The identity on the picture; an identity is seen or unseen as a whole. */
  readonly identity: string
  readonly seen: boolean
  readonly vector: ArrayLike<number>
}

export interface LayerProbe {
  /** For each row whether a probe that was fitted on other identities tells it right. */
  readonly hits: readonly boolean[]
  readonly accuracy: number
  /** Mean over folds, since log-odds of different fits do not compare. */
  readonly auc: number
  /** Accuracies of the same procedure under shuffled labels. */
  readonly underNull: readonly number[]
  /** One-sided; null without permutations. */
  readonly p: number | null
  /**
   * For each held-back row of the original's `train_test_split(test_size=.2, stratify=y)` whether it is told
   * right: identities on both sides.
   */
  readonly originalHits: readonly boolean[]
}

/** In the order of preference. */
const FOLDS = [5, 4, 6, 3, 2] as const
const HELD_BACK = 0.2

/** Fewer identities of either class make no folds. */
export function canProbe(rows: readonly Pick<ProbeRow, 'identity' | 'seen'>[]): boolean {
  return [true, false].every((seen) => identities(rows, seen) >= 2)
}

/**
 * k-fold over identities (5 if that divides them evenly, see `foldsFor`), with a null of shuffled labels, and
 * the original's split. Layers that are probed with one seed share folds and labelings, place by place of
 * `underNull`.
 * @param rows vectors of one length; see `canProbe`. @param permutations labelings of the null; 0 for none.
 * @throws RangeError for vectors that are not finite.
 */
export function probeLayer(rows: readonly ProbeRow[], permutations: number, seed: string): LayerProbe {
  const groups = rows.map(({ identity }) => identity)
  const labels = rows.map(({ seen }) => seen)
  // The same inner products in fewer coordinates: many fits follow.
  const points = coordinates(centred(rows.map(({ vector }) => vector)))
  const k = foldsFor(identities(rows, true), identities(rows, false))
  const folds = disjointFolds(groups, labels, k, `${seed}/folds`)
  const told = crossValidate(points, labels, folds, k)
  const random = createRandom(`${seed}/null`)
  const underNull = Array.from({ length: permutations }, () => {
    const shuffled = permuteLabels(groups, labels, random)
    return share(crossValidate(points, shuffled, disjointFolds(groups, shuffled, k, `${seed}/folds`), k).hits)
  })
  const accuracy = share(told.hits)
  return {
    hits: told.hits,
    accuracy,
    auc: told.auc,
    underNull,
    p: permutationP(accuracy, underNull),
    originalHits: originalSplit(points, labels, seed),
  }
}

/**
 * Folds that hold equally many identities of each class: else the larger class of a fold is the smaller one
 * of the rows it is fitted on, and a probe that knows nothing comes out below a half.
 */
function foldsFor(seen: number, unseen: number): number {
  return FOLDS.find((k) => seen % k === 0 && unseen % k === 0) ?? Math.min(5, seen, unseen)
}

function crossValidate(
  points: readonly Float64Array[],
  labels: readonly boolean[],
  folds: readonly number[],
  k: number,
): { hits: boolean[]; auc: number } {
  const hits = labels.map(() => false)
  const areas: number[] = []
  for (let fold = 0; fold < k; fold++) {
    const odds = oddsOf(points, labels, (i) => folds[i] === fold)
    const positives: number[] = []
    const negatives: number[] = []
    for (const [i, value] of odds) {
      hits[i] = value > 0 === labels[i]
      if (labels[i] === true) positives.push(value)
      else negatives.push(value)
    }
    const area = auc(positives, negatives)
    if (area !== null) areas.push(area)
  }
  return { hits, auc: areas.reduce((sum, area) => sum + area, 0) / areas.length }
}

function originalSplit(points: readonly Float64Array[], labels: readonly boolean[], seed: string): boolean[] {
  const held = stratifiedHoldout(labels, HELD_BACK, `${seed}/original`)
  const odds = oddsOf(points, labels, (i) => held[i] === true)
  return odds.map(([i, value]) => value > 0 === labels[i])
}

/**
 * p that any layer tells: of the best accuracy against the best one of any layer under each shuffled labeling
 * (single-step max-T of Westfall and Young 1993). Unlike adjusting each layer's p it is not bounded from
 * below by the number of layers. Null without permutations.
 * @param layers of one seed.
 */
export function anyLayerP(layers: readonly LayerProbe[]): number | null {
  const best = (values: readonly number[]): number => values.reduce((most, value) => Math.max(most, value), 0)
  const labelings = layers[0]?.underNull.length ?? 0
  const underNull = Array.from({ length: labelings }, (_, i) => best(layers.map((layer) => layer.underNull[i] ?? 0)))
  return permutationP(best(layers.map(({ accuracy }) => accuracy)), underNull)
}

/** Log-odds of the held-back rows, by a fit on the others. */
function oddsOf(
  points: readonly Float64Array[],
  labels: readonly boolean[],
  isHeld: (i: number) => boolean,
): (readonly [number, number])[] {
  const kept = points.map((_, i) => i).filter((i) => !isHeld(i))
  const model = fitLogistic(
    kept.map((i) => points[i] as Float64Array),
    kept.map((i) => labels[i] as boolean),
  )
  return points.flatMap((point, i) => (isHeld(i) ? [[i, logOdds(model, point)] as const] : []))
}

/** The intercept takes up a shift: the fit is the same, and better conditioned. */
function centred(vectors: readonly ArrayLike<number>[]): Float64Array[] {
  const mean = new Float64Array(vectors[0]?.length ?? 0)
  for (const vector of vectors) for (let j = 0; j < mean.length; j++) mean[j]! += vector[j]! / vectors.length
  return vectors.map((vector) => Float64Array.from(vector, (value, j) => value - mean[j]!))
}

function identities(rows: readonly Pick<ProbeRow, 'identity' | 'seen'>[], seen: boolean): number {
  return new Set(rows.filter((row) => row.seen === seen).map(({ identity }) => identity)).size
}

function share(hits: readonly boolean[]): number {
  return hits.filter(Boolean).length / hits.length
}
