/** @file The guard's detectors in the real browser, and runs under a guard. */
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test, type Page } from '@playwright/test'
import { REFUSAL } from '../src/guards/detoxify.ts'
import { HARM_DETECTOR_MEASURED } from '../src/guards/harm-limits.ts'
import { serve } from '../scripts/serve.mjs'
import type { Backend } from '../workers/model/types.ts'
import { buildHarness } from './harness/build.ts'
import type { harness as Harness } from './harness/main.ts'
import AxeBuilder from '@axe-core/playwright'
import { openApp } from './support/app.ts'
import { seedRun } from './support/seed.ts'
import { addFolder, drive, exported, smallConfig } from './support/audit.ts'
import { patient } from './support/patience.ts'

/** Gives private values out, for guards to stop. */
const READING = 'control-reader'

/** What the harness puts on its page. */
declare const harness: typeof Harness

const DETECTOR = fileURLToPath(new URL('fixtures/models/tiny-detector', import.meta.url))

interface Reference {
  readonly answers: readonly { readonly text: string; readonly heads: Readonly<Record<string, number>> }[]
  readonly long: { readonly text: string; readonly end: Readonly<Record<string, number>> }
}
/** Made by onnxruntime in Python: see fixtures/models/make_detector.py. */
const reference = JSON.parse(readFileSync(join(DETECTOR, 'reference.json'), 'utf8')) as Reference

test.describe('detectors', () => {
  // WebGPU in software, on a busy machine.
  test.describe.configure({ timeout: patient(300_000) })
  let server: Awaited<ReturnType<typeof serve>>
  test.beforeAll(async () => {
    test.setTimeout(patient(180_000))
    server = await serve({ root: await buildHarness() })
  })
  test.afterAll(() => server.close())
  test.beforeEach(async ({ page }) => {
    await page.goto(server.url)
    await page.waitForFunction(() => 'harness' in globalThis)
  })

  const heads = (page: Page, device: 'auto' | Backend, texts: readonly string[]) =>
    page.evaluate(
      async ([on, given]) => {
        const source = await harness.readModelManifest(new URL('tiny-detector/', location.href).href)
        const request = {
          detector: source.id,
          device: on,
          onProgress: () => undefined,
          signal: new AbortController().signal,
        }
        const detector = await harness.openClassifier(source, request, harness.classifiers)
        const found = []
        for (const text of given) found.push((await detector.detect(text, '')).heads)
        await detector.dispose()
        return { found, environment: detector.environment }
      },
      [device, texts] as const,
    )

  test('WASM and WebGPU say what the reference says, each head within a thousandth', async ({ page }) => {
    const texts = reference.answers.map(({ text }) => text)
    for (const backend of ['wasm', 'webgpu'] as const) {
      const { found, environment } = await heads(page, backend, texts)
      expect(environment).toMatchObject({ backend, dtype: 'fp32', thresholds: { harm: 0.5, private: 0.5 } })
      for (const [i, { text, heads: expected }] of reference.answers.entries()) {
        for (const [head, p] of Object.entries(expected)) {
          // Its config says that one word is too short for harm.
          if (head === 'harm' && !text.includes(' ')) expect(found[i]).not.toHaveProperty('harm')
          else expect(Math.abs((found[i]?.[head] ?? 9) - p)).toBeLessThan(1e-3)
        }
      }
    }
    // Left to itself it takes WebGPU, after the two have agreed on texts of their own.
    expect((await heads(page, 'auto', [])).environment).toMatchObject({ backend: 'webgpu', backendReason: null })
  })

  test('a long answer is read in windows to its end; an empty one has none', async ({ page }) => {
    const { found } = await heads(page, 'wasm', [reference.long.text, ''])
    expect(found[0]?.['private']).toBeGreaterThan(0.9)
    expect(found[1]).toEqual({})
  })

  test('a guard LLM is read by the log-probabilities of safe and unsafe', async ({ page }) => {
    const said = await page.evaluate(async () => {
      const source = await harness.readModelManifest(new URL('tiny-smolvlm/', location.href).href)
      const openEngine = (request: Parameters<ReturnType<typeof harness.detectorFactory>>[0] & { dtype: null }) =>
        harness.openEngine(source, request, harness.plain)
      const open = harness.detectorFactory(
        async () => source,
        (request) => openEngine({ ...request, detector: source.id, dtype: null }),
        harness.classifiers,
      )
      const detector = await open({
        detector: source.id,
        device: 'wasm',
        onProgress: () => undefined,
        signal: new AbortController().signal,
      })
      const one = await detector.detect('an answer', 'a question')
      const same = await detector.detect('an answer', 'a question')
      await detector.dispose()
      return { one, same, environment: detector.environment }
    })
    expect(said.one.heads['harm']).toBeGreaterThan(0)
    expect(said.one.heads['harm']).toBeLessThan(1)
    expect(said.one.score).toBeCloseTo(1 - (said.one.heads['harm'] ?? 0), 6)
    expect(said.same).toEqual(said.one)
    expect(said.environment).toMatchObject({ backend: 'wasm', thresholds: { harm: 0.5 } })
  })
})

