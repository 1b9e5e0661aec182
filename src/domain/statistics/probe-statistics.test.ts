/** @file What the layer-wise probe is made of. That the fit equals scikit-learn's is shown in bench/reference. */
import { describe, expect, it } from 'vitest'
import { createRandom } from '../random.ts'
import { coordinates } from './coordinates.ts'
import { disjointFolds, stratifiedHoldout } from './folds.ts'
import { holm } from './holm.ts'
import { fitLogistic, logOdds } from './logistic.ts'
import { permutationP, permuteLabels } from './permutation.ts'

const random = createRandom('probe statistics')
const cloud = (n: number, width: number) => Array.from({ length: n }, () => Array.from({ length: width }, random.next))

describe('fitLogistic', () => {
  it('has the intercept of the base rate where the features say nothing', () => {
    const rows = Array.from({ length: 40 }, () => [0, 0])
    const labels = rows.map((_, i) => i < 30)
    const model = fitLogistic(rows, labels, { tolerance: 1e-10 })
    expect(model.converged).toBe(true)
    expect(model.intercept).toBeCloseTo(Math.log(30 / 10), 9)
    expect([...model.weights]).toEqual([0, 0])
  })

  it('standardises so that the unit of a feature does not matter, and answers in the units given', () => {
    const rows = cloud(60, 3)
    const labels = rows.map(([first = 0, second = 0]) => first + 0.3 * second > 0.6)
    const stretched = rows.map((row) => row.map((value, j) => 1000 ** j * value - 7))
    const options = { standardise: true, tolerance: 1e-10 }
    const plain = fitLogistic(rows, labels, options)
    const other = fitLogistic(stretched, labels, options)
    rows.forEach((row, i) => expect(logOdds(other, stretched[i]!)).toBeCloseTo(logOdds(plain, row), 8))
  })

  it('standardises a constant feature to nothing', () => {
    const rows = cloud(20, 1).map(([value = 0]) => [value, 0.1])
    const model = fitLogistic(
      rows,
      rows.map(([value = 0]) => value > 0.5),
      { standardise: true },
    )
    expect(model.weights[1]).toBeCloseTo(0, 9)
  })

  it('stays finite on data that a plane separates, of any size', () => {
    const model = fitLogistic([[-1e6], [-2e6], [1e6], [3e6]], [false, false, true, true])
    expect(Number.isFinite(model.intercept)).toBe(true)
    expect(logOdds(model, [1e6])).toBeGreaterThan(0)
    expect(logOdds(model, [-1e6])).toBeLessThan(0)
  })

  it('weighs the data against the penalty', () => {
    // One feature, one row of each class at +-1: w = 2C / (1 + e^w), so that w = ln 3 where C = 2 ln 3.
    const fit = (c: number) => fitLogistic([[-1], [1]], [false, true], { c, tolerance: 1e-12 }).weights[0]
    expect(fit(2 * Math.log(3))).toBeCloseTo(Math.log(3), 9)
    expect(fit((1 + Math.E) / 2)).toBeCloseTo(1, 9)
  })

  it('says so when the iterations run out', () => {
    const rows = cloud(30, 5)
    const labels = rows.map(([first = 0]) => first > 0.5)
    expect(fitLogistic(rows, labels, { maxIterations: 1 }).converged).toBe(false)
  })

  it('refuses what it cannot fit', () => {
    expect(() => fitLogistic([], [])).toThrow(RangeError)
    expect(() => fitLogistic([[1], [2]], [true])).toThrow(RangeError)
    expect(() => fitLogistic([[1], [2, 3]], [true, false])).toThrow(RangeError)
    expect(() => fitLogistic([[1], [2]], [true, true])).toThrow('both classes')
    expect(() => fitLogistic([[1], [Number.NaN]], [true, false])).toThrow('finite')
  })
})

