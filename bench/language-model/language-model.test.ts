/** @file What is asked, how rows are kept, and what is made of them; no model is loaded. */
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { InBrowser } from './engine.ts'
import { membership, passages } from './membership.ts'
import { pageOf, PAGE, readResults } from './page.ts'
import { askAll, type Part } from './part.ts'
import { people, retention } from './retention.ts'
import { leaks, rewriting } from './rewriting.ts'
import { speaking } from './speaking.ts'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'leakscope-lm-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const nobody = { generate: async () => [], score: async () => [], close: async () => undefined } as unknown as InBrowser
const doubled: Part<number, { readonly twice: number }> = {
  id: 'doubled',
  items: (count) => Array.from({ length: count }, (_, i) => i),
  keyOf: String,
  ask: async (_, item) => ({ twice: 2 * item }),
  figures: (rows) => rows,
}

describe('rows', () => {
  it('go on where a killed run stopped, within a line even, and open no model for nothing', async () => {
    const path = join(folder, 'rows.jsonl')
    let [opened, told] = [0, 0]
    const open = async () => (opened++, nobody)
    const ask = (count: number) => askAll(doubled, count, path, open, () => told++)
    expect(await ask(3)).toEqual([{ twice: 0 }, { twice: 2 }, { twice: 4 }])
    appendFileSync(path, '{"key":"3","twi')
    expect(await ask(5)).toEqual([0, 2, 4, 6, 8].map((twice) => ({ twice })))
    expect(await ask(4)).toHaveLength(4)
    expect([opened, told]).toEqual([2, 5])
  })
})

describe('retention', () => {
  it('asks about 150 people long dead and as many invented ones, with facts that are theirs by lot', () => {
    const all = people(150)
    expect(new Set(all.map(({ name }) => name)).size).toBe(300)
    const of = (real: boolean) => all.filter((person) => person.real === real)
    const facts = (real: boolean) => of(real).map(({ facts: own }) => JSON.stringify(own))
    expect(facts(true).toSorted()).toEqual(facts(false).toSorted())
    expect(facts(true)).not.toEqual(facts(false))
    for (const nation of new Set(all.map((person) => person.nation)))
      expect(of(false).filter((person) => person.nation === nation)).toHaveLength(15)
    // A smaller number is a beginning of the larger, as far as real people go, and every nation is in it.
    const few = people(10).filter(({ real }) => real)
    expect(few.map(({ name }) => name)).toEqual(
      of(true)
        .slice(0, 10)
        .map(({ name }) => name),
    )
    expect(new Set(few.map(({ nation }) => nation)).size).toBe(10)
  })

  it('finds what a model knows, and nothing where it knows nobody', async () => {
    const asked = people(20)
    const truth = new Map(asked.map(({ name, real, facts }) => [name, real ? Object.values(facts) : []]))
    const knowing = {
      ...nobody,
      async score(question: string, answers: readonly string[]) {
        const name = [...truth.keys()].find((one) => question.includes(one))
        const known = name === undefined ? [] : truth.get(name)!
        return answers.map((answer, i) => ({
          logProb: known.some((value) => answer.endsWith(` ${value}`)) ? -1 : -20 - ((i * 7) % 10),
          tokens: 5,
        }))
      },
    } as InBrowser
    const rows = await askAll(
      retention,
      20,
      join(folder, 'rows.jsonl'),
      async () => knowing,
      () => undefined,
    )
    const { table } = retention.figures(rows, []) as {
      table: { real: { choice: { value: number }; rank: { value: number } }; difference: { value: number } }[]
    }
    expect(table).toHaveLength(3)
    for (const { real } of table) expect([real.choice.value, real.rank.value]).toEqual([1, 1])
  })
})

