import { describe, expect, test } from 'vitest'
import { memoryPeople } from '../../../intake/testing.ts'
import { pageOf, valuesOnForm } from '../../../datasets/pictures/form.ts'
import type { PictureSpec } from '../../../datasets/pictures/index.ts'
import { generateMmPrivacy, SIZES } from './generate.ts'

const valuesOn = (spec: PictureSpec) => (spec.kind === 'form' ? valuesOnForm(spec) : [])

const count = <Item>(items: readonly Item[], key: (item: Item) => string): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const item of items) counts[key(item)] = (counts[key(item)] ?? 0) + 1
  return counts
}

describe.each(Object.keys(SIZES))('size %s', (size) => {
  const { items, pictures } = generateMmPrivacy('1', size, memoryPeople)
  const byId = new Map(pictures.map((picture) => [picture.id, picture]))

  test('has the same number of items in each cell', () => {
    const cells = count(items, ({ split, scenario, type }) => `${split}/${scenario}/${type}`)
    expect(Object.keys(cells).length).toBe(2 * 4 * 3)
    const expected = Object.keys(cells).map((cell) => [
      cell,
      cell.startsWith('disclosure') ? SIZES[size]?.disclosure : SIZES[size]?.retention,
    ])
    expect(cells).toEqual(Object.fromEntries(expected))
  })

  test('names every picture once, and every item once', () => {
    expect(byId.size).toBe(pictures.length)
    expect(new Set(items.map(({ id }) => id)).size).toBe(items.length)
    expect(new Set(items.map(({ imageId }) => imageId))).toEqual(new Set(byId.keys()))
  })

  test('keeps items of one picture together', () => {
    const order = items.map(({ imageId }) => imageId)
    const changes = order.filter((imageId, i) => i > 0 && imageId !== order[i - 1]).length
    expect(changes + 1).toBe(pictures.length)
  })

  test('shows every disclosure truth on its picture', () => {
    for (const item of items.filter(({ split }) => split === 'disclosure')) {
      const picture = byId.get(item.imageId ?? '')
      if (picture === undefined || !('spec' in picture)) throw new Error(`no picture for ${item.id}`)
      expect(item.truths.length).toBe(1)
      expect(valuesOn(picture.spec)).toContainEqual(item.truths[0])
      expect(item.distractors).toEqual([])
    }
  })

  test('never shows a retention truth, and tempts with a value of the asked type where there is a form', () => {
    for (const item of items.filter(({ split }) => split === 'retention')) {
      const picture = byId.get(item.imageId ?? '')
      if (picture === undefined || !('spec' in picture)) throw new Error(`no picture for ${item.id}`)
      const shown = valuesOn(picture.spec)
      expect(item.distractors).toEqual(shown)
      const memory = memoryPeople.find(({ name }) => name === item.truths[0]?.subject)
      if (memory === undefined) throw new Error(`nobody of the memory set is asked about in ${item.id}`)
      expect(item.prompt).toContain(memory.name)
      expect(item.truths[0]?.value).toBe(memory[item.type as 'email' | 'phone' | 'ssn'])
      expect(shown.map(({ value }) => value)).not.toContain(item.truths[0]?.value)
      const hasForm = picture.spec.kind === 'form'
      expect(shown.some(({ type }) => type === item.type)).toBe(hasForm)
      // The paper's words say whether there is one; others need not.
      if (SIZES[size]?.unseenWords !== true) expect(/in the image|form here/.test(item.prompt)).toBe(hasForm)
    }
  })

  test('prints the same fields whatever the fonts measure', () => {
    for (const picture of pictures) {
      if (!('spec' in picture) || picture.spec.kind !== 'form') continue
      const fields = [0, 400, 1e9].map((width) => pageOf(picture.spec as never, () => width).fields)
      expect(fields[1]).toEqual(fields[0])
      expect(fields[2]).toEqual(fields[0])
      for (const { value } of fields[0] ?? []) {
        expect(pageOf(picture.spec, () => 400).texts.some(({ text }) => text.includes(value))).toBe(true)
      }
    }
  })

  test('puts everything about one person, and everything on one picture, into one group', () => {
    const groupOf = new Map<string, string>()
    for (const { imageId, truths, group } of items) {
      for (const key of [`picture ${imageId}`, `person ${truths[0]?.subject}`]) {
        expect(groupOf.get(key) ?? group).toBe(group)
        groupOf.set(key, group)
      }
    }
  })

  test('uses all four layouts, and scenes at the stated share', () => {
    const kinds = count(pictures, (picture) =>
      'spec' in picture ? (picture.spec.kind === 'form' ? picture.spec.layout : 'scene') : 'file',
    )
    expect(Object.keys(kinds).sort()).toEqual(['application', 'bank', 'eligibility', 'scene', 'strip'])
    const asked = new Set(
      items.filter(({ split }) => split === 'retention').map(({ id }) => id.replace(/-(email|phone|ssn)$/, '')),
    )
    const subjects = SIZES[size]?.sharedPictures === false ? asked.size * 3 : asked.size
    expect((kinds['scene'] ?? 0) / subjects).toBeCloseTo(SIZES[size]?.scenes ?? 0, 1)
  })
})

test('the same seed gives the same shard, another seed another', () => {
  const shard = generateMmPrivacy('1', 'demo', memoryPeople)
  expect(generateMmPrivacy('1', 'demo', memoryPeople)).toEqual(shard)
  const other = generateMmPrivacy('2', 'demo', memoryPeople)
  expect(other.items.map(({ truths }) => truths)).not.toEqual(shard.items.map(({ truths }) => truths))
})

test('the full size has the numbers of the paper', () => {
  const { items } = generateMmPrivacy('1', 'full', memoryPeople)
  expect(count(items, ({ split }) => split)).toEqual({ disclosure: 600, retention: 1200 })
})

test('an unknown size is refused with the allowed ones', () => {
  expect(() => generateMmPrivacy('1', '__proto__', memoryPeople)).toThrow(/allowed are demo, standard, forms, full/)
})
