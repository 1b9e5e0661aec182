import { describe, expect, test } from 'vitest'
import { createRandom } from '../random.ts'
import { anyLayerP, canProbe, probeLayer, type ProbeRow } from './layer-probe.ts'

const random = createRandom('layer-probe')
const noise = (): number => random.next() + random.next() + random.next() - 1.5

/** 20 + 20 identities, five pictures each, 24 numbers. */
function rows(signal: number, byIdentity: number): ProbeRow[] {
  return Array.from({ length: 40 }, (_, person) => {
    const seen = person < 20
    const own = Array.from({ length: 24 }, () => byIdentity * noise())
    return Array.from({ length: 5 }, () => ({
      identity: `p${person}`,
      seen,
      vector: own.map((value, j) => value + noise() + (j === 0 && seen ? signal : 0)),
    }))
  }).flat()
}

describe('layer probe', () => {
  test('finds what generalises over identities', () => {
    const probe = probeLayer(rows(3, 0.2), 30, 'a')
    expect(probe.accuracy).toBeGreaterThan(0.9)
    expect(probe.auc).toBeGreaterThan(0.95)
    expect(probe.p).toBeCloseTo(1 / 31, 10)
  })

  test('is not fooled by knowing the identities again, as the original split is', () => {
    const probe = probeLayer(rows(0, 8), 30, 'b')
    expect(probe.originalHits.filter(Boolean).length / probe.originalHits.length).toBeGreaterThan(0.75)
    expect(probe.originalHits).toHaveLength(40)
    expect(probe.accuracy).toBeLessThan(0.7)
    expect(probe.p).toBeGreaterThan(0.03)
  })

  test('is at chance under shuffled labels', () => {
    const { underNull } = probeLayer(rows(3, 1), 40, 'c')
    expect(underNull.reduce((sum, value) => sum + value, 0) / underNull.length).toBeCloseTo(0.5, 1)
  })

  test.each([4, 12, 20])('is exactly at chance where all vectors are one, with %i identities of each class', (n) => {
    const same = Array.from({ length: 2 * n }, (_, i) => ({ identity: `${i}`, seen: i < n, vector: [1, 2, 3] }))
    const probe = probeLayer(same, 10, 'e')
    expect([probe.accuracy, probe.auc]).toEqual([0.5, 0.5])
    expect(new Set(probe.underNull)).toEqual(new Set([0.5]))
  })

  test('one telling layer is told by the best of any under each labeling, however many layers there are', () => {
    const layer = (accuracy: number, ...underNull: number[]) => ({
      hits: [],
      accuracy,
      auc: 0,
      underNull,
      p: null,
      originalHits: [],
    })
    const silent = [layer(0.5, 0.5, 0.6, 0.4), layer(0.6, 0.4, 0.5, 0.7)]
    expect(anyLayerP([layer(0.9, 0.5, 0.4, 0.6), ...silent])).toBeCloseTo(1 / 4, 12)
    expect(anyLayerP(silent)).toBeCloseTo(3 / 4, 12)
    expect(anyLayerP([layer(0.9)])).toBeNull()
  })

  test('is the same each time', () => {
    const own = rows(1, 1)
    expect(probeLayer(own, 5, 'd')).toEqual(probeLayer(own, 5, 'd'))
  })

  test('needs two identities of each class', () => {
    expect(
      canProbe([
        { identity: 'x', seen: true },
        { identity: 'y', seen: false },
      ]),
    ).toBe(false)
    const of = (...seen: boolean[]) => seen.map((own, i) => ({ identity: `${i}`, seen: own }))
    expect(canProbe(of(true, true, false, false))).toBe(true)
    expect(canProbe(of(true, true, true, false))).toBe(false)
    expect(canProbe(of(true, false, false, false))).toBe(false)
    // Two pictures of one identity are one.
    expect(canProbe([...of(true, false, false), { identity: '0', seen: true }])).toBe(false)
  })
})
