/**
 * @file The hub page: models come in through it, nothing else comes in and nothing goes out; whatever goes
 * wrong, what arrived stays.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import AxeBuilder from '@axe-core/playwright'
import { expect as shortExpect, test, type FrameLocator, type Page } from '@playwright/test'
import { headersOf, hubAt, type Hub } from '../scripts/policy.mjs'
import { DIST, serve } from '../scripts/serve.mjs'
import { openApp, probeEgress } from './support/app.ts'
import { drive, smallConfig } from './support/audit.ts'
import { COMMIT, startHub, type FakeHub } from './support/hub.ts'
import { patient } from './support/patience.ts'

const REPOSITORY = 'example/control-reader'
const MODEL = `hub:${REPOSITORY}@${COMMIT}`
const FOLDER = fileURLToPath(new URL('../public/models/control-reader', import.meta.url))
// Downloads, and a run, on a busy machine.
const expect = shortExpect.configure({ timeout: patient(90_000) })
test.describe.configure({ timeout: patient(420_000) })

const DECODER = 'onnx/decoder_model_merged_quantized.onnx'
const DECODER_BYTES = readFileSync(`${FOLDER}/${DECODER}`)
/** Where the hub keeps the decoder: by its SHA-256. */
const DECODER_BLOB = `/blobs/${createHash('sha256').update(DECODER_BYTES).digest('hex')}`

let hub: FakeHub
let app: Awaited<ReturnType<typeof serve>>
test.beforeEach(async () => {
  hub = await startHub(REPOSITORY, FOLDER)
  app = await serve({ hub: hubAt(hub.endpoint, [hub.cdn]) })
})
test.afterEach(async () => {
  await app.close()
  await hub.close()
})

async function openDoor(page: Page): Promise<FrameLocator> {
  await page.goto(`${app.url}door.html`)
  const frame = page.frameLocator('iframe')
  await frame.getByRole('heading', { level: 1 }).waitFor()
  return frame
}

async function lookAt(frame: FrameLocator, repository = REPOSITORY, revision = 'main'): Promise<void> {
  await frame.getByLabel('Repository', { exact: true }).fill(repository)
  await frame.getByLabel('Revision').fill(revision)
  await frame.getByLabel('Revision').press('Enter')
}

async function download(page: Page): Promise<FrameLocator> {
  const frame = await openDoor(page)
  await lookAt(frame)
  await frame.getByLabel('decoder_model_merged').selectOption('q8')
  await frame.getByRole('button', { name: /^(Download|Resume)/ }).click()
  return frame
}

const stopped = (frame: FrameLocator) => frame.getByRole('alert').filter({ hasText: 'The download stopped' })
const done = (frame: FrameLocator) => frame.getByText('All files are here and checked')

test('a model comes through the hub page and is audited, and the audit asks the hub for nothing', async ({
  page,
  context,
}) => {
  await openApp(page, app.url)
  const opened = context.waitForEvent('page')
  await page.getByRole('link', { name: /Get a model from the hub/ }).click()
  const hubPage = await opened
  const frame = hubPage.frameLocator('iframe')
  await lookAt(frame)
  // What will be fetched is shown before anything is: commit, licence, each file with its bytes and hash.
  await expect(frame.getByText(COMMIT, { exact: true })).toBeVisible()
  await expect(frame.getByText('cc0-1.0')).toBeVisible()
  await frame.getByLabel('decoder_model_merged').selectOption('q8')
  const rows = frame.getByRole('row')
  await expect(rows.filter({ hasText: DECODER })).toContainText(DECODER_BYTES.length.toLocaleString('en'))
  expect(hub.requests.filter((line) => line.includes('/resolve/'))).toEqual([])
  // axe gives a frame one second to take its script; on a busy machine it looks at the page without the frame.
  await expect(async () => {
    const { violations } = await new AxeBuilder({ page: hubPage }).analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
  }).toPass({ timeout: patient(90_000) })
  await frame.getByRole('button', { name: /^Download/ }).click()
  await expect(done(frame)).toBeVisible()
  // The frame has no origin of ours, and sends none.
  for (const line of hub.requests) expect(line).toMatch(/ null$/)

  const closed = hubPage.waitForEvent('close')
  await frame.getByRole('button', { name: 'Audit it in Leakscope' }).click()
  await closed
  await expect(page.getByText('from the hub, kept here')).toBeVisible()
  const asked = hub.requests.length
  const run = await drive(page, { config: smallConfig(MODEL, 4) })
  expect(await run.finished).toMatchObject({ status: 'done', environment: { modelId: MODEL } })
  expect(hub.requests).toHaveLength(asked)

  // It is there after a reload, and gone when it is deleted.
  await openApp(page, app.url)
  await expect(page.getByText('from the hub, kept here')).toBeVisible()
  await page.getByRole('button', { name: 'Storage' }).click()
  await page.getByRole('button', { name: /Delete the model control-reader/ }).click()
  await expect(page.getByText('None kept')).toBeVisible()
  expect(await kept(page)).toEqual([])
})