test.describe('runs', () => {
  // Real models on a busy machine.
  test.describe.configure({ timeout: patient(420_000) })

  test('every answer once by the model, and again under each guard, without a request', async ({ page }) => {
    await openApp(page)
    const model = READING
    const detector = await addFolder(page, DETECTOR)
    const guards = ['none', 'redact', `${detector}+refuse`]
    const run = await drive(page, { config: { ...smallConfig(model, 5), splits: ['disclosure'], guards } })
    const ended = await run.finished
    expect(ended).toMatchObject({ status: 'done', failure: null })
    expect(ended.environment?.detectors).toMatchObject([{ id: detector, dtype: 'fp32', backend: 'wasm' }])
    expect(run.snapshots.at(-1)).toMatchObject({ done: 5, requests: 0 })
    const { run: json, samples, html } = await exported(page, ended.id)
    expect(guards.map((guard) => samples.filter((row) => row.guard === guard).length)).toEqual([5, 5, 5])
    for (const raw of samples.filter(({ guard }) => guard === 'none')) {
      const under = (guard: string) => samples.find((row) => row.sampleId === raw.sampleId && row.guard === guard)
      const [redacted, refused] = [under('redact'), under(`${detector}+refuse`)]
      if (raw.outcome === 'leak') expect(redacted?.output).toMatch(/\[(?:EMAIL|PHONE|SSN)\]/)
      expect(redacted?.outcome).not.toBe('leak')
      const fired = (refused?.guarded?.score ?? 1) < 0.5
      expect(refused?.output).toBe(fired ? REFUSAL : raw.output)
    }
    const leaks = (metric: string) =>
      json.metrics.find((row) => row.metric === metric && row.guard === 'redact' && row.type === null)
    expect(leaks('guard-leak-after')?.k).toBe(0)
    expect(leaks('guard-leak-before')?.k).toBeGreaterThan(0)
    // All that leaked is gone; whether that is chance, so few pictures cannot say.
    expect(leaks('guard-leak-mcnemar')?.n).toBe(leaks('guard-leak-before')?.k)
    expect(html).toContain('With and without the guard')
  })

  test('rewrite keeps the order of the paper: detector, a model that writes, detector again, refusal', async ({
    page,
  }) => {
    await openApp(page)
    const model = READING
    // To the second one everything is private: what the model writes fires again.
    const strict = join(mkdtempSync(join(tmpdir(), 'leakscope-')), 'strict-detector')
    cpSync(DETECTOR, strict, { recursive: true })
    const manifest = JSON.parse(readFileSync(join(strict, 'leakscope.json'), 'utf8')) as object
    const thresholds = { harm: 0.5, private: 1e-9 }
    writeFileSync(join(strict, 'leakscope.json'), JSON.stringify({ ...manifest, id: 'strict-detector', thresholds }))
    const detectors = [await addFolder(page, DETECTOR), await addFolder(page, strict)]
    const guards = detectors.map((id) => `${id}+rewrite`)
    const config = { ...smallConfig(model, 3), splits: ['disclosure'], tasks: ['vqa'], guards: ['none', ...guards] }
    const ended = await (await drive(page, { config })).finished
    expect(ended).toMatchObject({ status: 'done', failure: null })
    const { samples } = await exported(page, ended.id)
    const actions = guards.map((guard) =>
      samples
        .filter((row) => row.guard === guard)
        .map(({ sampleId, output, guarded }) => {
          const raw = samples.find((row) => row.sampleId === sampleId && row.guard === 'none')
          const { score, draft, draftScore, action } = guarded ?? {}
          if ((score ?? 1) >= 0.5) {
            expect([output, draft, action]).toEqual([raw?.output, null, 'passed'])
            return action
          }
          // Greedy, of the prompt alone: the model's own sentence for a question without a picture.
          expect(draft).toMatch(/\S/)
          expect(draft).not.toBe(raw?.output)
          const fires = (draftScore ?? 1) < 0.5
          expect([output, action]).toEqual(fires ? [REFUSAL, 'refused'] : [draft, 'rewritten'])
          return action
        }),
    )
    expect(actions[0]).toContain('rewritten')
    expect(new Set(actions[1])).toEqual(new Set(['refused']))
  })

  test('a corrupt detector stops the run, which says so; it goes on unguarded only where the config asks', async ({
    page,
  }) => {
    const folder = join(mkdtempSync(join(tmpdir(), 'leakscope-')), 'tiny-detector')
    cpSync(DETECTOR, folder, { recursive: true })
    const bytes = readFileSync(join(folder, 'onnx/model.onnx'))
    bytes[100] = (bytes[100] ?? 0) ^ 1
    writeFileSync(join(folder, 'onnx/model.onnx'), bytes)
    await openApp(page)
    const model = READING
    const detector = await addFolder(page, folder)
    const config = { ...smallConfig(model, 2), guards: ['none', `${detector}+refuse`] }
    const stopped = await (await drive(page, { config })).finished
    expect(stopped).toMatchObject({ status: 'failed', failureCode: 'guard-failed' })
    expect(stopped.failure).toMatch(/onnx\/model.onnx is corrupt.*guardFailure: unguarded would go on/)
    expect((await exported(page, stopped.id)).samples).toEqual([])
    const went = await (await drive(page, { config: { ...config, guardFailure: 'unguarded' } })).finished
    expect(went.status).toBe('done')
    const { samples, html } = await exported(page, went.id)
    const guarded = samples.filter(({ guard }) => guard !== 'none')
    expect(guarded.map((row) => row.guarded?.action)).toEqual(['unguarded', 'unguarded'])
    expect(html).toContain('went out unguarded')
  })
})

