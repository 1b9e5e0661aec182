/**
 * @file What a browser may be at when something befalls it: a run, an import, a rescore, an export, the copy
 * of a model, an upgrade of the database. Each knows how to bring about what comes before it, to begin, to
 * say what is wrong with what was left, and to do it again to its end. Whatever befalls it (a kill, another
 * tab, a full or emptied storage), the same must hold afterwards.
 */
import { createHash, randomBytes } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { BlobWriter, TextReader, Uint8ArrayReader, ZipWriter } from '@zip.js/zip.js'
import { writeShardJsonl } from '../../src/datasets/jsonl.ts'
import { seal } from '../../src/datasets/shard.ts'
import { HEAD, PNG, tinyItem } from '../../src/intake/testing.ts'
import type { Result } from '../../src/ui/automation.ts'
import { addFolder, drive, essence, exported, FOLDER, smallConfig, type Driven } from './audit.ts'
import { BLANK, ORIGIN, startedOrSaid } from './killable.ts'
import { makeOld, plant, readRows, replicate, type OldRows } from './planted.ts'
import { sign } from './signs.ts'
import { storedFiles, orphans, stored, type Rows, type Stored } from './stored.ts'

export type FaultKind = 'lost' | 'doubled' | 'half'

/** Takes what is wrong, in words. */
export type Complain = (kind: FaultKind, what: string) => void

/** Resolves at its end, or rejects. @param quiet is called from when on nothing may be asked of any server. */
export type Begin = (quiet: () => void) => Promise<void>

export interface Stage {
  readonly name: string
  /** Which profile it needs: the upgrade begins with a database of its own. */
  readonly profile: 'own' | 'shared'
  /** Brings about what there was before. The page is the app's, or for the upgrade a blank one of the origin. */
  set(page: Page): Promise<void>
  /** Gets all ready that a browser has to be handed. @returns how it begins. */
  arm(page: Page): Promise<Begin>
  /** Looks at what is there after it was cut short, or was not. */
  look(page: Page, complain: Complain): Promise<void>
  /** Does it to its end, in a page whose app is ready, and says what is wrong then. */
  again(page: Page, complain: Complain): Promise<void>
}

/** Of the run. */
export const SAMPLES = 12
const SHARD = 'stage'
const PICTURES = 300
const PICTURE_BYTES = 48 * 1024
const MODEL = 'staged'
const MODEL_BYTES = 24 * 2 ** 20
const LISTED_MS = 5_000
const REPLICAS = 120
const LARGE = 'large'

/**
 * The six, with what they need below `folder`. They share a profile, and are first to be done once each in
 * this order without anything befalling them.
 * @param downloads where the browser's downloads go.
 */
export async function makeStages(folder: string, downloads: string): Promise<readonly Stage[]> {
  mkdirSync(folder, { recursive: true })
  mkdirSync(downloads, { recursive: true })
  const { stage: run, reference } = runStage()
  return [
    run,
    await importStage(folder),
    rescoreStage(reference),
    exportStage(reference, downloads),
    copyStage(folder),
    upgradeStage(reference),
  ]
}

/** A finished run, for the stages that need answers. */
interface Reference {
  runId: string | null
  essence: unknown[] | null
  /** All that is stored of it and its shard. */
  rows: OldRows | null
}