describe('coordinates', () => {
  it('keeps every inner product in fewer numbers', () => {
    const wide = cloud(12, 40)
    const rows = [
      ...wide,
      wide[0]!,
      wide[1]!.map((value, j) => value + 2 * wide[2]![j]!),
      new Array<number>(40).fill(0),
    ]
    const reduced = coordinates(rows)
    expect(reduced.every((row) => row.length === 12)).toBe(true)
    const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
      Array.from(a, (value, j) => value * b[j]!).reduce((sum, value) => sum + value, 0)
    rows.forEach((a, i) => rows.forEach((b, k) => expect(dot(reduced[i]!, reduced[k]!)).toBeCloseTo(dot(a, b), 9)))
  })

  it('are as few as the rows span, and one where they span nothing', () => {
    expect(coordinates([[0, 0]]).map((row) => [...row])).toEqual([[0]])
    const parallel = coordinates([
      [3, 4],
      [6, 8],
    ])
    expect(parallel.map((row) => [...row])).toEqual([[5], [10]])
  })

  it('take for rounding what is left of a row below 1e-10 of its length, whatever its length', () => {
    const span = (left: number, length: number) =>
      coordinates([
        [length, 0],
        [length, left * length],
      ])[0]!.length
    for (const length of [1e-6, 1, 1e6]) {
      expect(span(1.5e-10, length)).toBe(2)
      expect(span(0.7e-10, length)).toBe(1)
    }
  })

  it('leaves a logistic regression as it is', () => {
    const rows = cloud(30, 50)
    const labels = rows.map(([first = 0, second = 0]) => first > second)
    const reduced = coordinates(rows)
    const whole = fitLogistic(rows.slice(0, 20), labels.slice(0, 20), { tolerance: 1e-10 })
    const small = fitLogistic(reduced.slice(0, 20), labels.slice(0, 20), { tolerance: 1e-10 })
    rows.forEach((row, i) => expect(logOdds(small, reduced[i]!)).toBeCloseTo(logOdds(whole, row), 8))
  })
})

describe('disjointFolds', () => {
  const groups = Array.from({ length: 120 }, (_, i) => `person ${i % 23}`)
  const labels = groups.map((_, i) => i % 23 < 9)

  it.each([2, 3, 5, 9])('%i folds share no person, and each holds its part of both classes', (k) => {
    const folds = disjointFolds(groups, labels, k, 'seed')
    const foldsOf = new Map<string, Set<number>>()
    groups.forEach((group, i) => foldsOf.set(group, (foldsOf.get(group) ?? new Set()).add(folds[i]!)))
    expect([...foldsOf.values()].every(({ size }) => size === 1)).toBe(true)
    const people = (fold: number, label: boolean) =>
      new Set(groups.filter((_, i) => folds[i] === fold && labels[i] === label)).size
    const sizes = Array.from({ length: k }, (_, fold) => [people(fold, true), people(fold, false)])
    for (const [seen = 0, unseen = 0] of sizes) {
      expect(seen === Math.floor(9 / k) || seen === Math.ceil(9 / k)).toBe(true)
      expect(unseen === Math.floor(14 / k) || unseen === Math.ceil(14 / k)).toBe(true)
    }
    const totals = sizes.map(([seen = 0, unseen = 0]) => seen + unseen)
    expect(Math.max(...totals) - Math.min(...totals)).toBeLessThanOrEqual(1)
  })

  it('shuffles the groups of the negative class, then of the positive, and deals them on', () => {
    const own = createRandom('as docs/recompute.md says')
    const of = (label: boolean) => [...new Set(groups.filter((_, i) => labels[i] === label))]
    const dealt = [...own.shuffle(of(false)), ...own.shuffle(of(true))]
    expect(disjointFolds(groups, labels, 5, 'as docs/recompute.md says')).toEqual(
      groups.map((group) => dealt.indexOf(group) % 5),
    )
  })

  it('depends on the seed alone', () => {
    expect(disjointFolds(groups, labels, 5, 1)).toEqual(disjointFolds(groups, labels, 5, 1))
    expect(disjointFolds(groups, labels, 5, 1)).not.toEqual(disjointFolds(groups, labels, 5, 2))
  })

  it('refuses a fold without a class, and a person of both', () => {
    expect(() => disjointFolds(groups, labels, 10, 1)).toThrow('10 folds need 10 groups of each class, not 9')
    expect(() => disjointFolds(['a', 'a'], [true, false], 1, 1)).toThrow('group a has rows of both classes')
  })
})

