import { describe, expect, it } from 'vitest'
import { branch, type Branch } from './trie.ts'

describe('branch', () => {
  it('runs shared beginnings once', () => {
    expect(branch([[1, 2, 3], [1, 2, 4, 5], [6], [1, 2], [1, 2, 3]])).toEqual([
      {
        tokens: [1, 2],
        ends: [3],
        branches: [
          { tokens: [3], ends: [0, 4], branches: [] },
          { tokens: [4, 5], ends: [1], branches: [] },
        ],
      },
      { tokens: [6], ends: [2], branches: [] },
    ])
  })

  it('gives every sequence back', () => {
    const sequences = Array.from({ length: 60 }, (_, i) => [i % 2, i % 3, i % 2, i % 5].slice(0, 1 + (i % 4)))
    const found = new Map<number, number[]>()
    const walk = (branches: readonly Branch[], before: readonly number[]) => {
      for (const { tokens, ends, branches: next } of branches) {
        const path = [...before, ...tokens]
        for (const index of ends) found.set(index, path)
        walk(next, path)
      }
    }
    walk(branch(sequences), [])
    expect([...found.entries()].sort((a, b) => a[0] - b[0]).map(([, path]) => path)).toEqual(sequences)
  })
})