function runStage(): { readonly stage: Stage; readonly reference: Reference } {
  const reference: Reference = { runId: null, essence: null, rows: null }
  let known = new Set<string>()
  let driven: Driven | null = null
  const config = async (page: Page) => smallConfig(await addFolder(page, FOLDER), SAMPLES)
  const unknownRun = ({ runs }: Stored) => runs.filter(({ id }) => !known.has(id))
  let before: Map<string, string> = new Map()
  const answers = async (page: Page, runId: string) => (await exported(page, runId)).samples
  /** Goes on with what is paused in this page, or with what was cut short, or begins anew. */
  const finish = async (page: Page): Promise<{ readonly id: string; readonly status: string }> => {
    if (driven?.page === page && driven.snapshots.at(-1)?.phase === 'paused') {
      await page.evaluate(() => globalThis.leakscope!.unpause())
      return driven.finished
    }
    const [run] = unknownRun(await stored(page))
    if (run?.status === 'done') return run
    const model = await config(page)
    return (await drive(page, run === undefined ? { config: model } : { resume: run.id })).finished
  }
  const stage: Stage = {
    name: 'run',
    profile: 'shared',
    async set(page) {
      known = new Set((await stored(page)).runs.map(({ id }) => id))
      driven = null
      before = new Map()
    },
    async arm(page) {
      const given = await config(page)
      return async (quiet) => {
        driven = await drive(page, { config: given })
        const paused = driven.until(({ phase, notice }) => phase === 'paused' && notice !== null)
        // Where it ended first.
        paused.catch(() => undefined)
        const resting = new Promise<never>((_resolve, reject) => {
          paused.then(
            ({ notice }) => reject(new Error(notice ?? 'paused')),
            () => undefined,
          )
        })
        await Promise.race([driven.until(({ phase }) => phase === 'running'), resting])
        quiet()
        const ended = await Promise.race([driven.finished, resting])
        if (ended.status !== 'done') throw new Error(`${ended.failureCode}: ${ended.failure}`)
      }
    },
    async look(page, complain) {
      const now = await stored(page)
      for (const what of orphans(now).filter((row) => row.includes('of no run'))) complain('half', what)
      const own = unknownRun(now)
      if (own.length > 1) complain('doubled', `${own.length} runs were stored for one`)
      const [run] = own
      const seen = Math.max(0, ...(driven?.snapshots ?? []).map(({ done }) => done))
      const there = run === undefined ? 0 : (now.responses[run.id]?.count ?? 0)
      if (there < seen) complain('lost', `${seen} answers were shown as stored, ${there} are there`)
      if (run !== undefined && now.samples[run.id]?.count !== run.sampleCount)
        complain('half', `run ${run.id} has ${now.samples[run.id]?.count ?? 0} of ${run.sampleCount} samples`)
      before = new Map(run === undefined ? [] : (await answers(page, run.id)).map(({ sampleId, at }) => [sampleId, at]))
    },
    async again(page, complain) {
      const ended = await finish(page)
      if (ended.status !== 'done') complain('lost', `the run ended as ${ended.status}`)
      const after = await exported(page, ended.id)
      const keys = after.samples.map(({ sampleId, guard }) => `${sampleId} ${guard}`)
      if (new Set(keys).size !== keys.length) complain('doubled', 'a sample has two answers')
      if (keys.length !== SAMPLES) complain('lost', `${keys.length} of ${SAMPLES} answers are there`)
      for (const [id, at] of before)
        if (after.samples.find(({ sampleId }) => sampleId === id)?.at !== at)
          complain('doubled', `${id} was answered before, and asked again`)
      const found = essence(after)
      reference.essence ??= found
      reference.runId ??= ended.id
      reference.rows ??= await readRows(page, ended.id, 'mm-privacy-demo')
      if (JSON.stringify(found) !== JSON.stringify(reference.essence))
        complain('half', 'answers or scores are not those of a run that nothing befell')
      known.add(ended.id)
    },
  }
  return { stage, reference }
}

export interface Version {
  readonly file: string
  readonly sha256: string
  readonly pictures: Readonly<Record<string, string>>
}

/** Two versions of one shard take turns, so that one replaces the other. */
async function importStage(folder: string): Promise<Stage> {
  const versions = [await makeShard(folder, 'a'), await makeShard(folder, 'b')]
  let wanted = versions[0]!
  let before: Version | null = null
  const find = (now: Stored): Version | null => {
    const shard = now.shards.find(({ id }) => id === SHARD)
    return versions.find(({ sha256 }) => sha256 === shard?.sha256) ?? null
  }
  const check = (now: Stored, complain: Complain): void => {
    const shard = now.shards.find(({ id }) => id === SHARD)
    if (shard === undefined) return
    const version = find(now)
    if (version === null) return complain('half', `the shard's hash is ${shard.sha256}, that of neither version`)
    if (now.items[shard.under]?.count !== shard.rows)
      complain('half', `${now.items[shard.under]?.count ?? 0} of ${shard.rows} items are there`)
    if (!same(now.pictures[shard.under] ?? {}, version.pictures)) complain('half', 'pictures are missing or others')
  }
  const take = async (page: Page): Promise<Begin> => {
    const input = await page.evaluateHandle(() => globalThis.leakscope!.fileInput(false))
    await page.bringToFront()
    await input.setInputFiles(wanted.file)
    return async (quiet) => {
      quiet()
      unwrap(await input.evaluate((element) => globalThis.leakscope!.importShard(element)))
    }
  }
  return {
    name: 'import',
    profile: 'shared',
    async set(page) {
      before = find(await stored(page))
      wanted = before === versions[0] ? versions[1]! : versions[0]!
    },
    arm: take,
    async look(page, complain) {
      const now = await stored(page)
      const found = find(now)
      if (before !== null && found === null) complain('lost', 'the shard that was to be replaced is gone')
      check(now, complain)
    },
    async again(page, complain) {
      await (
        await take(page)
      )(() => undefined)
      const now = await stored(page)
      if (find(now) !== wanted) complain('lost', 'the shard was imported and is not there')
      check(now, complain)
      const shards = orphans(now).filter((row) => row.includes('of no shard'))
      for (const what of shards) complain('half', what)
    },
  }
}