test('the audit document and each of its workers cannot reach the hub at all', async ({ page }) => {
  await openApp(page, app.url)
  for (const address of [hub.endpoint, hub.cdn]) {
    const outcomes = await probeEgress(page, `${address}/`)
    expect(Object.keys(outcomes)).toEqual(
      expect.arrayContaining(['page', 'model', 'intake', 'audit', 'vision', 'model-store']),
    )
    expect(new Set(Object.values(outcomes))).toEqual(new Set(['blocked']))
  }
  // Not by the hub page's frame either: no document of the app may hold one but the hub page.
  await page.evaluate(async () => {
    const frame = document.createElement('iframe')
    frame.src = 'hub.html'
    document.body.append(frame)
    await new Promise((settled) => setTimeout(settled, 1000))
  })
  expect(page.frames().filter((frame) => frame.url().includes('hub.html'))).toEqual([])
  expect(hub.requests).toEqual([])
})

test('the side with the network has no storage, the side with storage has no network', async ({ page }) => {
  await openApp(page, app.url)
  await openDoor(page)
  const inside = page.frames().find((frame) => frame.url().endsWith('hub.html'))!
  const tried = await inside.evaluate(async () => {
    const outcome = async (work: () => unknown) => {
      try {
        await work()
        return 'opened'
      } catch (error) {
        return (error as Error).name
      }
    }
    return {
      origin: self.origin,
      imageStore: await outcome(
        () =>
          new Promise((resolve, reject) => {
            const request = indexedDB.open('leakscope')
            request.onsuccess = resolve
            request.onerror = () => reject(request.error!)
          }),
      ),
      databases: await outcome(() => indexedDB.databases()),
      files: await outcome(() => navigator.storage.getDirectory()),
      caches: await outcome(() => caches.open('x')),
      local: await outcome(() => localStorage.length),
      session: await outcome(() => sessionStorage.length),
      cookie: await outcome(() => document.cookie),
      hubPage: await outcome(() => parent.document.title),
      app: await outcome(() => fetch('./')),
    }
  })
  const denied = 'SecurityError'
  expect(tried).toEqual({
    origin: 'null',
    imageStore: denied,
    databases: denied,
    files: denied,
    caches: denied,
    local: denied,
    session: denied,
    cookie: denied,
    hubPage: denied,
    app: 'TypeError',
  })
  // The same probe succeeds in the hub page itself, which has storage: were it unable to open anything, "denied"
  // would prove nothing.
  const outside = await page.evaluate(
    async (address) => ({
      files: await navigator.storage.getDirectory().then(
        () => 'opened',
        () => 'denied',
      ),
      hub: await fetch(address).then(
        () => 'reached',
        () => 'blocked',
      ),
    }),
    `${hub.endpoint}/`,
  )
  expect(outside).toEqual({ files: 'opened', hub: 'blocked' })
  // And neither of the two has the code of the image store.
  const hubPage = readFileSync(`${DIST}/door.html`, 'utf8')
  for (const [, script] of hubPage.matchAll(/(?:src|href)="(?:\.\/|\/)?(assets\/[^"]+\.js)"/g)) {
    expect(readFileSync(`${DIST}/${script}`, 'utf8')).not.toMatch(/indexedDB|createObjectStore/)
  }
  expect(readFileSync(`${DIST}/hub.html`, 'utf8')).not.toMatch(/indexedDB|createObjectStore|getDirectory/)
})

