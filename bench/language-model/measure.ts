/**
 * @file `npm run bench:language-model -- --out DIR [--parts ID[,ID]] [--people N] …`: what smollm2-reader keeps, reads
 * and says, in the browser's engine (docs/language-model.md). The same command resumes; rows lie in DIR, figures beside
 * them. How many: `--people`, `--passages`, `--questions`, `--forms`, `--rewrites`, `--privacy-answers`, `--safety-answers`,
 * `--guard-bench-answers`.
 * `--page` measures nothing: it keeps the figures in the repository and writes the page of them.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { builtModelsFolder } from '../../scripts/lib/built-model/folder.mjs'
import { runCommand, UsageError } from '../../scripts/lib/exit.ts'
import { AUDITS, auditPart } from './audits.ts'
import { MODEL, openInBrowser } from './engine.ts'
import { membership } from './membership.ts'
import { keepResults, readResults, writePage } from './page.ts'
import { askAll, type Part } from './part.ts'
import { plainFolder } from './plain.ts'
import { reading } from './reading.ts'
import { retention } from './retention.ts'
import { rewriting } from './rewriting.ts'
import { speaking } from './speaking.ts'

interface Measured {
  readonly id: string
  /** The option that says how many, and how many otherwise. */
  readonly counted: string
  readonly usual: number
  readonly figures: (count: number, out: string, wheel: string | null) => Promise<object>
}

const asked = <Item, Row extends object>(part: Part<Item, Row>, counted: string, usual: number): Measured => ({
  id: part.id,
  counted,
  usual,
  async figures(count, out, wheel) {
    const rows = await rowsOf(part, count, out, null)
    return part.figures(rows, part.plain === true ? await rowsOf(part, count, out, await plainFolder(out, wheel)) : [])
  },
})

const PARTS: readonly Measured[] = [
  asked(retention, 'people', 20),
  asked(membership, 'passages', 20),
  asked(speaking, 'questions', 10),
  asked(reading, 'forms', 10),
  asked(rewriting, 'rewrites', 10),
  ...AUDITS.map((part): Measured => {
    const { id, usual } = part
    return { id, counted: `${id}-answers`, usual, figures: (count, out) => auditPart(part, count, out) }
  }),
]
const MINUTE = 60_000

await runCommand('bench:language-model', async () => {
  const ids = PARTS.map(({ id }) => id)
  const { values } = parseArgs({
    options: {
      out: { type: 'string' },
      wheel: { type: 'string' },
      page: { type: 'boolean', default: false },
      parts: { type: 'string', default: ids.join() },
      ...Object.fromEntries(PARTS.map(({ counted }) => [counted, { type: 'string' as const }])),
    },
  })
  const { page, out, wheel = null, parts } = values
  const counts = values as Readonly<Record<string, unknown>>
  if (out === undefined) throw new UsageError('--out DIR: where rows and figures are to lie')
  if (page) {
    keepResults(out, ids)
    return writePage(readResults())
  }
  const wanted = parts.split(',')
  const unknown = wanted.find((id) => !ids.includes(id))
  if (unknown !== undefined) throw new UsageError(`--parts: there is no "${unknown}"; there are ${ids.join(', ')}`)
  const plan = PARTS.filter(({ id }) => wanted.includes(id)).map((part) => {
    const count = Number(counts[part.counted] ?? part.usual)
    if (!Number.isInteger(count) || count < 1) throw new UsageError(`--${part.counted}: a whole number above 0`)
    return { ...part, count }
  })
  if (!existsSync(join(builtModelsFolder(), MODEL)))
    throw new UsageError(`${MODEL} is not built yet: npm run model -- ${MODEL}`)
  mkdirSync(out, { recursive: true })
  for (const { id, count, figures } of plan) {
    const found = { part: id, model: MODEL, at: new Date().toISOString(), ...(await figures(count, out, wheel)) }
    writeFileSync(join(out, `${id}.json`), `${JSON.stringify(found, null, 2)}\n`)
    process.stdout.write(`${JSON.stringify(found)}\n`)
  }
})

/** Loads the model only where something is left to ask. @param folder of the one without its adapter, or null. */
async function rowsOf<Item, Row extends object>(
  part: Part<Item, Row>,
  count: number,
  out: string,
  folder: string | null,
): Promise<Row[]> {
  const name = folder === null ? part.id : `${part.id}-plain`
  const begun = performance.now()
  let told = begun
  return askAll(
    part,
    count,
    join(out, `${name}.jsonl`),
    () => openInBrowser(MODEL, folder ?? builtModelsFolder()),
    (done, of) => {
      if (performance.now() - told < MINUTE && done < of) return
      told = performance.now()
      process.stderr.write(`${name} ${done}/${of} after ${((told - begun) / MINUTE).toFixed(1)} min\n`)
    },
  )
}
