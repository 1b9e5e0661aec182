import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test, type Page } from '@playwright/test'
import { serve } from '../scripts/serve.mjs'
import type { Backend } from '../workers/model/types.ts'
import { endlessLoop, endlessRegex, endlessTemplate } from './fixtures/models/endless.ts'
import { buildHarness } from './harness/build.ts'
import type { harness as Harness } from './harness/main.ts'
import { patient } from './support/patience.ts'

/** What the harness puts on its page. */
declare const harness: typeof Harness

interface Answer {
  readonly prompt: string
  readonly tokens: readonly number[]
  readonly logProbs: readonly number[]
}
interface Reference {
  readonly answers: readonly Answer[]
  readonly textOnly: Answer
  /** At position -2 of the prompt: the embedding, then the output of each layer. */
  readonly hidden: { readonly prompt: string; readonly layers: readonly (readonly number[])[] }
  readonly continuations: readonly { readonly text: string; readonly logProb: number }[]
}

const MODELS = ['tiny-smolvlm', 'tiny-llava'] as const
const BACKENDS: readonly Backend[] = ['wasm', 'webgpu']

/** Made by onnxruntime in Python without any cache: see fixtures/models/make.py. */
const reference = (model: string) =>
  JSON.parse(readFileSync(new URL(`fixtures/models/${model}/reference.json`, import.meta.url), 'utf8')) as Reference

let server: Awaited<ReturnType<typeof serve>>

// WebGPU in software, on a busy machine.
test.describe.configure({ timeout: patient(300_000) })

test.beforeAll(async () => {
  test.setTimeout(patient(180_000))
  server = await serve({ root: await buildHarness() })
})
test.afterAll(() => server.close())
test.beforeEach(async ({ page }) => {
  await page.goto(server.url)
  await page.waitForFunction(() => 'harness' in globalThis)
})

/** Gives the page's functions the same way to open an engine. */
async function install(page: Page): Promise<void> {
  await page.evaluate(() => {
    const fail = (error: unknown) => {
      const { code, message } = error as { code: string; message: string }
      return { code, message }
    }
    const open = async (
      model: string,
      device: 'auto' | Backend,
      dependencies: keyof typeof harness,
      change?: (source: object) => object,
    ) => {
      const source = await harness.readModelManifest(new URL(`${model}/`, location.href).href)
      const request = { device, dtype: null, onProgress: () => undefined, signal: new AbortController().signal }
      return harness.openEngine(
        { ...source, ...change?.(source) },
        request,
        harness[dependencies] as typeof harness.plain,
      )
    }
    const picture = async (model: string) => (await fetch(`${model}/golden.png`)).blob()
    Object.assign(globalThis, { fail, open, picture })
  })
}
/** What `install` puts on the page. */
declare const fail: (error: unknown) => { code: string; message: string }
declare const picture: (model: string) => Promise<Blob>
declare const open: (
  model: string,
  device: 'auto' | Backend,
  dependencies: 'plain' | 'watched' | 'mute' | 'dying',
  change?: (source: Awaited<ReturnType<typeof Harness.readModelManifest>>) => object,
) => ReturnType<typeof Harness.openEngine>

/** Put on the page by the tests that share one. */
declare const gpuEngine: Awaited<ReturnType<typeof open>>
declare const image: Blob

test.beforeEach(({ page }) => install(page))

/**
 * In software WebGPU is slow: `npm test` sees one model agree with WASM there, `npm run test:conformance` holds both
 * against the reference.
 */
const tagOf = (backend: string) => (backend === 'webgpu' ? { tag: '@long' } : {})