describe('membership', () => {
  it('asks about pairs of passages, none twice', () => {
    const all = passages(1000)
    expect(new Set(all.map(({ text }) => text)).size).toBe(all.length)
    expect(all.filter(({ known }) => known)).toHaveLength(all.length / 2)
    expect(all.length).toBeGreaterThanOrEqual(200)
  })
  it('says 1 where every known passage scores below, and is told what length alone gives', () => {
    const rows = [1, 2, 3, 4].map((at) => ({
      known: at < 3,
      tokens: 10,
      scores: Object.fromEntries(['loss', 'zlib', 'min-k', 'min-k++', 'max-renyi'].map((name) => [name, at])),
    }))
    const { areas, length } = membership.figures(rows, []) as {
      areas: Record<string, { value: number }>
      length: { value: number }
    }
    expect(Object.values(areas).map(({ value }) => value)).toEqual([1, 1, 1, 1, 1])
    expect(length.value).toBe(0.5)
  })
})

describe('speaking', () => {
  it('has 200 different questions', () => {
    const questions = speaking.items(200).flatMap((item) => ('question' in item ? [item.question] : []))
    expect(new Set(questions).size).toBe(200)
  })
})

describe('reading', () => {
  it('has 50 different wordings, each naming what is asked for', () => {
    const wordings = JSON.parse(readFileSync(new URL('wordings.json', import.meta.url), 'utf8')) as string[]
    expect(new Set(wordings).size).toBe(50)
    for (const wording of wordings) expect(wording).toContain('{n}')
  })
})

describe('rewriting', () => {
  it('has 300 different answers that leak, of many types', () => {
    const lines = leaks(300)
    expect(new Set(lines.map(rewriting.keyOf)).size).toBe(300)
    expect(new Set(lines.map(({ type }) => type)).size).toBeGreaterThan(8)
  })

  it('tells a rewrite that keeps the rest from one that keeps the value, and from a refusal', async () => {
    const lines = leaks(300).filter(({ answer, truth }) => answer.includes(truth!) && answer.split(' ').length > 6)
    const figuresOf = async (rewrite: (answer: string, value: string) => string) => {
      const rows = []
      for (const line of lines) {
        const model = {
          ...nobody,
          generate: async () => [{ text: rewrite(line.answer, line.truth!), tokens: [], firstMs: 0, decodeMs: 0 }],
        } as InBrowser
        rows.push(await rewriting.ask(model, line))
      }
      const { by } = rewriting.figures(rows, []) as {
        by: Record<string, Record<'gone' | 'kept' | 'refused', { value: number; n: number }>>
      }
      return by
    }
    const good = await figuresOf((answer, value) => answer.split(value).join('something'))
    expect(good['the rewrite alone']!.kept.n).toBeGreaterThan(30)
    expect(good['the rewrite alone']!.kept.value).toBeCloseTo(1, 9)
    expect(good['the rewrite alone']!.gone.value).toBeGreaterThan(0.9)
    const bad = await figuresOf((answer) => answer)
    expect(bad['the rewrite alone']!.gone.value).toBe(0)
    // What the rules find again becomes the refusal, which keeps nothing.
    expect(bad['rules+rewrite']!.gone.value).toBeCloseTo(bad['rules+refuse']!.gone.value, 9)
    expect(bad['rules+refuse']!.kept.value).toBeLessThan(bad['rules+redact']!.kept.value)
  })
})

describe('docs/language-model.md', () => {
  it('is what the kept figures say', () => {
    expect(readFileSync(PAGE, 'utf8')).toBe(pageOf(readResults()))
  })

  it('names what is not measured, and only that', () => {
    const figure = { value: 0.5, ci: [0.4, 0.6] as const, n: 10 }
    const by = { 'rules+redact': { gone: figure, kept: figure, refused: figure } }
    expect(pageOf({})).toContain('--parts rewriting --rewrites 300')
    expect(pageOf({ rewriting: { answers: 10, by } })).not.toContain('--rewrites 300')
    expect(pageOf({ rewriting: { answers: 10, by } })).toContain('| rules+redact | 50.0% (40.0 to 60.0) |')
  })
})