test('hub page and frame carry their policies as headers, with headers of the host and without', async ({
  page,
  request,
}) => {
  const config = (await (await request.get(`${app.url}hub.json`)).json()) as Hub
  for (const name of ['door.html', 'hub.html']) {
    const headers = (await request.get(`${app.url}${name}`)).headers()
    for (const [key, value] of Object.entries(headersOf(name, config)))
      expect(headers[key.toLowerCase()], key).toBe(value)
  }
  const bare = await serve({ headers: false, hub: hubAt(hub.endpoint, [hub.cdn]) })
  try {
    await openApp(page, bare.url)
    await page.goto(`${bare.url}door.html`)
    const frame = page.frameLocator('iframe')
    await lookAt(frame)
    await expect(frame.getByText(COMMIT, { exact: true })).toBeVisible()
    const inside = page.frames().find((candidate) => candidate.url().endsWith('hub.html'))!
    expect(await inside.evaluate(() => self.origin)).toBe('null')
    const reach = (address: string) =>
      inside.evaluate(
        (to) =>
          fetch(to).then(
            () => 'reached',
            () => 'blocked',
          ),
        address,
      )
    expect(await reach(`${bare.url}hub.json`)).toBe('blocked')
  } finally {
    await bare.close()
  }
})

test('a cut connection is taken up where it was cut; one that stays cut ends in a message, and resumes after a reload', async ({
  page,
}) => {
  hub.fault = (path, nth) => (path === DECODER ? (nth === 1 ? { cutAfter: 1_000_000 } : { cutAfter: 0 }) : null)
  const frame = await download(page)
  await expect(stopped(frame)).toContainText(`cut`)
  const cuts = hub.requests.filter((line) => line.includes(DECODER_BLOB))
  expect(cuts[0]).toContain(' - ')
  expect(cuts.length).toBeGreaterThan(1)
  // What of the first answer had reached the page when it was cut; never the beginning again.
  const from = new Set(cuts.slice(1).map((line) => Number(/bytes=(\d+)-/.exec(line)?.[1])))
  expect([...from]).toHaveLength(1)
  const [at] = [...from] as [number]
  expect(at).toBeGreaterThan(0)
  expect(at).toBeLessThanOrEqual(1_000_000)
  expect(await kept(page)).toEqual([expect.objectContaining({ whole: false })])

  // The app lists it as unfinished, and does not run it.
  await openApp(page, app.url)
  const refused = await drive(page, { config: smallConfig(MODEL, 1) })
  await expect(refused.finished).rejects.toThrow(/model-incomplete.*go on with its download/)

  hub.fault = () => null
  const again = await openDoor(page)
  await again.getByRole('button', { name: 'Resume' }).click()
  await again.getByLabel('decoder_model_merged').selectOption('q8')
  await again.getByRole('button', { name: /^Resume, \d\.\d MB to go/ }).click()
  await expect(done(again)).toBeVisible()
  expect(hub.requests.findLast((line) => line.includes(DECODER_BLOB))).toContain(`bytes=${at}-`)
  expect(await kept(page)).toEqual([expect.objectContaining({ whole: true })])
})