for (const model of MODELS) {
  for (const backend of BACKENDS) {
    test(
      `${model} on ${backend} answers as the Python reference does without a cache`,
      tagOf(backend),
      async ({ page }) => {
        const expected = reference(model)
        // The software adapter takes a quarter of a second for a token.
        const newTokens = backend === 'wasm' ? 24 : 8
        const seen = await page.evaluate(
          async ({ id, device, prompts, count, continuations, textPrompt }) => {
            const engine = await open(id, device, 'plain')
            const check = await engine.selfCheck()
            const handle = await engine.open(await picture(id))
            const answers = []
            // Each prompt twice, others between: what one question leaves in the cache must not reach the next.
            for (const prompt of [...prompts, ...prompts]) {
              const streamed: string[] = []
              const generation = await engine.generate(handle.id, prompt, count, ({ text }) => streamed.push(text))
              answers.push({ ...generation, streamed: streamed.join('') })
            }
            const together = await engine.generateAll(handle.id, prompts, count, null)
            // With its own beginning given, an answer goes on as it went.
            const beginning = answers[0]!.tokens.slice(0, 3)
            const turn = { prompt: prompts[0]!, answerPrefix: beginning.map(({ text: piece }) => piece).join('') }
            const goneOn = [
              await engine.generate(handle.id, turn, count - 3, null),
              ...(await engine.generateAll(handle.id, [prompts[1]!, turn], count - 3, null)).slice(1),
            ]
            // Fresh, so that its question is not read yet; the same is said after each answer.
            const again = 'and now?'
            const opening = `${prompts[0]!} Go on.`
            const talk = await engine.converse(handle.id, opening, [again, again], 4, null)
            // The same words as the beginning of one answer, read from the picture on.
            const retold = await engine.generate(
              handle.id,
              {
                prompt: opening,
                answerPrefix: talk[2]!.renderedPrompt.slice(talk[0]!.renderedPrompt.length),
              },
              4,
              null,
            )
            // Prompts that begin alike and say so: what they have in common is fed once.
            const behind = (end: string, stem?: string) =>
              engine.converse(
                handle.id,
                { prompt: opening + end, answerPrefix: '', ...(stem === undefined ? {} : { stem }) },
                [],
                1,
                null,
              )
            const stems = []
            for (const stem of [undefined, opening])
              for (const end of [' Say a.', ' Say b.']) stems.push((await behind(end, stem))[0]!)
            const { scores } = await engine.score(handle.id, prompts[1]!, continuations)
            const own = await engine.score(handle.id, prompts[0]!, [answers[0]!.text])
            const text = await engine.open(null)
            const textOnly = await engine.generate(text.id, textPrompt, count, null)
            const { loaded, backendReason } = engine
            await engine.dispose()
            return {
              check,
              handle,
              answers,
              together,
              goneOn,
              talk,
              retold,
              stems,
              scores,
              own: own.scores[0]!,
              textOnly,
              loaded,
              backendReason,
            }
          },
          {
            id: model,
            device: backend,
            count: newTokens,
            prompts: expected.answers.map(({ prompt }) => prompt),
            continuations: expected.continuations.map(({ text }) => text),
            textPrompt: expected.textOnly.prompt,
          },
        )
        expect(seen.check).toMatchObject({ kind: 'golden', passed: true })
        expect(seen.loaded).toMatchObject({ backend, dtype: { decoder_model_merged: 'fp32' } })
        expect(seen.backendReason).toBeNull()
        // user, 16 image tokens, and SmolVLM's three around them
        expect(seen.handle.tokens).toBe(model === 'tiny-smolvlm' ? 20 : 17)
        const all = [...expected.answers, ...expected.answers]
        all.forEach((answer, i) => {
          const found = seen.answers[i]!
          expect(found.tokens.map(({ id }) => id)).toEqual(answer.tokens.slice(0, newTokens))
          expect(found.streamed).toBe(found.text)
          found.tokens.forEach(({ logProb }, at) => expect(logProb).toBeCloseTo(answer.logProbs[at]!, 3))
          expect(found.tokens.every(({ entropy }) => entropy >= 0 && entropy <= Math.log(64))).toBe(true)
        })
        // In step, on fused and on plain attention: rows of unequal length.
        expect(seen.together.map(({ tokens }) => tokens.map(({ id }) => id))).toEqual(
          expected.answers.map(({ tokens }) => tokens.slice(0, newTokens)),
        )
        for (const { tokens, renderedPrompt } of seen.goneOn) {
          expect(tokens.map(({ id }) => id)).toEqual(expected.answers[0]!.tokens.slice(3, newTokens))
          expect(renderedPrompt).toBe(
            seen.answers[0]!.renderedPrompt +
              seen.answers[0]!.tokens.slice(0, 3)
                .map(({ text }) => text)
                .join(''),
          )
        }
        expect(seen.talk[2]!.tokens.map(({ id }) => id)).toEqual(seen.retold.tokens.map(({ id }) => id))
        const [whole, other, first, second] = seen.stems
        expect([first!, second!].map(({ tokens }) => tokens[0]!.id)).toEqual(
          [whole!, other!].map(({ tokens }) => tokens[0]!.id),
        )
        expect(first!.fed).toBe(whole!.fed)
        expect(second!.fed).toBeLessThan(other!.fed! / 2)
        expect(seen.talk[0]!.cached).toBe(seen.handle.tokens)
        for (const [at, { cached, fed }] of seen.talk.entries()) {
          const before = seen.talk[at - 1]
          if (before === undefined) continue
          // What was fed is in the cache, once; the question of either turn is as long.
          expect(cached).toBe(before.cached! + before.fed!)
          expect(fed! - seen.talk[at]!.tokens.length).toBeLessThan(seen.talk[0]!.fed!)
        }
        expect(seen.textOnly.tokens.map(({ id }) => id)).toEqual(expected.textOnly.tokens.slice(0, newTokens))
        expected.continuations.forEach(({ logProb }, i) =>
          expect(Math.abs(seen.scores[i]!.logProb - logProb)).toBeLessThan(1e-3),
        )
        const generated = seen.answers[0]!.tokens.reduce((sum, { logProb }) => sum + logProb, 0)
        expect(seen.answers[0]!.finish).toBe('length')
        expect(Math.abs(seen.own.logProb - generated)).toBeLessThan(1e-4)
      },
    )
  }
}

