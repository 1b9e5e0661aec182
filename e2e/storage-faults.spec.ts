/**
 * @file Storage that is full, emptied or refused while the app is at a run, an import, a rescore, an export,
 * the copy of a model or an upgrade of the database: one line says so, nothing stays by half, and with
 * storage again all of it is done to its end. `LEAKSCOPE_FAULTS` sets how many times each is done full and
 * emptied (0: one of the two, at a stage that the seed draws); `LEAKSCOPE_FAULT_SEED` repeats the
 * moments.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, type CDPSession } from '@playwright/test'
import { createRandom, type Random } from '../src/domain/random.ts'
import { Bystander, GivenUp } from './support/bystander.ts'
import {
  BLANK,
  openKillable,
  ORIGIN,
  startedOrSaid,
  startServers,
  type Killable,
  type Servers,
} from './support/killable.ts'
import { makeStages, type Stage } from './support/stages.ts'
import { orphans, stored } from './support/stored.ts'

const FAULTS = Number(process.env['LEAKSCOPE_FAULTS'] ?? 0)
const SEED = process.env['LEAKSCOPE_FAULT_SEED'] ?? '1'
/** More than any stage stores. */
const ROOM = 40 * 2 ** 20
const LONGEST_LINE = 400

// It would be made of every page that is killed, and slow all of them.
test.use({ trace: 'off' })

