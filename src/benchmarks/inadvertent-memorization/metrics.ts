import type { Scored } from '../contract.ts'
import { anyLayerP, canProbe, type LayerProbe, probeLayer, type ProbeRow } from '../../domain/measures/layer-probe.ts'
import { MEMBERSHIP_SCORES } from '../../domain/measures/forced.ts'
import { membership } from '../../domain/measures/membership.ts'
import {
  areaBelow,
  type Slice,
  hitRate,
  meanOf,
  metricsByGuard,
  type Estimate,
  plainNumber,
  SHARE,
} from '../../domain/metric.ts'
import type { Metric } from '../../domain/run.ts'
import { holm } from '../../domain/statistics/holm.ts'
import type { Interval } from '../../domain/statistics/interval.ts'
import { quantile } from '../../domain/statistics/quantile.ts'
import { affordable, nullBand } from './labelings.ts'
import { layerId, meta, SPLITS } from './meta.ts'
import { FEWEST_REFERENCES } from './score.ts'

/** All numbers of docs/protocols/inadvertent-memorization.md over one run, for each guard by itself. */
export function metrics(scored: readonly Scored[]): Metric[] {
  return metricsByGuard(meta.id, scored, (rows) => {
    const heard = rows.filter(({ score }) => score.outcome !== 'error')
    return [
      ...probes(inTask(heard, 'probe')),
      ...blanked(inTask(heard, 'probe-blanked')),
      ...asked(inTask(heard, 'asked')),
      ...['probe', 'probe-blanked'].flatMap((task) => memberships(task, inTask(heard, task))),
      ...exposures('exposure', 'exposure', inTask(heard, 'exposure')),
      ...(['exposure', 'exposure-fit'] as const).flatMap((value) =>
        exposures('exposure-fit', value, inTask(heard, 'exposure-fit')),
      ),
      ...fitDistance(inTask(heard, 'exposure-fit')),
      ...SPLITS.map((split) => {
        const own = rows.filter(({ sample }) => sample.split === split)
        return hitRate(
          { split, task: null, type: null },
          'error-rate',
          own.map(({ sample, score }) => ({ group: sample.group, hit: score.outcome === 'error' })),
        )
      }).filter(({ n }) => n > 0),
    ]
  })
}

const isSeen = ({ sample }: Scored): boolean => sample.split === 'seen'
const inTask = (rows: readonly Scored[], task: string): readonly Scored[] =>
  rows.filter(({ sample }) => sample.task === task)

/** The rows of each layer; empty where a model gave no vectors or there are too few identities. */
function layersOf(rows: readonly Scored[]): ProbeRow[][] {
  const probed = rows.flatMap((row) => {
    const hidden = row.response.hidden ?? []
    return hidden.length === 0 ? [] : [{ identity: row.sample.group, seen: isSeen(row), hidden }]
  })
  if (!canProbe(probed)) return []
  return Array.from({ length: Math.min(...probed.map(({ hidden }) => hidden.length)) }, (_, layer) =>
    probed.map(({ hidden, ...row }): ProbeRow => ({ ...row, vector: hidden[layer]! })),
  )
}

function probes(rows: readonly Scored[]): Estimate[] {
  const layers = layersOf(rows)
  const [first] = layers
  const labelings = first === undefined ? 0 : affordable(layers.length, first.length, first[0]!.vector.length)
  const found = layers.map((layer) => probeLayer(layer, labelings, meta.id))
  const adjusted = holm(found.map(({ p }) => p!))
  const cell: Slice = { split: null, task: 'probe', type: null }
  return [
    ...found.flatMap((probe, i) => [
      ...layerNumbers(cell, i, layers[i]!, probe, ''),
      nullBand({ ...cell, type: layerId(i) }, probe.underNull),
      crossValidated(
        hitRate(
          { ...cell, type: layerId(i) },
          'probe-accuracy[original-split]',
          // Whose they are matters to an interval alone, and there is none.
          probe.originalHits.map((hit) => ({ group: '', hit })),
        ),
      ),
      plainNumber({ ...cell, type: layerId(i) }, 'probe-p', adjusted[i]!, labelings, 'test'),
    ]),
    ...(rows.length === 0
      ? []
      : [
          {
            ...plainNumber(cell, 'probe-best-p', anyLayerP(found), rows.length, 'test'),
            least: labelings === 0 ? null : 1 / (1 + labelings),
          },
        ]),
  ]
}

function blanked(rows: readonly Scored[]): Estimate[] {
  const cell: Slice = { split: null, task: 'probe-blanked', type: null }
  return layersOf(rows).flatMap((layer, i) => layerNumbers(cell, i, layer, probeLayer(layer, 0, meta.id), '[blanked]'))
}