for (const model of MODELS) {
  for (const backend of BACKENDS) {
    // SmolVLM's weights are inside its graph, LLaVA's beside it.
    const title = `${model} on ${backend}: every layer's output is onnxruntime's, and a text is forced as it is scored`
    test(title, tagOf(backend), async ({ page }) => {
      const { hidden, continuations } = reference(model)
      const text = continuations[1]!.text
      const seen = await page.evaluate(
        async ({ id, device, prompt, continuation }) => {
          const engine = await open(id, device, 'plain')
          const handle = await engine.open(await picture(id))
          performance.clearResourceTimings()
          const { layers } = await engine.hiddenStates(handle.id, prompt, -2)
          const forced = await engine.forceText(handle.id, prompt, continuation)
          const { scores } = await engine.score(handle.id, prompt, [continuation])
          const { tokens } = await engine.generate(handle.id, prompt, 3, null)
          const greedy = await engine.forceText(handle.id, prompt, tokens.map(({ text: part }) => part).join(''))
          const again = await engine.hiddenStates(handle.id, prompt, handle.tokens)
          const first = await engine.hiddenStates(handle.id, `${prompt} and more`, handle.tokens)
          const outside = await engine.hiddenStates(handle.id, prompt, 2).then(() => null, fail)
          const requests = performance.getEntriesByType('resource').map(({ name }) => name)
          await engine.dispose()
          const plain = (states: typeof again) => states.layers.map((layer) => [...layer])
          return {
            layers: layers.map((layer) => [...layer]),
            forced: forced.tokens,
            score: scores[0]!,
            greedy: greedy.tokens,
            again: plain(again),
            first: plain(first),
            outside,
            requests,
          }
        },
        { id: model, device: backend, prompt: hidden.prompt, continuation: text },
      )
      const farthest = (found: readonly (readonly number[])[], expected: readonly (readonly number[])[]) =>
        Math.max(...expected.flatMap((layer, l) => layer.map((value, i) => Math.abs(value - found[l]![i]!))))
      expect(seen.layers.map(({ length }) => length)).toEqual([64, 64, 64])
      expect(farthest(seen.layers, hidden.layers)).toBeLessThan(1e-3)
      // Counted from the front, and whatever follows.
      expect(farthest(seen.again, seen.first)).toBeLessThan(1e-3)
      expect(farthest(seen.again, seen.layers)).toBeGreaterThan(0.1)
      expect(seen.outside).toMatchObject({ code: 'bad-config', message: expect.stringContaining('allowed are') })
      expect(seen.requests).toEqual([])
      expect(seen.score.tokens).toBe(text.length)
      expect(seen.forced.length).toBe(text.length)
      const sum = seen.forced.reduce((total, { logProb }) => total + logProb, 0)
      expect(Math.abs(sum - seen.score.logProb)).toBeLessThan(1e-3)
      expect(Math.abs(sum - continuations[1]!.logProb)).toBeLessThan(1e-3)
      expect(seen.greedy.map(({ greedy }) => greedy)).toEqual([true, true, true])
      for (const { renyi } of seen.forced) expect([...renyi].sort((a, b) => b - a)).toEqual(renyi)
    })
  }
}

