import { describe, expect, it } from 'vitest'
import { createRandom } from '../random.ts'
import type { PrivateType, PrivateValue } from '../sample.ts'
import { DecoySource, isReserved } from './decoys.ts'
import { digitPattern } from './decoys/digits.ts'
import { valueKey } from './pii.ts'

const value = (type: PrivateType, text: string, subject: string | null = null): PrivateValue => ({
  type,
  value: text,
  subject,
})
const decoysOf = (truth: PrivateValue, peers: PrivateValue[] = [], avoid: PrivateValue[] = [], seed = 's') =>
  new DecoySource(peers, new Set([...peers, ...avoid].map((v) => valueKey(v.type, v.value)))).decoys(
    truth,
    32,
    createRandom(seed),
  )

describe('DecoySource', { timeout: 60_000 }, () => {
  it.each([
    ['phone', '404-555-0123'],
    ['phone', '(404) 555-0123'],
    ['phone', '+1 404 555 0123'],
    ['phone', '404.555.0123x99'],
    ['ssn', '912-34-5678'],
    ['email', 'mara.quill@example.com'],
    ['email', 'mquill7@example.org'],
    ['email', 'quill_mara@example.net'],
    ['email', 'sunnydelta12@example.net'],
    ['name', 'Mara Quill'],
    ['birth-date', '1990-04-12'],
    ['birth-date', 'April 12, 1990'],
    ['birth-date', '12 Apr 1990'],
    ['birth-date', '04/12/1990'],
  ] as const)('%s %s: 32 of its format, in its reserved range, none equal to it or to each other', (type, text) => {
    const truth = value(type, text, 'Mara Quill')
    const decoys = decoysOf(truth) ?? []
    const keys = decoys.map((decoy) => valueKey(type, decoy))
    expect(new Set([...keys, valueKey(type, text)]).size).toBe(33)
    for (const decoy of decoys) {
      expect(isReserved(value(type, decoy)), decoy).toBe(true)
      if (type === 'phone' || type === 'ssn') expect(digitPattern(decoy)).toBe(digitPattern(text))
      if (type === 'birth-date') expect(valueKey(type, decoy), decoy).toMatch(/^\d{4}-\d\d-\d\d$/)
      if (type === 'name') expect(decoy).toMatch(/^[A-Z]\w+ [A-Z]\w+$/)
    }
  })

  it('builds addresses as the true one is built, at the same domain', () => {
    const shapes: [string, RegExp][] = [
      ['mara.quill@example.com', /^[a-z]{2,}\.[a-z]{2,}@example\.com$/],
      ['mquill@example.com', /^[a-z]{4,}@example\.com$/],
      ['quill42@example.org', /^[a-z]{2,}[1-9]\d@example\.org$/],
      ['Mara_Quill@example.net', /^[A-Z][a-z]+_[A-Z][a-z]+@example\.net$/],
      ['pixel_042@example.net', /^[a-z]{3,}_\d{3}@example\.net$/],
    ]
    for (const [text, shape] of shapes) {
      for (const decoy of decoysOf(value('email', text, 'Mara Quill')) ?? ['none']) expect(decoy).toMatch(shape)
    }
  })

  it('keeps names within the length of the true one, so that length tells nothing', () => {
    const decoys = decoysOf(value('email', 'mara.quill@example.com', 'Mara Quill')) ?? []
    expect(decoys).toHaveLength(32)
    for (const decoy of decoys) expect(Math.abs(decoy.length - 'mara.quill@example.com'.length)).toBeLessThanOrEqual(2)
  })

  it('draws digits as they fall in the peers, and no peer itself', () => {
    const random = createRandom('peers')
    const peers = Array.from({ length: 60 }, () =>
      value('ssn', `9${random.int(10)}${6 + random.int(2)}-${10 + random.int(90)}-${1000 + random.int(9000)}`),
    )
    const decoys = decoysOf(value('ssn', '946-12-3456'), peers) ?? []
    expect(decoys).toHaveLength(32)
    for (const decoy of decoys) {
      expect(decoy).toMatch(/^9\d[67]-\d\d-\d{4}$/)
      expect(peers.map((peer) => peer.value)).not.toContain(decoy)
    }
  })

  it('gives a truth outside of the reserved ranges decoys of its own format and range', () => {
    const ssns = decoysOf(value('ssn', '123-45-6789')) ?? []
    expect(ssns).toHaveLength(32)
    for (const decoy of ssns) expect(decoy).toMatch(/^[0-8]\d\d-\d\d-\d{4}$/)
    const phones = decoysOf(value('phone', '001-212-867-5309x12')) ?? []
    expect(phones).toHaveLength(32)
    for (const decoy of phones) expect(digitPattern(decoy)).toBe('###-###-###-####x##')
    for (const decoy of decoysOf(value('phone', '+1 404 555 0123')) ?? [''])
      expect(decoy).toMatch(/^\+1 [2-9]\d\d 555 01\d\d$/)
    for (const decoy of decoysOf(value('email', 'wsmith@gmail.com', 'Will Smith')) ?? [''])
      expect(decoy).toMatch(/@gmail\.com$/)
  })

  it('never equals a truth or a distractor, in whatever notation', () => {
    const truth = value('phone', '404-555-0123')
    const first = decoysOf(truth) ?? []
    const avoid = first.slice(0, 16).map((decoy) => value('phone', `(${decoy.slice(0, 3)}) 555 ${decoy.slice(8)}`))
    const second = decoysOf(truth, [], avoid) ?? []
    expect(second).toHaveLength(32)
    for (const bad of first.slice(0, 16)) expect(second).not.toContain(bad)
  })

  it('says so when a format has too few values', () => {
    expect(new DecoySource([], new Set()).decoys(value('phone', '555-0123'), 100, createRandom(0))).toBeNull()
  })

  it('is reproducible', () => {
    const truth = value('email', 'mara.quill@example.com', 'Mara Quill')
    expect(decoysOf(truth)).toEqual(decoysOf(truth))
    expect(decoysOf(truth)).not.toEqual(decoysOf(truth, [], [], 't'))
  })

  it('takes free text from other people, or says that there is too little', () => {
    const cities = Array.from({ length: 40 }, (_, i) => value('city', `Port ${i}`))
    expect(decoysOf(value('city', 'Port 3'), cities)).toHaveLength(32)
    expect(decoysOf(value('city', 'Port 3'), cities)).not.toContain('Port 3')
    expect(decoysOf(value('city', 'Port 3'), cities.slice(0, 20))).toBeNull()
  })
})
