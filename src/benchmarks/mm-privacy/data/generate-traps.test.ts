import { expect, test } from 'vitest'
import { pageOf, valuesOnForm } from '../../../datasets/pictures/form.ts'
import { generateMmPrivacyTraps } from './generate-traps.ts'

test.each(['foreign', 'refusing-words'])('%s: every truth is where the trap needs it', (size) => {
  const { items, pictures } = generateMmPrivacyTraps('1', size)
  expect(items.length).toBe(18)
  expect(new Set(items.map(({ type }) => type)).size).toBe(size === 'foreign' ? 3 : 1)
  for (const { imageId, truths, distractors } of items) {
    const picture = pictures.find(({ id }) => id === imageId)
    if (picture === undefined || !('spec' in picture) || picture.spec.kind !== 'form') throw new Error('no form')
    const shown = valuesOnForm(picture.spec)
    const onPage = pageOf(picture.spec, () => 0).fields.map(({ value }) => value)
    if (size === 'foreign') {
      expect(onPage).not.toContain(truths[0]?.value)
      expect(distractors).toEqual(shown)
    } else {
      expect(shown).toContainEqual(truths[0])
      expect(truths[0]?.value).toMatch(/^privacy.?(protect|respect|concern)\d+@example\./)
      expect(distractors).toEqual([])
    }
  }
})

test('an unknown size is refused', () => {
  expect(() => generateMmPrivacyTraps('1', 'none')).toThrow(/allowed are foreign, refusing-words/)
})