test('an aborted generation ends at the next token, and the worker goes on', async ({ page }) => {
  const seen = await page.evaluate(async () => {
    const engine = await open('tiny-smolvlm', 'wasm', 'plain')
    const handle = await engine.open(await picture('tiny-smolvlm'))
    let tokens = 0
    const aborted = await engine
      .generate(handle.id, 'phone?', 400, () => {
        if (++tokens === 3) void engine.abort()
      })
      .then(() => null, fail)
    const after = await engine.generate(handle.id, 'phone?', 24, null)
    await engine.dispose()
    return { aborted, tokens, ids: after.tokens.map(({ id }) => id) }
  })
  expect(seen.aborted?.code).toBe('aborted')
  expect(seen.tokens).toBeLessThan(100)
  expect(seen.ids).toEqual(reference('tiny-smolvlm').answers[2]!.tokens)
})

test('an engine that failed is lost, and a fresh one answers', async ({ page }) => {
  const seen = await page.evaluate(async () => {
    const engine = await open('tiny-smolvlm', 'wasm', 'plain')
    const handle = await engine.open(await picture('tiny-smolvlm'))
    const failed = await engine.generate(handle.id, 'what is <image>?', 4, null).then(() => null, fail)
    const after = await engine.generate(handle.id, 'phone?', 4, null).then(() => null, fail)
    const fresh = await open('tiny-smolvlm', 'wasm', 'plain')
    const again = await fresh.open(await picture('tiny-smolvlm'))
    const { tokens } = await fresh.generate(again.id, 'phone?', 24, null)
    await fresh.dispose()
    return { failed, after, ids: tokens.map(({ id }) => id) }
  })
  expect(seen.failed).toMatchObject({ code: 'engine-failed', message: expect.stringContaining('<image>') })
  expect(seen.after?.code).toBe('engine-lost')
  expect(seen.ids).toEqual(reference('tiny-smolvlm').answers[2]!.tokens)
})

test('a pending call does not outlive its worker, and a mute worker is ended', async ({ page }) => {
  const seen = await page.evaluate(async () => {
    const engine = await open('tiny-smolvlm', 'wasm', 'plain')
    const handle = await engine.open(null)
    const pending = engine.generate(handle.id, 'phone?', 400, null).then(() => null, fail)
    await engine.dispose()
    return { pending: await pending, mute: await open('tiny-smolvlm', 'wasm', 'mute').then(() => null, fail) }
  })
  expect(seen.pending?.code).toBe('engine-lost')
  expect(seen.mute?.code).toBe('timeout')
})

const ENDLESS = [
  {
    what: 'a chat template',
    path: 'tokenizer_config.json',
    change: (file: Buffer) => endlessTemplate(file.toString()),
    stage: 'template',
    at: 'while it was rendering the model’s chat template',
    // Longer than the limit that its stage has.
    stuckMs: 60_000,
    seconds: 20,
    // A busy loop of 20 s; that a template may hang is tried at its death, below.
    details: { tag: '@long' },
  },
  {
    what: 'a regular expression of the tokenizer',
    path: 'tokenizer.json',
    change: (file: Buffer) => endlessRegex(file.toString()),
    stage: 'tokenizer',
    at: 'while it was reading the model’s tokenizer (tokenizer.json)',
    stuckMs: 8_000,
    seconds: 8,
    details: {},
  },
  {
    what: 'a loop in a graph',
    path: 'onnx/embed_tokens.onnx',
    change: (file: Buffer) => endlessLoop(file, 'inputs_embeds'),
    stage: 'warm-up',
    at: 'while it was running the model for the first time',
    stuckMs: 8_000,
    seconds: 8,
    details: {},
  },
] as const