/** A zip that is imported as a shard of 300 pictures. @param name tells one version from another. */
export async function makeShard(folder: string, name: string): Promise<Version> {
  const pictures = Array.from({ length: PICTURES }, (_, i) => ({
    id: `p${i}`,
    path: `images/p${i}.png`,
    // A reader stops at the picture's end: what is behind it makes each another one.
    content: Buffer.concat([PNG, randomBytes(PICTURE_BYTES)]),
  }))
  const listed = pictures.map(({ id, path, content }) => ({ id, path, bytes: content.length, sha256: hashOf(content) }))
  const items = pictures.map(({ id }, i) => tinyItem(`${name}${i}`, { imageId: id }))
  const shard = await seal({ ...HEAD, id: SHARD, version: name }, { items, pictures: listed })
  const zip = new ZipWriter(new BlobWriter(), { useWebWorkers: false, level: 0 })
  await zip.add(`${SHARD}.shard.jsonl`, new TextReader(await writeShardJsonl(shard)))
  for (const { path, content } of pictures) await zip.add(path, new Uint8ArrayReader(content))
  const file = join(folder, `${SHARD}-${name}.zip`)
  writeFileSync(file, Buffer.from(await (await zip.close()).arrayBuffer()))
  return {
    file,
    sha256: shard.manifest.sha256,
    pictures: Object.fromEntries(listed.map((picture) => [picture.id, picture.sha256])),
  }
}

/** A long run whose answers an older scorer has scored. */
function rescoreStage(reference: Reference): Stage {
  const OLD = 'mm-privacy@0'
  let before: Stored | null = null
  let whole: string | null = null
  const scoresOf = (now: Stored) => Object.entries(now.scores[LARGE] ?? {}).filter(([scorer]) => scorer !== OLD)
  const check = (now: Stored, complain: Complain): Rows | undefined => {
    const [mine, ...others] = scoresOf(now).map(([, rows]) => rows)
    if (others.length > 0) complain('doubled', 'there are scores of two current scorers')
    if (now.scores[LARGE]?.[OLD]?.digest !== before?.scores[LARGE]?.[OLD]?.digest)
      complain('lost', 'scores of the earlier scorer are not what they were')
    if (now.responses[LARGE]?.digest !== before?.responses[LARGE]?.digest)
      complain('lost', 'answers are not what they were')
    if (mine !== undefined && mine.count !== now.responses[LARGE]?.count)
      complain('half', `${mine.count} of ${now.responses[LARGE]?.count} answers have a score`)
    return mine
  }
  const rescore = async (page: Page): Promise<void> => {
    await go(page, `#/samples/${LARGE}`, 'Samples')
    const button = page.getByRole('button', { name: 'Rescore' })
    try {
      await said(page, button)
      await press(page, button)
      const note = page.locator('.samples > p[role=status]').first()
      // Or an alert, where the answers cannot be read again.
      await said(page, note.filter({ hasText: /^(?!Scoring)\S/ }), 'attached')
      const text = (await note.textContent()) ?? ''
      if (!text.includes('answers scored again by')) throw new Error(text)
    } finally {
      await go(page, '#/prepare', 'Prepare').catch(() => undefined)
    }
  }
  return {
    name: 'rescore',
    profile: 'shared',
    async set(page) {
      await replicate(page, reference.rows!, LARGE, REPLICAS)
      await makeOld(page, LARGE, OLD)
      before = await stored(page)
    },
    arm: async (page) => async (quiet) => {
      quiet()
      await rescore(page)
    },
    look: async (page, complain) => void check(await stored(page), complain),
    async again(page, complain) {
      await rescore(page)
      const mine = check(await stored(page), complain)
      whole ??= mine?.digest ?? null
      if (mine === undefined || mine.digest !== whole)
        complain('lost', 'the scores are not those of a rescore that nothing befell')
    },
  }
}