describe('stratifiedHoldout', () => {
  it('holds back the share of each class', () => {
    const labels = Array.from({ length: 1000 }, (_, i) => i % 4 === 0)
    const held = stratifiedHoldout(labels, 0.2, 42)
    expect(held.filter((value, i) => value && labels[i]).length).toBe(50)
    expect(held.filter((value, i) => value && !labels[i]).length).toBe(150)
    expect(held).toEqual(stratifiedHoldout(labels, 0.2, 42))
  })
  it('shuffles the rows of the negative class, then of the positive, and holds the first of each back', () => {
    const labels = Array.from({ length: 20 }, (_, i) => i % 4 === 0)
    const own = createRandom('as docs/recompute.md says')
    const rows = (label: boolean) => labels.flatMap((value, i) => (value === label ? [i] : []))
    const first = [...own.shuffle(rows(false)).slice(0, 3), ...own.shuffle(rows(true)).slice(0, 1)]
    expect(stratifiedHoldout(labels, 0.2, 'as docs/recompute.md says')).toEqual(labels.map((_, i) => first.includes(i)))
  })
  it('holds back the nearest whole number of rows', () => {
    // A fifth of 8 is 1.6, of 7 is 1.4.
    const labels = Array.from({ length: 15 }, (_, i) => i < 8)
    const held = stratifiedHoldout(labels, 0.2, 1)
    expect(held.map((value, i) => value && labels[i]).filter(Boolean)).toHaveLength(2)
    expect(held.map((value, i) => value && !labels[i]).filter(Boolean)).toHaveLength(1)
  })
  it('leaves each class on both sides', () => {
    const held = stratifiedHoldout([true, true, false, false], 0.01, 1)
    expect(held.filter(Boolean).length).toBe(2)
    expect(stratifiedHoldout([true, true, false, false, false], 0.99, 1).filter(Boolean)).toHaveLength(3)
    expect(() => stratifiedHoldout([true, false], 0.5, 1)).toThrow(RangeError)
    for (const share of [0, 1])
      expect(() => stratifiedHoldout([true, true, false, false], share, 1)).toThrow(RangeError)
  })
})

describe('permutation', () => {
  it('moves labels between persons, never within one', () => {
    const groups = Array.from({ length: 60 }, (_, i) => `person ${i % 20}`)
    const labels = groups.map((_, i) => i % 20 < 10)
    const permuted = permuteLabels(groups, labels, random)
    expect(permuted).not.toEqual(labels)
    for (let i = 20; i < 60; i++) expect(permuted[i]).toBe(permuted[i % 20])
    expect(permuted.filter(Boolean).length).toBe(30)
  })

  it('gives a p-value that is uniform where there is nothing', () => {
    const ps = Array.from({ length: 400 }, () => permutationP(random.next(), Array.from({ length: 99 }, random.next))!)
    // Share at or below .05 is .05 exactly under the null; standard error .011.
    expect(ps.filter((p) => p <= 0.05).length / 400).toBeLessThan(0.05 + 4 * 0.011)
    expect(ps.reduce((a, b) => a + b, 0) / 400).toBeCloseTo(0.505, 1)
  })

  it('is never 0, and null without permutations', () => {
    expect(permutationP(0.9, [0.5, 0.6, 0.4])).toBe(0.25)
    expect(permutationP(0.5, [0.5, 0.6, 0.4])).toBe(0.75)
    expect(permutationP(0.5, [])).toBeNull()
  })

  it('takes what rounding alone parts for a tie', () => {
    expect(permutationP(0.5 + 8e-13, [0.5])).toBe(1)
    expect(permutationP(0.5 + 1.5e-12, [0.5])).toBe(0.5)
    expect(permutationP(1e-12, [0])).toBe(1)
    expect(permutationP(0.5 + 1e-11, [0.5])).toBe(0.5)
  })

  it('needs a label for each row', () => {
    expect(() => permuteLabels(['a', 'b'], [true], random)).toThrow('as many groups as labels')
  })
})

describe('holm', () => {
  it('adjusts in steps', () => {
    // .005 * 4, .01 * 3, .03 * 2, and .04 no less than the one before.
    const adjusted = holm([0.01, 0.04, 0.03, 0.005])
    ;[0.03, 0.06, 0.06, 0.02].forEach((p, i) => expect(adjusted[i]).toBeCloseTo(p, 12))
    expect(holm([0.6, 0.7])).toEqual([1, 1])
    expect(holm([])).toEqual([])
    expect(holm([0, 1])).toEqual([0, 1])
    for (const p of [1.1, -0.1, Number.NaN]) expect(() => holm([0.5, p])).toThrow(RangeError)
  })
})