for (const { what, path, change, stage, at, stuckMs, seconds, details } of ENDLESS)
  test(
    `${what} without an end is named when its time is up, and the load can be cut short before`,
    details,
    async ({ page }) => {
      const file = readFileSync(new URL(`fixtures/models/tiny-smolvlm/${path}`, import.meta.url))
      const seen = await page.evaluate(
        async ([base64, changed, until, limitMs]) => {
          const source = await harness.readModelManifest(new URL('tiny-smolvlm/', location.href).href)
          const from = new Blob([Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0))])
          const files = source.files.map((one) =>
            one.path === changed ? { ...one, from, bytes: from.size, sha256: null } : one,
          )
          const load = (signal: AbortSignal, onProgress: (progress: { stage: string }) => void, ms: number) =>
            harness
              .openEngine(
                { ...source, files, golden: null },
                { device: 'wasm', dtype: null, onProgress, signal },
                { ...harness.plain, limits: { ...harness.plain.limits, stuckMs: ms } },
              )
              .then(() => null, fail)
          const stages: string[] = []
          const stop = new AbortController()
          let stopped = 0
          const cut = await load(
            stop.signal,
            (progress) => {
              stages.push(progress.stage)
              if (progress.stage !== until || stopped > 0) return
              stopped = performance.now()
              stop.abort()
            },
            60_000,
          )
          const cutMs = performance.now() - stopped
          return { stages, cut, cutMs, late: await load(new AbortController().signal, () => undefined, limitMs) }
        },
        [Buffer.from(change(file)).toString('base64'), path, stage, stuckMs] as const,
      )
      expect({ ...seen.cut, at: seen.stages.at(-1) }).toMatchObject({ code: 'aborted', at: stage })
      expect(seen.cutMs).toBeLessThan(20_000)
      expect(seen.late).toEqual({
        code: 'timeout',
        message: `The model worker gave no sign of life for ${seconds} s ${at} and was ended`,
      })
    },
  )

test('a worker that dies over a chat template names the template', async ({ page }) => {
  const lost = await page.evaluate(() => open('tiny-smolvlm', 'wasm', 'dying').then(() => null, fail))
  expect(lost).toEqual({
    code: 'engine-lost',
    message:
      'The model worker failed while it was rendering the model’s chat template: it ended by itself; the machine may be out of memory',
  })
})

test('a picture that cannot be decoded is refused, and the worker goes on', async ({ page }) => {
  const seen = await page.evaluate(async () => {
    const engine = await open('tiny-smolvlm', 'wasm', 'plain')
    const refused = await engine.open(new Blob(['no picture'], { type: 'image/png' })).then(() => null, fail)
    const handle = await engine.open(await picture('tiny-smolvlm'))
    await engine.dispose()
    return { refused, tokens: handle.tokens }
  })
  expect(seen).toMatchObject({ refused: { code: 'bad-image' }, tokens: 20 })
})

test('corrupt, truncated, missing and counterfeit files are refused by name', async ({ page }) => {
  const seen = await page.evaluate(async () => {
    const path = 'onnx/embed_tokens.onnx'
    const bytes = new Uint8Array(await (await fetch(`tiny-smolvlm/${path}`)).arrayBuffer())
    const flipped = bytes.slice()
    flipped[1000]! ^= 1
    const withFile = (file: object) =>
      open('tiny-smolvlm', 'wasm', 'plain', ({ files }) => ({
        files: files.map((entry) => (entry.path === path ? { ...entry, ...file } : entry)),
      })).then(() => null, fail)
    return {
      corrupt: await withFile({ from: new Blob([flipped]) }),
      truncated: await withFile({ from: new Blob([bytes.slice(0, 9000)]) }),
      padded: await withFile({ from: new Blob([bytes, bytes]) }),
      page: await withFile({ from: new URL('index.html', location.href).href }),
      absent: await withFile({ from: new URL('nothing.onnx', location.href).href }),
      noOnnx: await withFile({ from: new Blob(['a text']), bytes: 6, sha256: null }),
      saved: await withFile({ from: new Blob(['<html>']), bytes: 6, sha256: null }),
      missing: await open('tiny-smolvlm', 'wasm', 'plain', ({ files }) => ({
        files: files.filter((entry) => entry.path !== path),
      })).then(() => null, fail),
    }
  })
  for (const failure of Object.values(seen)) expect(failure?.message).toContain('onnx/embed_tokens.onnx')
  expect(seen.corrupt).toMatchObject({
    code: 'model-corrupt',
    message: expect.stringMatching(/[0-9a-f]{64}.*[0-9a-f]{64}/),
  })
  expect(seen.truncated).toMatchObject({ code: 'model-corrupt', message: expect.stringMatching(/9000 of \d+ bytes/) })
  expect(seen.padded?.code).toBe('model-corrupt')
  expect(seen.noOnnx?.code).toBe('model-corrupt')
  for (const failure of [seen.page, seen.absent, seen.missing, seen.saved])
    expect(failure?.code).toBe('model-incomplete')
})

