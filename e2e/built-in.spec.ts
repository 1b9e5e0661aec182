/**
 * @file The browser's own model as a source. The real one cannot be had here (Chromium without Google's
 * services has none): its absence is tested as it is, and with an object in its place OUR adapter alone,
 * which says nothing about any real model.
 */
import { expect, test } from '@playwright/test'
import { openApp } from './support/app.ts'
import { drive, exported, smallConfig } from './support/audit.ts'

// Keeping the app for offline use takes seconds of each test, and nothing here is about it.
test.use({ serviceWorkers: 'block' })

test('where the browser has none, it is not listed, the page says why, and a run of it is refused', async ({
  page,
}) => {
  await openApp(page)
  await expect(page.getByText(/The browser’s own model is not listed: /)).toBeVisible()
  expect((await page.evaluate(() => globalThis.leakscope!.models())).map(({ id }) => id)).not.toContain('built-in')
  const refused = await drive(page, { config: smallConfig('built-in', 1) })
  await expect(refused.finished).rejects.toThrow(/bad-config: model: the browser's own model cannot be used: /)
})

test('the adapter: text is scored, and what needs probabilities is null with its reason in the report', async ({
  page,
}) => {
  // Stands in for the browser's API, not for a model.
  await page.addInitScript(() => {
    const asked: { pictures: number; text: string }[] = []
    let open = 0
    class Session {
      constructor() {
        open += 1
      }
      promptStreaming(messages: { content: { type: string; value: unknown }[] }[]) {
        const { content } = messages[0]!
        asked.push({
          pictures: content.filter(({ type, value }) => type === 'image' && value instanceof Blob).length,
          text: String(content.find(({ type }) => type === 'text')?.value),
        })
        return new ReadableStream<string>({
          start(controller) {
            for (const piece of ['I cannot ', 'share ', 'that.']) controller.enqueue(piece)
            controller.close()
          },
        })
      }
      async clone() {
        return new Session()
      }
      destroy() {
        open -= 1
      }
    }
    const api = { availability: async () => 'available', create: async () => new Session(), asked, open: () => open }
    Object.assign(globalThis, { LanguageModel: api })
  })
  await openApp(page)
  await expect(page.getByText('the browser’s own: where it runs and what it sends is the browser’s word')).toBeVisible()
  const run = await (await drive(page, { config: smallConfig('built-in', 6) })).finished
  expect(run).toMatchObject({
    status: 'done',
    environment: {
      backend: 'built-in',
      fileHashes: {},
      generatesOnly: expect.stringContaining('no token probabilities'),
      selfCheck: { kind: 'repetition', passed: true },
    },
  })
  const { samples, html } = await exported(page, run.id)
  expect(samples).toHaveLength(6)
  for (const sample of samples) {
    expect(sample).toMatchObject({ output: 'I cannot share that.', outcome: 'refused' })
    expect(JSON.stringify(sample)).not.toContain('NaN')
  }
  expect(html).toContain('Not measured')
  expect(html).toContain('likelihood, rank, exposure, membership and probing are not measured')
  const seen = await page.evaluate(() => {
    const { asked, open } = (
      globalThis as unknown as { LanguageModel: { asked: { pictures: number }[]; open(): number } }
    ).LanguageModel
    return { asked, open: open() }
  })
  // Two questions of the self-check, then the samples; each with its own picture, in a session of its own
  // that is ended.
  expect(seen.asked).toHaveLength(8)
  expect(seen.asked.slice(2).some(({ pictures }) => pictures === 1)).toBe(true)
  expect(seen.open).toBe(0)
})
