import { expect, test } from 'vitest'
import { memoryPeople } from '../../../intake/testing.ts'
import { generateMllmuBench } from './generate.ts'

test.each(['demo', 'calibration', 'forget-5'])(
  'the right letters of celebrities’ choices are balanced in %s',
  (size) => {
    const { items } = generateMllmuBench('1', size, memoryPeople)
    const choices = items.filter(({ split, question }) => split === 'celebrity' && question?.form === 'choice')
    const counts = ['A', 'B', 'C', 'D'].map(
      (letter) => choices.filter(({ question }) => question?.answer === letter).length,
    )
    expect(counts.reduce((sum, n) => sum + n)).toBe(choices.length)
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(2)
    for (const { question } of choices) expect(new Set(Object.values(question?.options ?? {})).size).toBe(4)
  },
)