test('a 16-bit model on an adapter without 16-bit floats: a clear refusal, and WASM as the fallback', async ({
  page,
}) => {
  const seen = await page.evaluate(async () => {
    const half = 'onnx/decoder_model_merged_fp16.onnx'
    const fp16 = () => ({ defaultDtype: { webgpu: { decoder_model_merged: 'fp16' }, wasm: 'fp32' } })
    const hidden = ({ files }: { files: readonly { path: string }[] }) => ({
      files: files.map((entry) =>
        entry.path === 'onnx/decoder_model_merged.onnx'
          ? { ...files.find(({ path }) => path === half), path: entry.path }
          : entry,
      ),
    })
    const named = await open('tiny-smolvlm', 'webgpu', 'plain', fp16).then(() => null, fail)
    const disguised = await open('tiny-smolvlm', 'webgpu', 'plain', hidden).then(() => null, fail)
    const engine = await open('tiny-smolvlm', 'auto', 'plain', fp16)
    const handle = await engine.open(await picture('tiny-smolvlm'))
    const { tokens } = await engine.generate(handle.id, 'phone?', 24, null)
    const { backendReason, loaded } = engine
    await engine.dispose()
    return { named, disguised, backendReason, backend: loaded.backend, ids: tokens.map(({ id }) => id) }
  })
  expect(seen.named).toMatchObject({ code: 'shader-f16-missing', message: expect.stringContaining('fp16') })
  expect(seen.disguised).toMatchObject({
    code: 'shader-f16-missing',
    message: expect.stringContaining('onnx/decoder_model_merged.onnx'),
  })
  expect(seen.backend).toBe('wasm')
  expect(seen.backendReason).toContain('16-bit')
  expect(seen.ids).toEqual(reference('tiny-smolvlm').answers[2]!.tokens)
})

