/**
 * @file Two tabs at once, a moment apart: both go on with one run, both import one shard, rescore one run,
 * copy one model, bring one database up to date. Nothing is lost, doubled or stored by half, and the tab that
 * comes second says so in one line where it is refused. `LEAKSCOPE_RACES` sets how many of each (0: the copy
 * of a model alone); `LEAKSCOPE_RACE_SEED` repeats the moments.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { createRandom } from '../src/domain/random.ts'
import { addFolder, drive, FOLDER, smallConfig } from './support/audit.ts'
import { Bystander } from './support/bystander.ts'
import { keptOffline, openKillable, ORIGIN, ready, startServers } from './support/killable.ts'
import { makeStages, SAMPLES, type Stage } from './support/stages.ts'

const RACES = Number(process.env['LEAKSCOPE_RACES'] ?? 0)
const SEED = process.env['LEAKSCOPE_RACE_SEED'] ?? '1'
/** How much later the second tab may begin, in milliseconds; half of the times it is a quarter of that or less. */
const APART_MS = 1000

// It would be made of every page that is killed, and slow all of them.
test.use({ trace: 'off' })

test('two tabs at once lose nothing, double nothing and keep nothing by half', async () => {
  test.info().annotations.push({ type: 'seed', description: `LEAKSCOPE_RACE_SEED=${SEED}` })
  test.setTimeout(300_000 + RACES * 300_000)
  const folder = mkdtempSync(join(tmpdir(), 'leakscope-race-'))
  const servers = await startServers()
  const seen = new Bystander(servers)
  const random = createRandom(`races ${SEED}`)
  try {
    const stages = await makeStages(join(folder, 'files'), join(folder, 'downloads'))
    const of = (name: string) => stages.find((stage) => stage.name === name)!
    const shared = await openKillable(join(folder, 'shared'), servers)
    const own = await openKillable(join(folder, 'own'), servers)
    try {
      const tabs = [shared.page, await shared.context.newPage()] as const
      for (const page of tabs) await page.goto(`${ORIGIN}/`).then(() => ready(page))
      await keptOffline(tabs[0])
      const one = of('run')
      // All stages but the copy of a model are about its answers.
      if (RACES > 0) {
        await one.set(tabs[0])
        await one.again(tabs[0], seen.complainAbout('undisturbed run'))
      }

      let tries = 0
      const race = async (stage: Stage, pages: readonly [Page, Page], begin: readonly [Start, Start]) => {
        tries += 1
        const where = `seed ${SEED}, race ${tries}, ${stage.name}`
        await test.step(where, async () => {
          const from = seen.mark()
          const later = Math.round(random.next() ** 2 * APART_MS)
          const results = await seen.wait(
            where,
            Promise.allSettled([begin[0](), pages[1].waitForTimeout(later).then(begin[1])]),
            pages[1],
          )
          // The app itself is fetched when it is opened.
          if (stage.name !== 'upgrade') seen.requestsSince(from, where)
          const refusals = results.flatMap((result) => (result.status === 'rejected' ? [String(result.reason)] : []))
          if (refusals.length > 1) seen.complain('lost', `${where}: both were refused: ${refusals.join(' | ')}`)
          for (const said of refusals) expect(said).toMatch(/another tab|is done; there is nothing to resume/)
          await stage.look(pages[0], seen.complainAbout(where))
          await stage.again(pages[0], seen.complainAbout(`${where}, again`))
        })
      }

      const races: Readonly<Record<string, () => Promise<void>>> = {
        async run() {
          const runId = await stoppedRun(one, tabs[0])
          await addFolder(tabs[1], FOLDER)
          const resume = (page: Page) => async () => (await drive(page, { resume: runId })).finished
          await race(one, tabs, [resume(tabs[0]), resume(tabs[1])])
        },
        import: () => setAndRace('import'),
        rescore: () => setAndRace('rescore'),
        'model copy': () => setAndRace('model copy'),
        async upgrade() {
          const upgrade = of('upgrade')
          const blank = await own.context.newPage()
          await upgrade.set(blank)
          const both = [blank, await own.context.newPage()] as const
          await race(upgrade, both, [await armed(upgrade, both[0]), await armed(upgrade, both[1])])
          for (const page of both) await page.close()
        },
      }
      const setAndRace = async (name: string): Promise<void> => {
        const stage = of(name)
        await stage.set(tabs[0])
        await race(stage, tabs, [await armed(stage, tabs[0]), await armed(stage, tabs[1])])
      }
      const rounds = RACES === 0 ? [races['model copy']!] : []
      for (let round = 0; round < RACES; round++) rounds.push(...Object.values(races))
      for (const begin of rounds) await begin()
      seen.foreignRequests()
      test.info().annotations.push(...seen.annotations(tries))
      expect(seen.faults).toEqual([])
    } finally {
      await shared.close()
      await own.close()
    }
  } finally {
    await servers.close()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
})

type Start = () => Promise<unknown>

async function armed(stage: Stage, page: Page): Promise<Start> {
  const begin = await stage.arm(page)
  return () => begin(() => undefined)
}

/** A run that was stopped with some of its answers. */
async function stoppedRun(stage: Stage, page: Page): Promise<string> {
  await stage.set(page)
  const run = await drive(page, { config: smallConfig(await addFolder(page, FOLDER), SAMPLES) })
  const { runId } = await run.until(({ done }) => done >= 2)
  await page.evaluate(() => globalThis.leakscope!.stop())
  await run.finished
  return runId
}
