import { readdirSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readFile } from 'node:fs/promises'
import { expect, test, type Page } from '@playwright/test'
import type { ShardManifest } from '../src/domain/sample.ts'
import type { createIntake as CreateIntake } from '../src/run/intake.ts'
import type { openStore as OpenStore } from '../src/storage/database/store.ts'
import { openStoragePage } from './storage.harness.ts'

/** What the harness puts on its page. */
declare const leakscope: { openStore: typeof OpenStore; createIntake: typeof CreateIntake }
type Failure = { code?: string; message: string; name: string }

const MANIFEST: ShardManifest = {
  id: 'big',
  benchmark: 'mm-privacy',
  name: 'Big',
  version: '1',
  licence: 'CC0-1.0',
  source: 'made for a test',
  synthetic: true,
  rows: 1,
  bytes: 1,
  sha256: 'a'.repeat(64),
}

test('a full disk: one clear line, and nothing half-imported stays, in the store or on the disk', async ({
  playwright,
  launchOptions,
  baseURL,
}, testInfo) => {
  // A profile on the disk, as users have: without one, Chromium goes on counting what an aborted transaction wrote.
  const profile = testInfo.outputPath('profile')
  const context = await playwright.chromium.launchPersistentContext(profile, { ...launchOptions, baseURL })
  const page = await context.newPage()
  await openStoragePage(page)
  const cdp = await context.newCDPSession(page)
  await cdp.send('Storage.overrideQuotaForOrigin', { origin: new URL(page.url()).origin, quotaSize: 20 * 2 ** 20 })
  const seen = await page.evaluate(async (manifest) => {
    const store = await leakscope.openStore()
    const noise = (megabytes: number) => {
      const bytes = new Uint8Array(megabytes * 2 ** 20)
      for (let i = 0; i < bytes.length; i += 65_536) crypto.getRandomValues(bytes.subarray(i, i + 65_536))
      return bytes.buffer
    }
    const images = Array.from({ length: 12 }, (_, i) => ({ id: `p${i}`, bytes: noise(4), type: 'image/png' }))
    const told = (error: Failure) => ({ code: error.code, message: error.message })
    const whole = await store.importShard({ manifest, items: [], images }).then(() => null, told)
    const staging = store.stageShard()
    const inParts = await (async () => {
      for (const image of images) await staging.addImage(image)
    })().then(() => null, told)
    await staging.discard()
    await store.importShard({
      manifest: { ...manifest, id: 'small' },
      items: [],
      images: [{ id: 'p', bytes: noise(1), type: 'image/png' }],
    })
    return { failures: [whole, inParts], shards: (await store.shards()).map(({ id }) => id) }
  }, MANIFEST)
  expect(await rowsOf(page)).toEqual({ items: 0, images: 1 })
  await context.close()
  for (const failure of seen.failures) {
    expect(failure?.code).toBe('quota')
    expect(failure?.message).toMatch(/^Storage is full: [^\n]+$/)
  }
  expect(seen.shards).toEqual(['small'])
  expect(bytesIn(`${profile}/Default/IndexedDB`)).toBeLessThan(4 * 2 ** 20)
})

function bytesIn(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return files.reduce((sum, entry) => sum + statSync(`${entry.parentPath}/${entry.name}`).size, 0)
}

test('a shipped shard is verified, drawn, imported once, and read from IndexedDB ever after', async ({ page }) => {
  const asked = await openStoragePage(page)
  const prepare = () =>
    page.evaluate(async () => {
      const intake = leakscope.createIntake()
      const stages: string[] = []
      const manifest = await intake.prepareShipped('mm-privacy-demo', { onProgress: ({ stage }) => stages.push(stage) })
      intake.dispose()
      const store = await leakscope.openStore()
      const items = await store.items('mm-privacy-demo')
      const pictures = await Promise.all(
        items.slice(0, 12).map(async ({ imageId }) => {
          const blob = await store.image('mm-privacy-demo', imageId ?? '')
          const bitmap = await createImageBitmap(blob)
          const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
          const context = canvas.getContext('2d')
          context?.drawImage(bitmap, 0, 0)
          const data = context?.getImageData(0, 0, bitmap.width, bitmap.height).data ?? new Uint8ClampedArray()
          const dark = data.filter((value, i) => i % 4 === 0 && value < 100).length
          return { type: blob.type, width: bitmap.width, height: bitmap.height, dark }
        }),
      )
      return { sha256: manifest.sha256, rows: items.length, stages, pictures }
    })
  const first = await prepare()
  const index = JSON.parse(await readFile(new URL('../public/shards/index.json', import.meta.url), 'utf8')) as {
    id: string
    sha256: string
  }[]
  expect(first.sha256).toBe(index.find(({ id }) => id === 'mm-privacy-demo')?.sha256)
  expect(first.rows).toBe(24)
  expect(new Set(first.stages)).toEqual(new Set(['draw', 'store']))
  for (const picture of first.pictures) {
    expect(picture).toMatchObject({ type: 'image/png', width: 768, height: 768 })
    expect(picture.dark).toBeGreaterThan(300)
  }
  // Each typeface once.
  expect(asked.filter((path) => path.endsWith('.woff2')).length).toBe(8)

  asked.length = 0
  await page.reload()
  const second = await prepare()
  expect(second.stages).toEqual([])
  expect(second.pictures).toEqual(first.pictures)
  expect(asked.filter((path) => /recipe|woff2|people/.test(path))).toEqual([])
})

