import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const folder = new URL('../../public/models/harm-detector/', import.meta.url)
const read = (path: string): Buffer => readFileSync(new URL(path, folder))
const json = (path: string): unknown => JSON.parse(read(path).toString())

describe('the shipped harm detector', () => {
  const manifest = json('leakscope.json') as {
    files: { path: string; bytes: number; sha256: string }[]
    thresholds: Record<string, number>
  }

  it('is what its manifest says, and at most 25 MB', () => {
    for (const { path, bytes, sha256 } of manifest.files) {
      const data = read(path)
      expect([path, data.length, createHash('sha256').update(data).digest('hex')]).toEqual([path, bytes, sha256])
    }
    expect(manifest.files.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(25e6)
  })

  it('has one threshold for each of its labels, and a ROC that rises from the strictest on', () => {
    const { id2label } = json('config.json') as { id2label: Record<string, string> }
    expect(Object.values(id2label)).toEqual(['harm', 'private'])
    const curves = json('roc.json') as Record<string, { threshold: number; tpr: number; fpr: number }[]>
    for (const head of Object.values(id2label)) {
      expect(manifest.thresholds[head]).toBeGreaterThan(0)
      expect(manifest.thresholds[head]).toBeLessThan(1)
      const curve = curves[head] ?? []
      expect(curve.length).toBeGreaterThan(10)
      for (const [i, point] of curve.slice(1).entries()) {
        expect(point.threshold).toBeLessThan(curve[i]!.threshold)
        expect(point.tpr).toBeGreaterThanOrEqual(curve[i]!.tpr)
        expect(point.fpr).toBeGreaterThanOrEqual(curve[i]!.fpr)
      }
      expect(curve.at(-1)).toMatchObject({ tpr: 1, fpr: 1 })
    }
  })

  it('has a row in its tokenizer for every row of its embeddings', () => {
    const { model } = json('tokenizer.json') as { model: { vocab: Record<string, number> } }
    const ids = Object.values(model.vocab).toSorted((a, b) => a - b)
    expect(ids.length).toBe((json('config.json') as { vocab_size: number }).vocab_size)
    expect(ids.every((id, i) => id === i)).toBe(true)
  })
})