let folder: string
let servers: Servers
let seen: Bystander
test.beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'leakscope-storage-'))
  servers = await startServers()
  seen = new Bystander(servers)
})
test.afterEach(async () => {
  await servers.close()
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

// In `npm test` e2e/run.spec.ts and e2e/storage.spec.ts have a run and an import meet a full disk and lost pictures.
test('storage that is full or emptied at a random moment of whatever it was at', { tag: '@long' }, async () => {
  test.info().annotations.push({ type: 'seed', description: `LEAKSCOPE_FAULT_SEED=${SEED}` })
  test.setTimeout(400_000 + FAULTS * 400_000)
  const random = createRandom(`storage ${SEED}`)
  const all = await makeStages(join(folder, 'files'), join(folder, 'downloads'))
  const turns: (readonly [typeof full, Stage])[] =
    FAULTS === 0
      ? [[random.int(2) === 0 ? full : emptied, random.shuffle(all)[0]!] as const]
      : Array.from({ length: FAULTS }, () =>
          [full, emptied].flatMap((befall) => all.map((stage) => [befall, stage] as const)),
        ).flat()
  const takes = await undisturbed(all.filter((one) => one === all[0] || turns.some(([, stage]) => stage === one)))
  for (const [at, [befall, stage]] of turns.entries()) {
    const where = `seed ${SEED}, ${befall.name} ${at + 1}, ${stage.name}`
    await test.step(where, () => befall(stage, { random, where, takes: takes.get(stage)! }))
  }
  seen.foreignRequests()
  test.info().annotations.push(...seen.annotations(turns.length))
  expect(seen.faults).toEqual([])
})

interface Circumstances {
  readonly random: Random
  readonly where: string
  /** Milliseconds that the stage takes when nothing befalls it. */
  readonly takes: number
}

/** Each stage once, in one browser; how long it takes. */
async function undisturbed(stages: readonly Stage[]): Promise<Map<Stage, number>> {
  const takes = new Map<Stage, number>()
  for (const profile of ['shared', 'own'] as const) {
    const browser = await open(profile)
    if (profile === 'shared') await start(browser)
    for (const stage of stages.filter((one) => one.profile === profile)) {
      await test.step(`undisturbed: ${stage.name}`, async () => {
        await stage.set(browser.page)
        const begin = await stage.arm(browser.page)
        const began = performance.now()
        await begin(() => undefined)
        takes.set(stage, performance.now() - began)
        await stage.look(browser.page, seen.complainAbout(stage.name))
        await stage.again(browser.page, seen.complainAbout(stage.name))
      })
    }
    await browser.close()
  }
  expect(seen.faults).toEqual([])
  return takes
}

/**
 * The disk is full before it begins, or when it has stored a part. A browser of its own: it remembers how
 * much space there was (docs/quirks.md).
 */
async function full(stage: Stage, { random, where }: Circumstances): Promise<void> {
  const before = await open(stage.profile)
  if (stage.profile === 'shared') await start(before)
  await stage.set(before.page)
  await before.close()

  const browser = await open(stage.profile)
  try {
    const { page } = browser
    await page.goto(BLANK)
    const { usage = 0 } = await page.evaluate(() => navigator.storage.estimate())
    const session = await page.context().newCDPSession(page)
    const quotaSize = random.int(2) === 0 ? 1 : Math.round(usage + random.next() * random.next() * ROOM)
    await session.send('Storage.overrideQuotaForOrigin', { origin: ORIGIN, quotaSize })
    const began = await wholly(stage, browser, where)
    await session.send('Storage.overrideQuotaForOrigin', { origin: ORIGIN })
    // What was refused at its start is opened again; what rests in the page goes on there.
    if (!began) await start(browser, true)
    await stage.look(page, seen.complainAbout(where))
    await seen.wait(`${where}: again`, stage.again(page, seen.complainAbout(`${where}, again`)), page)
  } finally {
    await browser.close()
  }
}

/** As by a clean-up tool, by the user in the browser's settings, or by the browser itself. */
async function emptied(stage: Stage, { random, where, takes }: Circumstances): Promise<void> {
  const browser = await open(stage.profile)
  try {
    const { page } = browser
    if (stage.profile === 'shared') await start(browser)
    await stage.set(page)
    const session = await page.context().newCDPSession(page)
    const emptying = new Promise((moment) => setTimeout(moment, random.next() * takes)).then(() => empty(session))
    await Promise.all([wholly(stage, browser, where), emptying])
    await start(browser, true)
    for (const what of orphans(await stored(page)).filter((row) => row.includes('of no run')))
      seen.complain('half', `${where}: ${what}`)
    await seen.wait(`${where}: set`, stage.set(page), page)
    if (stage.profile === 'own') await start(browser, true)
    await seen.wait(`${where}: again`, stage.again(page, seen.complainAbout(`${where}, again`)), page)
  } finally {
    await browser.close()
  }
}

async function empty(session: CDPSession): Promise<void> {
  await session.send('Storage.clearDataForOrigin', { origin: ORIGIN, storageTypes: 'indexeddb,file_systems' })
}

/** Does it under the fault, whatever comes of it: an end, or one line. @returns whether the app was there to say it. */
async function wholly(stage: Stage, browser: Killable, where: string): Promise<boolean> {
  const { page } = browser
  try {
    if (stage.profile === 'shared' && !(await page.evaluate(() => 'leakscope' in globalThis))) await start(browser)
    const begin = await stage.arm(page)
    await seen.wait(
      where,
      begin(() => undefined),
      page,
    )
  } catch (error) {
    if (error instanceof GivenUp) throw error
    const said = lineOf(error)
    expect(said.length, `${where}: ${said}`).toBeLessThan(LONGEST_LINE)
    expect(said, where).toMatch(
      /storage|space|disk|aborted|not in storage|No run|No shard|is gone|was stopped|not kept/i,
    )
  }
  return page.evaluate(() => 'leakscope' in globalThis)
}

function lineOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? ''
}

function open(profile: Stage['profile']): Promise<Killable> {
  return openKillable(join(folder, profile), servers)
}

/** Opens the app. @param anew also where it is open. */
async function start({ page }: Killable, anew = false): Promise<void> {
  if (!anew && (await page.evaluate(() => 'leakscope' in globalThis))) return
  await seen.wait(
    'start',
    page.goto(`${ORIGIN}/`).then(() => startedOrSaid(page)),
    page,
  )
}

test('a browser that refuses to keep anything for good changes nothing but what Storage says', async () => {
  const [run, , , , copy] = await makeStages(join(folder, 'files'), join(folder, 'downloads'))
  const browser = await open('shared')
  try {
    await start(browser)
    const session = await browser.context.newCDPSession(browser.page)
    const permission = { name: 'persistent-storage' }
    await session.send('Browser.setPermission', { permission, setting: 'denied', origin: ORIGIN })
    expect(await browser.page.evaluate(() => navigator.storage.persist())).toBe(false)
    for (const stage of [run!, copy!]) {
      await stage.set(browser.page)
      const begin = await stage.arm(browser.page)
      await begin(() => undefined)
      await stage.again(browser.page, seen.complainAbout(stage.name))
    }
    expect(seen.faults).toEqual([])
  } finally {
    await browser.close()
  }
})

test('site data that the user has blocked: one line at the start, and no more', async () => {
  mkdirSync(join(folder, 'shared', 'Default'), { recursive: true })
  const blocked = { profile: { default_content_setting_values: { cookies: 2 } } }
  writeFileSync(join(folder, 'shared', 'Default', 'Preferences'), JSON.stringify(blocked))
  const browser = await open('shared')
  try {
    const thrown: string[] = []
    browser.page.on('pageerror', (error) => thrown.push(String(error)))
    await expect(start(browser)).rejects.toThrow(/Leakscope could not start.*Storage cannot be opened/)
    expect(thrown).toEqual([])
  } finally {
    await browser.close()
  }
})

for (const [what, place, says] of [
  ['the database', 'IndexedDB', /Leakscope could not start.*Storage cannot be opened/],
  ['the private file system', 'File System', /Not copied.*storage/],
] as const) {
  test(`a disk on which ${what} cannot be made: one line, and the rest works`, async () => {
    const [run, , , , copy] = await makeStages(join(folder, 'files'), join(folder, 'downloads'))
    const profile = join(folder, 'shared', 'Default')
    mkdirSync(profile, { recursive: true })
    rmSync(join(profile, place), { recursive: true, force: true })
    // A file where the browser wants a folder.
    writeFileSync(join(profile, place), 'x')
    const browser = await open('shared')
    try {
      if (place === 'IndexedDB') await expect(start(browser)).rejects.toThrow(says)
      else {
        await start(browser)
        await copy!.set(browser.page)
        const begin = await copy!.arm(browser.page)
        await expect(begin(() => undefined)).rejects.toThrow(says)
        await run!.set(browser.page)
        await run!.again(browser.page, seen.complainAbout('run'))
      }
      expect(existsSync(join(profile, place))).toBe(true)
      expect(seen.faults).toEqual([])
    } finally {
      await browser.close()
    }
  })
}
