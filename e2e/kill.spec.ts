/**
 * @file The browser killed (SIGKILL) at random moments of a run, an import, a rescore, an export, the copy of
 * a model and an upgrade of the database: at the next start nothing is lost, doubled or stored by half, and
 * what was begun is done to its end. Each start looks at what the kill before it left. `LEAKSCOPE_KILLS` sets
 * how many (one, of a run); `LEAKSCOPE_KILL_SEED` repeats a sequence.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { createRandom } from '../src/domain/random.ts'
import {
  BLANK,
  keptOffline,
  openKillable,
  ORIGIN,
  startedOrSaid,
  startServers,
  type Killable,
  type Servers,
} from './support/killable.ts'
import { Bystander } from './support/bystander.ts'
import { makeStages, type Stage } from './support/stages.ts'

const KILLS = Number(process.env['LEAKSCOPE_KILLS'] ?? 1)
const SEED = process.env['LEAKSCOPE_KILL_SEED'] ?? '1'

// It would be made of every page that is killed, and slow all of them.
test.use({ trace: 'off' })

test('killed at random moments, whatever it was at, it loses nothing, doubles nothing and keeps nothing by half', async () => {
  // Not in the title, which every worker process must find the same.
  test.info().annotations.push({ type: 'seed', description: `LEAKSCOPE_KILL_SEED=${SEED}, ${KILLS} kills` })
  test.setTimeout(300_000 + KILLS * 120_000)
  const folder = mkdtempSync(join(tmpdir(), 'leakscope-kill-'))
  const servers = await startServers()
  const seen = new Bystander(servers)
  try {
    const random = createRandom(`kills ${SEED}`)
    const [run, ...others] = await makeStages(join(folder, 'files'), join(folder, 'downloads'))
    // Few kills: a run, whose answers the others need, and some of the others.
    const stages = [run!, ...(KILLS > others.length ? others : random.shuffle(others).slice(0, KILLS - 1))]
    const campaign = new Campaign(folder, servers, seen)
    await campaign.undisturbed(stages)
    expect(seen.faults).toEqual([])
    let order: Stage[] = []
    for (let kill = 1; kill <= KILLS; kill++) {
      if (order.length === 0) order = random.shuffle(stages)
      const stage = order.pop()!
      await campaign.kill(stage, random.next(), `seed ${SEED}, kill ${kill}, ${stage.name}`)
    }
    await campaign.end()
    test.info().annotations.push(...seen.annotations(KILLS))
    expect(seen.faults).toEqual([])
  } finally {
    await servers.close()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
})

class Campaign {
  readonly #folder: string
  readonly #servers: Servers
  readonly #seen: Bystander
  /** Milliseconds that each stage takes when nothing befalls it. */
  readonly #takes = new Map<Stage, number>()
  /** By profile: what was killed in it and not yet looked at. */
  readonly #killed = new Map<Stage['profile'], { readonly stage: Stage; readonly where: string }>()

  constructor(folder: string, servers: Servers, seen: Bystander) {
    this.#folder = folder
    this.#servers = servers
    this.#seen = seen
  }

  /** Each stage once, with all that is looked at: what a kill leaves is held against it. */
  async undisturbed(stages: readonly Stage[]): Promise<void> {
    for (const stage of stages) {
      await test.step(`undisturbed: ${stage.name}`, async () => {
        const browser = await this.#open(stage)
        if (stage.profile === 'shared') await this.#start(browser)
        // Neither a run nor an import lets anything be kept beside it.
        if (stage.name === 'run' && stages.length > 1) await keptOffline(browser.page)
        await this.#seen.wait('set', stage.set(browser.page), browser.page)
        const begin = await stage.arm(browser.page)
        const began = performance.now()
        await begin(() => undefined)
        this.#takes.set(stage, performance.now() - began)
        await this.#settle(stage, `undisturbed ${stage.name}`, browser)
        await browser.close()
      })
    }
  }

  /** @param when share of what the stage takes undisturbed. */
  async kill(stage: Stage, when: number, where: string): Promise<void> {
    const after = Math.round(when * this.#takes.get(stage)!)
    await test.step(`${where}, after ${after} ms`, async () => {
      const browser = await this.#open(stage)
      await this.#settlePending(stage.profile, browser)
      if (stage.profile === 'shared') await this.#start(browser)
      await this.#seen.wait(`${where}: set`, stage.set(browser.page), browser.page)
      let quietFrom: number | null = null
      let over = false
      const begin = await stage.arm(browser.page)
      const work = begin(() => {
        quietFrom = this.#seen.mark()
      }).then(() => {
        over = true
      })
      // It is cut short.
      work.catch(() => undefined)
      await new Promise((done) => setTimeout(done, after))
      if (quietFrom !== null) this.#seen.requestsSince(quietFrom, where)
      this.#seen.cutShort(!over)
      await browser.kill()
      this.#killed.set(stage.profile, { stage, where })
    })
  }

  /** Looks at the last kill in each profile. */
  async end(): Promise<void> {
    for (const [profile, { stage }] of this.#killed) {
      const browser = await this.#open(stage)
      await this.#settlePending(profile, browser)
      await browser.close()
    }
    this.#seen.foreignRequests()
  }

  #open({ profile }: Stage): Promise<Killable> {
    return openKillable(join(this.#folder, profile), this.#servers)
  }

  async #settlePending(profile: Stage['profile'], browser: Killable): Promise<void> {
    const killed = this.#killed.get(profile)
    if (killed === undefined) return
    await this.#start(browser)
    await this.#settle(killed.stage, killed.where, browser)
    this.#killed.delete(profile)
  }

  async #settle(stage: Stage, where: string, { page }: Killable): Promise<void> {
    const complain = this.#seen.complainAbout(where)
    await this.#seen.wait(`${where}: look`, stage.look(page, complain), page)
    await this.#seen.wait(`${where}: again`, stage.again(page, complain), page)
  }

  async #start({ page }: Killable): Promise<void> {
    if (page.url().startsWith(ORIGIN) && page.url() !== BLANK) return
    await this.#seen.wait(
      'start',
      page.goto(`${ORIGIN}/`).then(() => startedOrSaid(page)),
      page,
    )
  }
}