test.describe('on one WebGPU device', () => {
  // One engine for all three: compiling shaders in software is most of their time.
  test.describe.configure({ mode: 'serial' })
  let page: Page

  test.beforeAll(async ({ browser }) => {
    test.setTimeout(patient(300_000))
    page = await browser.newPage()
    await page.goto(server.url)
    await page.waitForFunction(() => 'harness' in globalThis)
    await install(page)
    await page.evaluate(async () => {
      const opened = await open('tiny-smolvlm', 'webgpu', 'watched', () => ({ golden: null }))
      Object.assign(globalThis, { gpuEngine: opened, image: await picture('tiny-smolvlm') })
    })
  })
  test.afterAll(() => page.close())

  test('without golden tokens WebGPU must agree with WASM', async () => {
    const check = await page.evaluate(() => gpuEngine.selfCheck())
    expect(check).toMatchObject({ kind: 'backend-agreement', passed: true })
    expect(check.detail).toContain('agrees with WASM on 16 tokens')
  })

  test('GPU buffers stay flat over 30 questions, and no request is made', async () => {
    const seen = await page.evaluate(async () => {
      const counts: number[] = []
      const ask = async () => {
        const handle = await gpuEngine.open(image)
        for (let i = 0; i < 10; i++) {
          const prompt = `question ${i % 5}?`
          await gpuEngine.generate(handle.id, prompt, 2, null)
          if (i % 5 === 0) await gpuEngine.score(handle.id, prompt, ['yes', 'yes, it is', 'no'])
          counts.push((await harness.askWorker('count buffers')).liveBuffers)
        }
        await gpuEngine.close(handle.id)
      }
      performance.clearResourceTimings()
      for (let round = 0; round < 4; round++) await ask()
      return { counts, requests: performance.getEntriesByType('resource').map(({ name }) => name) }
    })
    expect(seen.requests).toEqual([])
    expect(seen.counts[0]).toBeGreaterThan(0)
    // The first ten fill ORT's pool of buffers.
    const [, second = 0, , fourth = 0] = [0, 10, 20, 30].map((at) => Math.max(...seen.counts.slice(at, at + 10)))
    expect(fourth).toBeLessThanOrEqual(second)
  })

  test('a lost graphics device ends in a clear error, and a fresh engine on WASM answers', async () => {
    const seen = await page.evaluate(async () => {
      const handle = await gpuEngine.open(image)
      let tokens = 0
      let at = 0
      const lost = await gpuEngine
        .generate(handle.id, 'phone?', 300, () => {
          if (++tokens !== 3) return
          at = performance.now()
          void harness.askWorker('lose the device')
        })
        .then(() => null, fail)
      const noticedMs = performance.now() - at
      const fresh = await open('tiny-smolvlm', 'wasm', 'plain')
      const again = await fresh.open(image)
      const { tokens: after } = await fresh.generate(again.id, 'phone?', 24, null)
      await fresh.dispose()
      return { lost, noticedMs, ids: after.map(({ id }) => id) }
    })
    expect(seen.lost?.code).toBe('gpu-lost')
    expect(seen.noticedMs).toBeLessThan(15_000)
    expect(seen.ids).toEqual(reference('tiny-smolvlm').answers[2]!.tokens)
  })
})

test('wrong golden tokens fail the self-check', async ({ page }) => {
  const check = await page.evaluate(async () => {
    const engine = await open('tiny-smolvlm', 'wasm', 'plain', ({ golden }) => ({
      golden: { ...golden, tokens: { fp32: golden!.tokens['fp32']!.with(3, 9) } },
    }))
    const result = await engine.selfCheck()
    await engine.dispose()
    return result
  })
  expect(check).toMatchObject({
    kind: 'golden',
    passed: false,
    detail: expect.stringContaining('Golden token 4 of 16 is 9'),
  })
})

test('a fetch to another origin from inside the model worker is blocked', async ({ page }) => {
  let hits = 0
  const other = createServer((_, response) => {
    hits++
    response.end()
  })
  await new Promise<void>((done) => other.listen(0, '127.0.0.1', done))
  try {
    const url = `http://127.0.0.1:${(other.address() as AddressInfo).port}/`
    expect(await page.evaluate((to) => harness.probeModelWorker(to), url)).toBe('blocked')
    expect(hits).toBe(0)
  } finally {
    other.close()
  }
})

test('a model that cannot fit is refused before a weight is read, in one line that says why', async ({ page }) => {
  const refused = await page.evaluate(async () => {
    const larger = (source: object) => {
      const { files } = source as Awaited<ReturnType<typeof Harness.readModelManifest>>
      const path = 'onnx/decoder_model_merged.onnx'
      // ModelProto.graph.initializer.external_data: { key: "location", value: "weights.bin" }
      const field = (number: number, content: readonly number[]) => [number * 8 + 2, content.length, ...content]
      const text = (value: string) => [...new TextEncoder().encode(value)]
      const entry = field(13, [...field(1, text('location')), ...field(2, text('./weights.bin'))])
      const graph = new Blob([Uint8Array.from(field(7, field(5, entry)))])
      const weights = { path: 'onnx/weights.bin', bytes: 5e9, sha256: null, from: 'not-there' }
      const others = files.filter((file) => file.path !== path)
      return { files: [...others, { path, bytes: graph.size, sha256: null, from: graph }, weights] }
    }
    return open('tiny-smolvlm', 'wasm', 'plain', larger).then(() => null, fail)
  })
  expect(refused).toMatchObject({ code: 'machine-unfit' })
  expect(refused?.message).toMatch(/: not on this machine, because it needs about 5\.3 GB of WebAssembly memory/)
})