test('a shard with a wrong hash, without a licence, or unknown is refused, and nothing of it stays', async ({
  page,
}) => {
  const recipe = await readFile(new URL('../public/shards/mm-privacy-demo.recipe.json', import.meta.url), 'utf8')
  const cases: [recipe: string, code: string, message: RegExp][] = [
    [recipe.replace('"seed": "1"', '"seed": "2"'), 'bad-shard', /SHA-256 [0-9a-f]{64}, its manifest says [0-9a-f]{64}/],
    [recipe.replace('CC0-1.0', ''), 'licence-missing', /no licence/],
    [recipe.slice(0, 100), 'bad-shard', /not valid JSON/],
  ]
  for (const [changed, code, message] of cases) {
    await page.unrouteAll()
    await openStoragePage(page, { 'shards/mm-privacy-demo.recipe.json': changed })
    const seen = await prepareAndLook(page, 'mm-privacy-demo')
    expect(seen.failure).toMatchObject({ name: 'LeakscopeError', code })
    expect(seen.failure?.message).toMatch(message)
    expect(seen.shards).toEqual([])
  }
  expect((await prepareAndLook(page, '__proto__')).failure).toMatchObject({ code: 'not-found' })
})

async function prepareAndLook(page: Page, id: string) {
  return page.evaluate(async (shardId) => {
    const intake = leakscope.createIntake()
    const failure = await intake.prepareShipped(shardId).then(
      () => null,
      (error: Failure) => ({ code: error.code, message: error.message, name: error.name }),
    )
    intake.dispose()
    return { failure, shards: await (await leakscope.openStore()).shards() }
  }, id)
}

test('a cancelled import leaves nothing, and the next one works', async ({ page }) => {
  await openStoragePage(page)
  const seen = await page.evaluate(async () => {
    const intake = leakscope.createIntake()
    const controller = new AbortController()
    const failure = await intake
      .prepareShipped('mm-privacy-demo', {
        signal: controller.signal,
        onProgress: ({ done }) => done === 3 && controller.abort(),
      })
      .then(
        () => null,
        (error: Failure) => error.code,
      )
    const store = await leakscope.openStore()
    const left = await store.shards()
    const manifest = await intake.prepareShipped('mm-privacy-demo')
    return { failure, left, rows: manifest.rows }
  })
  expect(seen).toEqual({ failure: 'aborted', left: [], rows: 24 })
})

test('what a closed tab has left of an import is removed at the next start, but not while another tab imports', async ({
  page,
  context,
}) => {
  await openStoragePage(page)
  await page.evaluate(async (manifest) => {
    const store = await leakscope.openStore()
    const image = (id: string) => ({ id, bytes: new ArrayBuffer(3 * 2 ** 20), type: 'image/png' })
    const whole = store.stageShard()
    await whole.addImage(image('a'))
    await whole.commit(manifest, [])
    const abandoned = store.stageShard()
    for (const id of ['a', 'b', 'c', 'd']) await abandoned.addImage(image(id))
    // As an import holds it.
    await new Promise<void>((held) => {
      void navigator.locks.request('leakscope-intake', () => {
        held()
        return new Promise(() => {})
      })
    })
  }, MANIFEST)
  const other = await context.newPage()
  await openStoragePage(other)
  const start = () =>
    other.evaluate(async () => {
      const intake = leakscope.createIntake()
      await intake.catalogue()
      intake.dispose()
    })
  await start()
  await start()
  expect(await rowsOf(other)).toEqual({ items: 0, images: 4 })
  await page.close()
  await expect(async () => {
    await start()
    expect(await rowsOf(other)).toEqual({ items: 0, images: 1 })
  }).toPass()
  const shards = await other.evaluate(async () => (await leakscope.openStore()).shards())
  expect(shards.map(({ id }) => id)).toEqual(['big'])
})

