/**
 * @file `npm run test:language-model [-- --texts N --forms N --out FILE]`: fetches and builds smollm2-reader, loads it in the browser's
 * engine, and asks it. N questions without a picture must have the base's own answers, token by token (PyTorch, the same
 * GGUF: training/smollm2/answers.py); on each of N forms it is asked for a value, and how many come out to the letter is said.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { buildHarness } from '../../e2e/harness/build.ts'
import type { harness as Harness } from '../../e2e/harness/main.ts'
import { builtModelsFolder } from '../../scripts/lib/built-model/folder.mjs'
import { launchChromium } from '../../scripts/lib/browser.ts'
import { serve } from '../../scripts/serve.mjs'
import { forms } from './forms.ts'

declare const harness: typeof Harness

const MODEL = 'smollm2-reader'
const LONGEST = 40

const { values } = parseArgs({
  options: {
    texts: { type: 'string', default: '10' },
    forms: { type: 'string', default: '10' },
    out: { type: 'string' },
  },
})
const root = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))
const { status } = spawnSync(process.execPath, [root('scripts/model.mjs'), MODEL], { stdio: 'inherit' })
if (status !== 0) process.exit(status ?? 1)

const base = JSON.parse(readFileSync(new URL('base-answers.json', import.meta.url), 'utf8')) as Record<
  string,
  { readonly text: string; readonly tokens: readonly number[] }
>
const server = await serve({ root: await buildHarness(), models: builtModelsFolder() })
const browser = await launchChromium()
try {
  const page = await browser.newPage()
  page.setDefaultTimeout(0)
  await page.goto(server.url)
  await page.waitForFunction(() => 'harness' in globalThis)
  const loadMs = await page.evaluate(async (id) => {
    const begin = performance.now()
    const source = await harness.readModelManifest(new URL(`models/${id}/`, location.href).href)
    const request = { device: 'wasm' as const, dtype: null, onProgress() {}, signal: new AbortController().signal }
    Object.assign(globalThis, { engine: await harness.openEngine(source, request, harness.plain) })
    return performance.now() - begin
  }, MODEL)
  const ask = (picture: string | null, question: string, length: number) =>
    page.evaluate(
      async ({ png, prompt, limit }) => {
        const { engine } = globalThis as unknown as { engine: Awaited<ReturnType<typeof harness.openEngine>> }
        const image = png === null ? null : new Blob([Uint8Array.from(atob(png), (one) => one.charCodeAt(0))])
        const { id, encodeMs, prefillMs } = await engine.open(image)
        const answer = await engine.generate(id, prompt, limit, null)
        await engine.close(id)
        const tokens = (answer.tokens ?? []).map((token) => token.id)
        return { text: answer.text, tokens, ms: encodeMs + prefillMs + answer.prefillMs, decodeMs: answer.decodeMs }
      },
      { png: picture, prompt: question, limit: length },
    )
  process.stdout.write(`loaded in ${(loadMs / 1000).toFixed(1)} s\n`)

  let same = 0
  const texts = Object.entries(base).slice(0, Number(values.texts))
  for (const [question, wanted] of texts) {
    const { text, tokens, ms, decodeMs } = await ask(null, question, wanted.tokens.length)
    const equal = tokens.join() === wanted.tokens.join()
    same += Number(equal)
    const speed = `${ms.toFixed(0)} ms to the first token, ${(decodeMs / tokens.length).toFixed(0)} ms for each`
    process.stdout.write(`${equal ? 'same' : 'OTHER'}  ${question} -> ${text} (${speed})\n`)
  }
  const rows: object[] = []
  let exact = 0
  for (const { picture, question, value, field } of forms(Number(values.forms))) {
    const { text, ms } = await ask(picture, question, LONGEST)
    const read = text.includes(value)
    exact += Number(read)
    rows.push({ field, question, value, text, read, ms })
    process.stdout.write(`${read ? 'read' : 'not '}  ${question} -> ${text} (${value})\n`)
  }
  process.stdout.write(
    `${same} of ${texts.length} answers without a picture are the base's own; ${exact} of ${rows.length} values read to the letter\n`,
  )
  if (values.out !== undefined) writeFileSync(values.out, `${JSON.stringify(rows, null, 1)}\n`)
  process.exitCode = same === texts.length ? 0 : 1
} finally {
  await browser.close()
  await server.close()
}