test.describe('screens', () => {
  // The seeding script is served by the test, which a service worker would not see.
  test.use({ serviceWorkers: 'block' })

  test('guards are chosen by keyboard, and a judge that would defend is not', async ({ page }) => {
    await page.goto('./#/plan')
    await page.getByText(/^Guards: none/).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('checkbox', { name: /^redact/ }).focus()
    await page.keyboard.press('Space')
    await expect(page.getByText('Guards: redact')).toBeVisible()
    await page
      .getByRole('checkbox', { name: /MM-SafetyBench/ })
      .first()
      .check()
    const judge = page.getByRole('checkbox', { name: /harm detector judge/ })
    await expect(judge).toBeEnabled()
    // Whoever chooses it reads where it was measured, as a judge and as a detector.
    await expect(page.getByText(HARM_DETECTOR_MEASURED)).toHaveCount(1)
    await page.getByRole('combobox', { name: /^Detector/ }).selectOption('harm-detector')
    await expect(page.getByText(HARM_DETECTOR_MEASURED)).toHaveCount(2)
    await page.getByRole('checkbox', { name: /^refuse/ }).check()
    await expect(judge).toBeDisabled()
    await expect(page.getByText('it would find nothing, by construction')).toBeVisible()
  })

  for (const colorScheme of ['light', 'dark'] as const) {
    const title = `the slider counts the stored answers again, and what was changed stands on the line, ${colorScheme}`
    // Both take a quarter of a minute of axe; `npm run test:e2e` looks at the dark one too.
    test(title, colorScheme === 'dark' ? { tag: '@long' } : {}, async ({ page }) => {
      // Axe looks at every cell of the tables.
      test.slow()
      await page.emulateMedia({ colorScheme })
      await page.goto('./')
      await expect(page.locator('main h1')).toBeVisible()
      await seedRun(page, {
        runId: 'guarded',
        model: 'control-reader',
        modelName: 'Control reader',
        manner: 'reader',
        answered: null,
        guard: 'redact',
      })
      await page.goto('./#/report/guarded')
      await page.reload()
      const guards = page.getByRole('region', { name: 'Guards' })
      await expect(guards).toBeVisible({ timeout: patient(60_000) })
      await expect(guards.getByRole('table', { name: /^At threshold 0\.50/ })).toContainText('0.0%')
      const slider = guards.getByRole('slider', { name: /^Threshold/ })
      await slider.focus()
      await page.keyboard.press('Home')
      // Nothing is stopped at 0: half of the answers leak.
      const none = guards.getByRole('table', { name: /^At threshold 0\.00/ })
      await expect(none).toContainText(/[3-6]\d\.\d%/)
      await guards.getByRole('button', { name: 'As run' }).click()
      await expect(guards.getByRole('table', { name: /^At threshold 0\.50/ })).toBeVisible()
      await expect(guards.locator('.guard-out del').first()).toBeVisible()
      const { violations } = await new AxeBuilder({ page }).include('[aria-label="Guards"]').analyze()
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
      await page.goto('./#/samples/guarded?outcome=leak')
      await expect(page.getByRole('grid')).toBeVisible()
      await page.keyboard.press('j')
      await expect(page.locator('.detail .guarded')).toContainText('Guard redact redacted it')
      await page.getByRole('combobox', { name: 'guard' }).selectOption('redact')
      await expect(page.getByText(/^0 of \d+ samples: none fits/)).toBeVisible()
    })
  }
})
