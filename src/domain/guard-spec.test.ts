import { expect, it } from 'vitest'
import { compareGuards, NO_GUARD } from './guard-spec.ts'

it('the model alone is `none` in stored runs', () => expect(NO_GUARD).toBe('none'))

it('the model alone comes first, then detoxifiers by themselves, then those with a detector, each by name', () => {
  const shown = [NO_GUARD, 'redact', 'refuse', 'ensemble+redact', 'rules+refuse']
  for (const names of [shown.toReversed(), ['rules+refuse', 'refuse', NO_GUARD, 'ensemble+redact', 'redact']])
    expect(names.toSorted(compareGuards)).toEqual(shown)
  // An added detector's name may come before that of the model alone.
  expect(['a+redact', 'z', NO_GUARD, 'a'].toSorted(compareGuards)).toEqual([NO_GUARD, 'a', 'z', 'a+redact'])
  expect(compareGuards('redact', 'redact')).toBe(0)
})