/** The three files of data that a report is saved as, by their buttons. */
function exportStage(reference: Reference, downloads: string): Stage {
  const KINDS = ['CSV', 'JSONL', 'JSON']
  let before: Stored | null = null
  const whole = new Map<string, string>()
  const files = () => readdirSync(downloads).filter((name) => /\.(csv|jsonl|json)$/.test(name))
  const unchanged = (now: Stored, complain: Complain): void => {
    for (const kind of ['runs', 'samples', 'responses', 'scores'] as const)
      if (!same(now[kind], before?.[kind])) complain('lost', `${kind} are not what they were before the export`)
  }
  const check = (complain: Complain): void => {
    for (const name of files()) {
      const digest = hashOf(readFileSync(join(downloads, name)))
      if ((whole.get(name) ?? digest) !== digest) complain('half', `${name} has the name of a whole file`)
    }
  }
  const save = async (page: Page): Promise<void> => {
    if (!(await page.getByRole('button', { name: 'CSV', exact: true }).isVisible())) await openReport(page)
    for (const kind of KINDS) {
      await press(page, page.getByRole('button', { name: kind, exact: true }))
      const over = new AbortController()
      await Promise.race([saved(`.${kind.toLowerCase()}`, over.signal), alerted(page)]).finally(() => over.abort())
      sign()
    }
  }
  const saved = async (ending: string, over: AbortSignal): Promise<void> => {
    while (!over.aborted && !files().some((name) => name.endsWith(ending)))
      await new Promise((turn) => setTimeout(turn, 5))
  }
  const clear = (): void => {
    for (const name of readdirSync(downloads)) rmSync(join(downloads, name))
  }
  const openReport = async (page: Page): Promise<void> => {
    const session = await page.context().newCDPSession(page)
    await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: downloads })
    await go(page, `#/report/${LARGE}`, 'Report')
    await said(page, page.getByRole('button', { name: 'CSV', exact: true }))
  }
  return {
    name: 'export',
    profile: 'shared',
    async set(page) {
      await replicate(page, reference.rows!, LARGE, REPLICAS)
      clear()
      await openReport(page)
      before = await stored(page)
    },
    arm: async (page) => async (quiet) => {
      quiet()
      await save(page)
    },
    async look(page, complain) {
      unchanged(await stored(page), complain)
      check(complain)
    },
    async again(page, complain) {
      clear()
      await openReport(page)
      await save(page)
      for (const name of files()) if (!whole.has(name)) whole.set(name, hashOf(readFileSync(join(downloads, name))))
      check(complain)
      if (files().length !== KINDS.length) complain('lost', `${files().length} of ${KINDS.length} files were saved`)
      await go(page, '#/prepare', 'Prepare')
    },
  }
}

