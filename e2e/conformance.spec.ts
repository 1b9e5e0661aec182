import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { serve } from '../scripts/serve.mjs'
import type { Backend } from '../workers/model/types.ts'
import { buildHarness } from './harness/build.ts'
import type { harness as Harness } from './harness/main.ts'
import { patient } from './support/patience.ts'

/**
 * The adapter contract, held to by each tiny instance of an architecture (fixtures/models/families/make.py); each
 * adapter has one of its name, and several may share an adapter. What must come out was computed by transformers in PyTorch from the
 * same weights: no ONNX, no cache, no batch.
 */
const FAMILIES = readdirSync(new URL('fixtures/models/families', import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !entry.name.startsWith('_'))
  .map(({ name }) => name)
const BACKENDS: readonly Backend[] = ['wasm', 'webgpu']
/**
 * On WebAssembly `npm test` asks an encoder with a decoder and a family with positions of its own (engine.spec.ts
 * holds models like idefics3 and llava against their references); in software WebGPU takes a minute for a family.
 * `npm run test:conformance` asks all, on both.
 */
const IN_NPM_TEST: ReadonlySet<string> = new Set(['florence2', 'qwen2-vl'])
const inNpmTest = (family: string, backend: Backend) => backend === 'wasm' && IN_NPM_TEST.has(family)

declare const harness: typeof Harness

interface Answer {
  readonly prompt: string
  readonly tokens: readonly number[]
  readonly logProbs: readonly number[]
}
interface Reference {
  readonly prefixTokens: Readonly<Record<'golden' | 'wide', number>>
  readonly imageTokens: Readonly<Record<'golden' | 'wide', number>>
  readonly rendered: string
  readonly answers: readonly Answer[]
  readonly wide: Answer
  /** Null where a prompt without a picture means nothing. */
  readonly textOnly: Answer | null
  /** At position -2; null where the decoder does not see the prompt. */
  readonly hidden: { readonly prompt: string; readonly layers: readonly (readonly number[])[] } | null
  readonly continuations: readonly { readonly text: string; readonly logProb: number }[]
}

const referenceOf = (family: string) =>
  JSON.parse(
    readFileSync(new URL(`fixtures/models/families/${family}/reference.json`, import.meta.url), 'utf8'),
  ) as Reference

let server: Awaited<ReturnType<typeof serve>>

// A busy machine's software WebGPU takes many minutes for a family.
const LIMIT_MS: Readonly<Record<Backend, number>> = { wasm: 600_000, webgpu: 1_200_000 }

test.beforeAll(async () => {
  test.setTimeout(patient(180_000))
  server = await serve({ root: await buildHarness() })
})
test.afterAll(() => server.close())
test.beforeEach(async ({ page }) => {
  await page.goto(server.url)
  await page.waitForFunction(() => 'harness' in globalThis)
})

for (const backend of BACKENDS) {
  for (const family of FAMILIES) {
    const details = inNpmTest(family, backend) ? {} : { tag: '@long' }
    test(`${family} on ${backend} keeps the adapter contract`, details, async ({ page }) => {
      test.setTimeout(LIMIT_MS[backend])
      const expected = referenceOf(family)
      const { answers } = expected
      // The software adapter takes a quarter of a second for a token.
      const count = backend === 'wasm' ? 16 : 5
      const seen = await page.evaluate(
        async ({ family: id, device, newTokens, prompts, continuations, textPrompt }) => {
          const base = new URL(`families/${id}/`, location.href).href
          const open = async () => {
            const source = await harness.readModelManifest(base)
            const request = { device, dtype: null, onProgress: () => undefined, signal: new AbortController().signal }
            return harness.openEngine(source, request, harness.plain)
          }
          const picture = async (name: string) => (await fetch(`${base}${name}.png`)).blob()
          const fail = (error: unknown) => (error as { code: string }).code

          const engine = await open()
          const check = await engine.selfCheck()
          const golden = await engine.open(await picture('golden'))
          // Each alone and twice, others between: what one question leaves behind must not reach the next.
          const alone = []
          for (const prompt of [...prompts, prompts[0]!])
            alone.push(await engine.generate(golden.id, prompt, newTokens, null))
          const streamed: Record<number, string> = {}
          const together = await engine.generateAll(golden.id, prompts, newTokens, (row, { text }) => {
            streamed[row] = (streamed[row] ?? '') + text
          })
          const { scores } = await engine.score(golden.id, prompts[1]!, continuations)
          // The longest beginning of an answer that is text: special tokens are none, and could not be scored.
          const spoken = together
            .map(({ tokens }) =>
              tokens.slice(
                0,
                [...tokens, { text: '' }].findIndex(({ text }) => text === ''),
              ),
            )
            .map((tokens, row) => ({ tokens, prompt: prompts[row]! }))
            .reduce((longest, other) => (other.tokens.length > longest.tokens.length ? other : longest))
          const rescored = await engine.score(golden.id, spoken.prompt, [
            spoken.tokens.map(({ text }) => text).join(''),
          ])
          const own = {
            generated: {
              tokens: spoken.tokens.length,
              logProb: spoken.tokens.reduce((sum, { logProb }) => sum + logProb, 0),
            },
            scored: rescored.scores[0]!,
          }
          // With its own first token for a beginning, an answer goes on as it went.
          const turn = { prompt: spoken.prompt, answerPrefix: spoken.tokens[0]!.text }
          const goneOn = {
            whole: together[prompts.indexOf(spoken.prompt)]!,
            alone: await engine.generate(golden.id, turn, newTokens - 1, null),
            together: (await engine.generateAll(golden.id, [prompts[0]!, turn], newTokens - 1, null))[1]!,
          }
          const hidden = await engine.hiddenStates(golden.id, prompts[1]!, -2).then(
            ({ layers }) => layers.map((layer) => [...layer]),
            (error: unknown) => fail(error),
          )
          const wide = await engine.open(await picture('wide'))
          const onWide = await engine.generate(wide.id, prompts[1]!, newTokens, null)
          const text = await engine.open(null)
          const textOnly = textPrompt === null ? null : await engine.generate(text.id, textPrompt, newTokens, null)
          // An abort ends a generation and nothing else.
          const aborted = await engine
            .generate(golden.id, prompts[2]!, 400, () => void engine.abort())
            .then(() => null, fail)
          const after = await engine.generate(golden.id, prompts[2]!, newTokens, null)
          await engine.dispose()
          const late = await engine.open(null).then(() => null, fail)
          const again = await open()
          const reopened = await again.open(await picture('golden'))
          const reloaded = await again.generate(reopened.id, prompts[0]!, newTokens, null)
          await again.dispose()
          return {
            check,
            golden,
            alone,
            together,
            streamed,
            scores,
            own,
            goneOn,
            hidden,
            wide,
            onWide,
            textOnly,
            aborted,
            after,
            late,
            reloaded,
          }
        },
        {
          family,
          device: backend,
          newTokens: count,
          prompts: answers.map(({ prompt }) => prompt),
          continuations: expected.continuations.map(({ text }) => text),
          textPrompt: expected.textOnly?.prompt ?? null,
        },
      )
      const tokens = (generation: { tokens: readonly { id: number }[] }) => generation.tokens.map(({ id }) => id)
      const wanted = (answer: Answer) => answer.tokens.slice(0, count)

      expect(seen.check).toMatchObject({ kind: 'golden', passed: true })
      expect(seen.golden.tokens).toBe(expected.prefixTokens.golden)
      expect(seen.wide.tokens).toBe(expected.prefixTokens.wide)
      const inOrder = [...answers, answers[0]!]
      expect(seen.alone.map(({ renderedPrompt }) => renderedPrompt)).toEqual(
        inOrder.map(({ prompt }) => expected.rendered.replace(answers[1]!.prompt, prompt)),
      )
      // The prefix was read once and these go on from it, or from what of it the family allows to keep; the
      // reference read everything anew for every token.
      expect(seen.alone.map(tokens)).toEqual(inOrder.map(wanted))
      seen.alone.forEach((generation, i) =>
        generation.tokens.forEach(({ logProb }, at) => expect(logProb).toBeCloseTo(inOrder[i]!.logProbs[at]!, 2)),
      )
      expect(seen.together.map(tokens)).toEqual(answers.map(wanted))
      seen.together.forEach(({ text, tokens: row }, i) => {
        expect(seen.streamed[i] ?? '').toBe(text)
        row.forEach(({ logProb }, at) => expect(logProb).toBeCloseTo(seen.alone[i]!.tokens[at]!.logProb, 3))
      })
      expect(tokens(seen.onWide)).toEqual(wanted(expected.wide))
      if (expected.textOnly !== null) expect(tokens(seen.textOnly!)).toEqual(wanted(expected.textOnly))
      expected.continuations.forEach(({ logProb }, i) =>
        expect(Math.abs(seen.scores[i]!.logProb - logProb)).toBeLessThan(1e-2),
      )
      for (const generation of [seen.goneOn.alone, seen.goneOn.together])
        expect(tokens(generation)).toEqual(tokens(seen.goneOn.whole).slice(1))
      expect(seen.own.scored.tokens).toBe(seen.own.generated.tokens)
      expect(seen.own.generated.tokens).toBeGreaterThanOrEqual(2)
      expect(Math.abs(seen.own.scored.logProb - seen.own.generated.logProb)).toBeLessThan(1e-3)
      // An encoder reads Florence-2's prompt: no layer of its decoder stands at a token of it, and the engine says so.
      if (expected.hidden === null) expect(seen.hidden).toBe('bad-config')
      else {
        const found = seen.hidden as number[][]
        expect(found.map(({ length }) => length)).toEqual(expected.hidden.layers.map(({ length }) => length))
        const farthest = expected.hidden.layers.flatMap((layer, l) => layer.map((x, i) => Math.abs(x - found[l]![i]!)))
        expect(Math.max(...farthest)).toBeLessThan(2e-2)
      }
      expect(seen.aborted).toBe('aborted')
      expect(tokens(seen.after)).toEqual(wanted(answers[2]!))
      expect(seen.late).toBe('engine-lost')
      expect(tokens(seen.reloaded)).toEqual(wanted(answers[0]!))
    })
  }
}

test('a family that the engine does not know is refused by name', async ({ page }) => {
  const seen = await page.evaluate(async () => {
    const source = await harness.readModelManifest(new URL('families/llava/', location.href).href)
    const json = JSON.stringify({ processor_class: 'Gemma3nProcessor' })
    const files = source.files.map((file) =>
      file.path === 'processor_config.json'
        ? { path: file.path, bytes: json.length, sha256: null, from: new Blob([json]) }
        : file,
    )
    const request = {
      device: 'wasm' as const,
      dtype: null,
      onProgress: () => undefined,
      signal: new AbortController().signal,
    }
    return harness.openEngine({ ...source, files }, request, harness.plain).then(
      () => null,
      (error: unknown) => (error as Error).message,
    )
  })
  expect(seen).toMatch(/"Gemma3nProcessor" are not supported; supported are Florence2Processor, Gemma3Processor/)
})