function layerNumbers(
  cell: Slice,
  layer: number,
  rows: readonly ProbeRow[],
  probe: LayerProbe,
  suffix: string,
): Estimate[] {
  const own: Slice = { ...cell, type: layerId(layer) }
  const hits = rows.map(({ identity }, i) => ({ group: identity, hit: probe.hits[i]! }))
  return [
    crossValidated(hitRate(own, `probe-accuracy${suffix}`, hits)),
    plainNumber(own, `probe-AUC${suffix}`, probe.auc, rows.length, 'no-method'),
  ]
}

/**
 * Without its interval: the fits of a cross-validation share their rows, and an interval that takes their
 * hits for independent covered 89% of 60 records that no probe could tell (Bengio and Grandvalet 2004: no
 * unbiased estimate of the variance exists). Where it lies by chance stands beside it.
 */
function crossValidated(number: Estimate): Estimate {
  return { ...number, ci: null, noInterval: 'cross-validated', least: null }
}

function asked(rows: readonly Scored[]): Estimate[] {
  if (rows.length === 0) return []
  const cell: Slice = { split: null, task: 'asked', type: null }
  const told = rows.filter(({ score }) => score.values?.['asked'] != null)
  return [
    hitRate(
      cell,
      'asked-accuracy',
      told.map((row) => ({ group: row.sample.group, hit: (row.score.values?.['asked'] === 1) === isSeen(row) })),
    ),
    hitRate(
      cell,
      'unparsed-rate',
      rows.map(({ sample, score }) => ({ group: sample.group, hit: score.values?.['asked'] == null })),
    ),
  ]
}

function memberships(task: string, rows: readonly Scored[]): Estimate[] {
  const cell: Slice = { split: null, task, type: null }
  return MEMBERSHIP_SCORES.flatMap((score) => {
    const told = membership(valuesOf(rows, 'seen', score), valuesOf(rows, 'unseen', score))
    if (told === null) return []
    // Loss is the measure of docs/protocols/inadvertent-memorization.md#without-hidden-states; the others are
    // conditions of it.
    const name = (metric: string) => (score === 'loss' ? metric : `${metric}[${score}]`)
    const values = rows.map((row) => ({
      group: row.sample.group,
      member: isSeen(row),
      value: row.score.values?.[score] ?? null,
    }))
    return [
      areaBelow(cell, name('membership-AUC'), values),
      plainNumber(cell, name('membership-TPR'), told.tprAt5, rows.length, 'no-method'),
      ...(score === 'loss' ? [plainNumber(cell, 'loss-gap', told.gap, rows.length, 'unbounded')] : []),
    ]
  })
}

/** By interpolation (`exposure`) or by extrapolation (`exposure-fit`). */
function exposures(task: string, measure: 'exposure' | 'exposure-fit', rows: readonly Scored[]): Estimate[] {
  const unseen = valuesOf(rows, 'unseen', measure).toSorted((a, b) => a - b)
  const threshold = unseen.length === 0 ? null : quantile(unseen, 0.99)
  return SPLITS.flatMap((split) => {
    const own = rows.filter(({ sample, score }) => sample.split === split && score.values?.[measure] != null)
    if (own.length === 0) return []
    const cell: Slice = { split, task, type: null }
    const value = ({ score }: Scored): number => score.values![measure]!
    const mean = meanOf(
      cell,
      measure,
      own.map((row) => ({ group: row.sample.group, value: value(row) })),
      measure === 'exposure' ? exposureRange(own) : 'unbounded',
    )
    if (split === 'unseen' || threshold === null) return [mean]
    const above = own.map((row) => ({ group: row.sample.group, hit: value(row) > threshold }))
    return [mean, hitRate(cell, measure === 'exposure' ? 'exposed-share' : 'exposed-share[fit]', above)]
  })
}

/**
 * Exposures by interpolation lie between the last place of as few references as are ranked and the first one
 * of all.
 */
function exposureRange(rows: readonly Scored[]): Interval {
  const most = Math.max(...rows.map(({ response }) => response.continuationLogProbs!.length - 1))
  return [Math.log2(FEWEST_REFERENCES / (FEWEST_REFERENCES + 1)), Math.log2(most)]
}

/** How far the fitted distributions are from the references: an extrapolation is worth what its fit is. */
function fitDistance(rows: readonly Scored[]): Estimate[] {
  const distances = rows.map(({ sample, score }) => ({
    group: sample.group,
    value: score.values?.['exposure-fit-distance'] ?? null,
  }))
  if (distances.every(({ value }) => value === null)) return []
  return [meanOf({ split: null, task: 'exposure-fit', type: null }, 'exposure-fit-distance', distances, SHARE)]
}

function valuesOf(rows: readonly Scored[], split: string, value: string): number[] {
  return rows.flatMap(({ sample, score }) => {
    const known = score.values?.[value] ?? null
    return sample.split === split && known !== null ? [known] : []
  })
}