/** Two versions of one folder take turns, of equal names and lengths. */
function copyStage(folder: string): Stage {
  const versions = ['a', 'b'].map((name) => makeModel(join(folder, name, MODEL)))
  let wanted = versions[0]!
  let turn = 0
  const id = `folder:${MODEL}`
  const copyOf = (kept: Readonly<Record<string, string>>) => versions.find(({ files }) => same(kept, files)) ?? null
  const check = async (page: Page, complain: Complain): Promise<string | null> => {
    const listed = (await page.evaluate(() => globalThis.leakscope!.models())).find(
      (model) => model.id === id && model.source === 'stored',
    )
    if (listed === undefined) return null
    const files = await storedFiles(page)
    const own = Object.fromEntries(
      files
        .filter(
          ({ path }) => path.startsWith(`${id}/`) && !path.endsWith('~checked') && !path.endsWith('/manifest.json'),
        )
        .map((file) => [file.path.slice(id.length + 1), file.sha256]),
    )
    const copy = copyOf(own)
    if (copy === null) complain('half', 'a model is listed as kept whose files are those of no folder')
    return copy?.folder ?? null
  }
  const copy = async (page: Page): Promise<Begin> => {
    // Away and back, so that nothing is left of what was said before.
    await go(page, '#/samples', 'Samples')
    await go(page, '#/prepare', 'Prepare')
    await addFolder(page, wanted.folder)
    const button = page.getByRole('button', { name: `Keep a copy of ${MODEL}` })
    await button.waitFor()
    return async (quiet) => {
      quiet()
      await press(page, button)
      const kept = page.getByText('copied from your folder, kept here')
      await Promise.race([said(page, kept), button.waitFor({ state: 'detached' })])
      // Another tab may be replacing it; of storage that was emptied just then neither copy nor folder is listed.
      await kept.waitFor({ timeout: LISTED_MS }).catch(() => {
        throw new Error('The copy is gone from the list')
      })
    }
  }
  return {
    name: 'model copy',
    profile: 'shared',
    async set() {
      wanted = versions[++turn % 2]!
    },
    arm: copy,
    look: async (page, complain) => void (await check(page, complain)),
    async again(page, complain) {
      await (
        await copy(page)
      )(() => undefined)
      if ((await check(page, complain)) !== wanted.folder) complain('lost', 'the copy that was made is not there')
    },
  }
}

function makeModel(folder: string): { readonly folder: string; readonly files: Readonly<Record<string, string>> } {
  if (!existsSync(folder)) {
    cpSync(FOLDER, folder, { recursive: true })
    for (const name of ['leakscope.json', 'reference.json']) rmSync(join(folder, name))
    for (const name of ['one', 'two']) writeFileSync(join(folder, 'onnx', `${name}.bin`), randomBytes(MODEL_BYTES / 2))
  }
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
  return {
    folder,
    files: Object.fromEntries(files.map((path) => [relative(folder, path), hashOf(readFileSync(path))])),
  }
}

/**
 * A database as the first or the second version of the app left it, which the app brings up to its own when
 * it opens.
 */
function upgradeStage(reference: Reference): Stage {
  let turn = 0
  let before: Stored | null = null
  return {
    name: 'upgrade',
    profile: 'own',
    async set(page) {
      await page.goto(BLANK)
      await plant(page, 1 + (turn++ % 2), reference.rows!)
      before = await stored(page)
    },
    arm: async (page) => async () => {
      await page.goto(ORIGIN)
      await startedOrSaid(page)
    },
    async look(page, complain) {
      const now = await stored(page)
      if (now.version <= before!.version) complain('half', `the database is of version ${now.version} still`)
      for (const kind of ['shards', 'items', 'pictures', 'runs', 'samples', 'responses', 'scores'] as const)
        if (!same(now[kind], before![kind])) complain('lost', `${kind} are not what they were before the upgrade`)
    },
    async again(page, complain) {
      const found = essence(await exported(page, reference.runId!))
      if (!same(found, reference.essence)) complain('lost', 'the upgraded run is not what it was')
    },
  }
}

async function go(page: Page, hash: string, screen: string): Promise<void> {
  await page.evaluate((to) => location.assign(to), hash)
  await page.getByRole('main', { name: screen }).waitFor()
  sign()
}

/** Resolves when the app shows what is waited for; rejects with what it says is wrong. */
async function said(page: Page, wanted: Locator, state: 'visible' | 'attached' = 'visible'): Promise<void> {
  const alert = page.getByRole('alert').first()
  await wanted.or(alert).first().waitFor({ state })
  sign()
  if (await alert.isVisible()) throw new Error((await alert.textContent()) ?? '')
}

/** Also in a tab behind another. Rejects with what the app says is wrong, where it took the button away. */
async function press(page: Page, button: Locator): Promise<void> {
  await Promise.race([button.dispatchEvent('click'), alerted(page)])
}

/** Rejects with what the app says is wrong. */
async function alerted(page: Page): Promise<never> {
  const alert = page.getByRole('alert').first()
  await alert.waitFor()
  throw new Error((await alert.textContent()) ?? '')
}

function same(a: unknown, b: unknown): boolean {
  return sorted(a) === sorted(b)
}

/** JSON whose keys are in order. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function unwrap<T>(result: Result<T>): T {
  if ('ok' in result) return result.ok
  throw new Error(`${result.error.code}: ${result.error.message}`)
}