/** How many rows of shards there are, whether a manifest names them or not. */
function rowsOf(page: Page): Promise<{ items: number; images: number }> {
  return page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open('leakscope')
        opening.addEventListener('error', () => reject(opening.error))
        opening.addEventListener('success', () => {
          const transaction = opening.result.transaction(['items', 'images'])
          const items = transaction.objectStore('items').count()
          const images = transaction.objectStore('images').count()
          transaction.addEventListener('complete', () => {
            opening.result.close()
            resolve({ items: items.result, images: images.result })
          })
        })
      }),
  )
}

test('evicted pictures are named, and preparing again brings them back', async ({ page }) => {
  await openStoragePage(page)
  const seen = await page.evaluate(async () => {
    const intake = leakscope.createIntake()
    await intake.prepareShipped('mm-privacy-demo')
    const store = await leakscope.openStore()
    const id = (await store.items('mm-privacy-demo'))[0]?.imageId ?? ''
    await new Promise<void>((resolve, reject) => {
      const request = indexedDB.open('leakscope')
      request.addEventListener('error', () => reject(request.error))
      request.addEventListener('success', () => {
        const transaction = request.result.transaction('images', 'readwrite')
        const keys = transaction.objectStore('images').getAllKeys()
        keys.addEventListener('success', () => {
          const key = keys.result.find((found) => Array.isArray(found) && found[1] === id)
          if (key !== undefined) transaction.objectStore('images').delete(key)
        })
        transaction.addEventListener('complete', () => {
          request.result.close()
          resolve()
        })
      })
    })
    const code = await store.image('mm-privacy-demo', id).then(
      () => null,
      (error: Failure) => error.code,
    )
    await intake.prepareShipped('mm-privacy-demo')
    return { code, again: (await store.image('mm-privacy-demo', id)).size }
  })
  expect(seen.code).toBe('storage-evicted')
  expect(seen.again).toBeGreaterThan(1000)
})

test('two tabs: both prepare at once, and a newer version is not held up by an older tab', async ({
  page,
  context,
}) => {
  await openStoragePage(page)
  const other = await context.newPage()
  await openStoragePage(other)
  const [one, two] = await Promise.all([
    prepareAndLook(page, 'mm-privacy-demo'),
    prepareAndLook(other, 'mm-privacy-demo'),
  ])
  expect([one.failure, two.failure]).toEqual([null, null])

  const upgraded = await page.evaluate(async () => {
    const notices: string[] = []
    const store = await leakscope.openStore('leakscope', (notice) => notices.push(notice))
    const version = await new Promise<number>((resolve, reject) => {
      const request = indexedDB.open('leakscope', 99)
      request.addEventListener('error', () => reject(request.error))
      request.addEventListener('success', () => resolve(request.result.version))
    })
    const failure = await store.shards().then(
      () => null,
      (error: Failure) => error.message,
    )
    return { version, notices, failure }
  })
  expect(upgraded).toMatchObject({ version: 99, notices: ['outdated'] })
  expect(upgraded.failure).toMatch(/newer Leakscope: reload this tab/)
})

test('responses are written once, whichever tab is faster', async ({ page, context }) => {
  await openStoragePage(page)
  const other = await context.newPage()
  await openStoragePage(other)
  await page.evaluate(async () => {
    await (await leakscope.openStore()).createRun({ id: 'r', createdAt: '2026-11-21T00:00:00.000Z' } as never, [])
  })
  const write = (target: typeof page, output: string) =>
    target.evaluate(async (text) => {
      const store = await leakscope.openStore()
      const codes: string[] = []
      for (let i = 0; i < 50; i++) {
        await store
          .addResponse({ runId: 'r', sampleId: `s${i}`, guard: 'off', output: text } as never)
          .catch((error: Failure) => codes.push(error.code ?? ''))
      }
      return codes
    }, output)
  const [mine, theirs] = await Promise.all([write(page, 'mine'), write(other, 'theirs')])
  expect(new Set([...mine, ...theirs])).toEqual(new Set(['duplicate-response']))
  expect(mine.length + theirs.length).toBe(50)
  const count = await page.evaluate(async () => {
    return (await (await leakscope.openStore()).responses('r')).length
  })
  expect(count).toBe(50)
})

test('the intake worker cannot reach another origin', async ({ page }) => {
  let hits = 0
  const server = createServer((_request, response) => {
    hits++
    response
      .writeHead(200, { 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' })
      .end('reached')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  try {
    await openStoragePage(page)
    const outcome = await page.evaluate(async (target) => {
      const intake = leakscope.createIntake()
      await intake.catalogue()
      return intake.probeEgress(target)
    }, url)
    expect(outcome).toBe('blocked')
    expect(hits).toBe(0)
    // The same server does answer, so it was the policy that kept the worker in.
    expect(await (await fetch(url)).text()).toBe('reached')
  } finally {
    server.close()
  }
})
