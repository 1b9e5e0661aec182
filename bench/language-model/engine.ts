/** @file A built model in the browser's engine, on a page of its own, for whoever measures it. */
import { buildHarness } from '../../e2e/harness/build.ts'
import type { harness as Harness } from '../../e2e/harness/main.ts'
import { builtModelsFolder } from '../../scripts/lib/built-model/folder.mjs'
import { launchChromium } from '../../scripts/lib/browser.ts'
import { serve } from '../../scripts/serve.mjs'
import type { ForcedText, ContinuationScore } from '../../workers/model/types.ts'

declare const harness: typeof Harness

export const MODEL = 'smollm2-reader'

/** Milliseconds are of wall time. */
export interface Answer {
  readonly text: string
  /** Their ids, the end token included. */
  readonly tokens: readonly number[]
  /** From picture and question to the first token. */
  readonly firstMs: number
  /** Of all tokens behind the first. */
  readonly decodeMs: number
}

/** A loaded model; each call is a conversation of its own. */
export interface InBrowser {
  readonly loadMs: number
  /** Greedy, one question after the other. @param picture PNG in base64; null: text only. */
  generate(picture: string | null, questions: readonly string[], longest: number): Promise<readonly Answer[]>
  /** Log-likelihood (nats) of each continuation as the answer's beginning, without a picture. */
  score(question: string, continuations: readonly string[]): Promise<readonly ContinuationScore[]>
  /** A text as the answer to a question, token by token, without a picture. */
  force(question: string, text: string): Promise<ForcedText>
  close(): Promise<void>
}

/**
 * @param folder of built models that the page is served. @throws what the engine throws where the model does not load.
 */
export async function openInBrowser(id: string = MODEL, folder: string = builtModelsFolder()): Promise<InBrowser> {
  const server = await serve({ root: await buildHarness(), models: folder })
  const browser = await launchChromium()
  const close = async () => {
    await browser.close()
    await server.close()
  }
  try {
    const page = await browser.newPage()
    page.setDefaultTimeout(0)
    await page.goto(server.url)
    await page.waitForFunction(() => 'harness' in globalThis)
    const loadMs = await page.evaluate(async (model) => {
      const begin = performance.now()
      const source = await harness.readModelManifest(new URL(`models/${model}/`, location.href).href)
      const request = { device: 'wasm' as const, dtype: null, onProgress() {}, signal: new AbortController().signal }
      // A busy machine may take minutes for a call: slow is no fault here.
      const patient = { ...harness.plain, limits: { startMs: 600_000, silentMs: null, stuckMs: 3_600_000 } }
      Object.assign(globalThis, { engine: await harness.openEngine(source, request, patient) })
      return performance.now() - begin
    }, id)
    return {
      loadMs,
      generate: (picture, questions, longest) =>
        page.evaluate(
          async ({ png, prompts, limit }) => {
            const { engine } = globalThis as unknown as { engine: Awaited<ReturnType<typeof harness.openEngine>> }
            const image = png === null ? null : new Blob([Uint8Array.from(atob(png), (one) => one.charCodeAt(0))])
            const { id: handle, encodeMs, prefillMs } = await engine.open(image)
            const answers: { text: string; tokens: number[]; firstMs: number; decodeMs: number }[] = []
            for (const prompt of prompts) {
              const answer = await engine.generate(handle, prompt, limit, null)
              const tokens = (answer.tokens ?? []).map((token) => token.id)
              const firstMs = encodeMs + prefillMs + answer.prefillMs
              answers.push({ text: answer.text, tokens, firstMs, decodeMs: answer.decodeMs })
            }
            await engine.close(handle)
            return answers
          },
          { png: picture, prompts: questions, limit: longest },
        ),
      score: (question, continuations) =>
        page.evaluate(
          async ({ prompt, all }) => {
            const { engine } = globalThis as unknown as { engine: Awaited<ReturnType<typeof harness.openEngine>> }
            const { id: handle } = await engine.open(null)
            const { scores } = await engine.score(handle, prompt, all)
            await engine.close(handle)
            return scores
          },
          { prompt: question, all: continuations },
        ),
      force: (question, text) =>
        page.evaluate(
          async ({ prompt, forced }) => {
            const { engine } = globalThis as unknown as { engine: Awaited<ReturnType<typeof harness.openEngine>> }
            const { id: handle } = await engine.open(null)
            const result = await engine.forceText(handle, prompt, forced)
            await engine.close(handle)
            return result
          },
          { prompt: question, forced: text },
        ),
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}