const FAULTS: readonly {
  readonly name: string
  readonly fault: FakeHub['fault']
  readonly says: RegExp
}[] = [
  {
    name: 'wrong bytes of a small file',
    fault: (path) => (path === 'config.json' ? { body: Buffer.alloc(755, 32) } : null),
    says: /not what was announced: its git-sha1 is/,
  },
  {
    name: 'gated, 401',
    fault: (path) => (path === DECODER ? { status: 401 } : null),
    says: /private, gated or does not exist.*pick the folder/,
  },
  { name: 'forbidden, 403', fault: (path) => (path === DECODER ? { status: 403 } : null), says: /private, gated/ },
  { name: 'gone, 404', fault: (path) => (path === DECODER ? { status: 404 } : null), says: /does not have .*\(404\)/ },
  {
    name: 'too many requests, 429 with a long wait',
    fault: (path) => (path === DECODER ? { status: 429, headers: { 'Retry-After': '3600' } } : null),
    says: /asks to wait 3600 s \(429/,
  },
  { name: 'server error, 503', fault: (path) => (path === DECODER ? { status: 503 } : null), says: /answered 503/ },
  {
    name: 'wrong bytes',
    fault: (path) => (path === DECODER ? { body: Buffer.alloc(DECODER_BYTES.length, 7) } : null),
    says: /not what was announced: its sha256 is .*thrown away/,
  },
  {
    name: 'too long',
    fault: (path) => (path === DECODER ? { body: Buffer.alloc(4_000_000) } : null),
    says: new RegExp(`longer than the ${DECODER_BYTES.length} bytes`),
  },
  {
    name: 'too short',
    fault: (path) => (path === DECODER ? { body: DECODER_BYTES.subarray(0, 1000) } : null),
    says: /cut at|ended/,
  },
  {
    name: 'a redirect elsewhere',
    fault: (path) => (path === `redirect:${DECODER}` ? { location: 'http://127.0.0.1:9/x' } : null),
    says: /redirects to a host that this page may not reach.*--hub-cdn/,
  },
]

test('every fault ends in one clear message and a state that resumes; nothing half-written counts', async ({
  page,
}) => {
  const frame = await openDoor(page)
  await lookAt(frame)
  await frame.getByLabel('decoder_model_merged').selectOption('q8')
  for (const { name, fault, says } of FAULTS) {
    await test.step(name, async () => {
      hub.fault = fault
      await frame.getByRole('button', { name: /^(Download|Resume)/ }).click()
      await expect(stopped(frame)).toHaveCount(1)
      await expect(stopped(frame)).toContainText(says)
      expect(await kept(page)).toEqual([expect.objectContaining({ whole: false })])
    })
  }
  // A short wait is waited for; and a server without ranges sends the whole file again, which then begins anew.
  const asked = hub.requests.length
  hub.fault = (path, nth) =>
    path === DECODER ? (nth % 2 === 1 ? { status: 429, headers: { 'Retry-After': '1' } } : { noRanges: true }) : null
  await frame.getByRole('button', { name: /^(Download|Resume)/ }).click()
  await expect(done(frame)).toBeVisible()
  expect(hub.requests.slice(asked).find((line) => line.includes(DECODER_BLOB))).toContain(' bytes=1000- ')
  expect(await kept(page)).toEqual([expect.objectContaining({ whole: true })])
})

test('what cannot be looked at is said in one line', async ({ page }) => {
  const frame = await openDoor(page)
  const alert = frame.getByRole('alert')
  await lookAt(frame, 'not a name')
  await expect(alert).toContainText('give it as owner/name')
  await lookAt(frame, 'nobody/nothing')
  await expect(alert).toContainText('does not have /api/models/nobody/nothing/revision/main (404)')
  await lookAt(frame, REPOSITORY, 'no-such-branch')
  await expect(alert).toContainText('(404)')
  hub.fault = () => ({ status: 401 })
  await lookAt(frame)
  await expect(alert).toContainText('private, gated or does not exist')
  await hub.close()
  await lookAt(frame)
  await expect(alert).toContainText('could not be reached')
})

test('a full disk keeps what is there', async ({ page, context }) => {
  const frame = await openDoor(page)
  await lookAt(frame)
  const session = await context.newCDPSession(page)
  // Room for some of the model beside what the app keeps for offline use, once that is there.
  const usage = await page.evaluate(async () => {
    await navigator.serviceWorker.ready
    return (await navigator.storage.estimate()).usage ?? 0
  })
  const quotaSize = usage + 4_000_000
  await session.send('Storage.overrideQuotaForOrigin', { origin: new URL(app.url).origin, quotaSize })
  await frame.getByRole('button', { name: /^Download/ }).click()
  await expect(stopped(frame)).toContainText('The space that the browser grants is full')
  expect(await kept(page)).toEqual([expect.objectContaining({ whole: false })])
  await session.send('Storage.overrideQuotaForOrigin', { origin: new URL(app.url).origin })
  await frame.getByRole('button', { name: /^Resume/ }).click()
  await expect(done(frame)).toBeVisible()
})

/** What lies on the model store, read from the files themselves. */
function kept(page: Page): Promise<{ folder: string; whole: boolean }[]> {
  return page.evaluate(async () => {
    const root = await navigator.storage.getDirectory()
    const models = await root.getDirectoryHandle('models', { create: true })
    const found = []
    for await (const [name, handle] of models.entries()) {
      const folder = handle as FileSystemDirectoryHandle
      const names: string[] = []
      for await (const key of folder.keys()) names.push(key)
      const manifest = JSON.parse(await (await (await folder.getFileHandle('manifest.json')).getFile()).text()) as {
        files: unknown[]
      }
      found.push({
        folder: name,
        whole: names.filter((key) => key.endsWith('~checked')).length === manifest.files.length,
      })
    }
    return found
  })
}
