/**
 * @file `npm run test:coverage`: how often each printed interval holds the truth, over the whole grid; writes
 * `docs/coverage.md` and ends with 1 if a cell is below the limit. Twenty minutes on one core.
 * `-- --only ID,…` measures those procedures and leaves the page's other sections as they are.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { PROCEDURES, type Procedure } from './procedures.ts'
import { CLUSTERS, CORRELATIONS, cover, type Covered, grid, LEAST_COVERAGE, RATES, SIZES } from './simulate.ts'
import { UNPRINTED } from './unprinted.ts'
import { wrapMarkdown } from '../../scripts/lib/wrap-markdown.ts'

/**
 * Trials of a cell, and the share below which they leave it open whether the cell is above the limit: then
 * the next number of trials is made.
 */
const ROUNDS = [
  { trials: 200, openBelow: 0.965 },
  { trials: 1000, openBelow: 0.945 },
  { trials: 10_000, openBelow: 0 },
] as const

const PAGE = new URL('../../docs/coverage.md', import.meta.url)
const { values } = parseArgs({ options: { only: { type: 'string' } } })
const chosen = values.only?.split(',') ?? PROCEDURES.map(({ id }) => id)
const earlier = values.only === undefined ? '' : await readFile(PAGE, 'utf8')
const cellCount = PROCEDURES.reduce((sum, { worlds }) => sum + Object.keys(worlds).length, 0) * grid().length

const started = Date.now()
const covered = PROCEDURES.filter(({ id }) => chosen.includes(id)).flatMap((procedure) => {
  const cells = Object.keys(procedure.worlds).flatMap((world) => grid().map((cell) => settle(procedure, world, cell)))
  const worst = cells.reduce((least, { coverage }) => Math.min(least, coverage ?? 1), 1)
  process.stdout.write(`${procedure.id}: ${cells.length} cells, at least ${percent(worst)}%\n`)
  return cells
})
const failed = covered.filter(({ coverage }) => coverage !== null && coverage < LEAST_COVERAGE)
for (const { procedure, world, cell, coverage } of failed)
  process.stdout.write(`below the limit: ${procedure}, ${world}, ${JSON.stringify(cell)}: ${percent(coverage!)}%\n`)
await writeFile(PAGE, wrapMarkdown(page()))
process.stdout.write(
  `${Math.round((Date.now() - started) / 1000)} s, ${failed.length} of ${covered.length} cells below the limit\n`,
)
process.exitCode = failed.length === 0 ? 0 : 1

function settle(procedure: Procedure, world: string, cell: Covered['cell']): Covered {
  for (const { trials, openBelow } of ROUNDS) {
    const found = cover(procedure, world, cell, trials)
    if (found.coverage === null || found.coverage >= openBelow) return found
  }
  throw new RangeError('the last round leaves nothing open')
}

function percent(share: number): string {
  return (100 * share).toFixed(1)
}

function page(): string {
  return `# How often the intervals hold the truth

Written by \`npm run test:coverage\` (long: twenty minutes); do not edit. Each printed 95% interval was made of answers drawn with a known truth, ${ROUNDS[0].trials} times in each of
${cellCount.toLocaleString('en')} cells (up to ${ROUNDS[2].trials.toLocaleString('en')} times where that left it open whether a cell is above the limit): n = ${SIZES.join(', ')}; rates ${RATES.join(', ')};
groups (of one person or picture) of ${CLUSTERS.join(', ')}, whose answers are correlated by ${CORRELATIONS.join(', ')}; n counted as answers and as groups. The limit is ${percent(LEAST_COVERAGE)}%.
Each entry is the share of the intervals that held the truth, in percent, in the worst of the cells (rate, world, and way of counting n).
${PROCEDURES.map(section).join('')}
## Numbers without an interval

| code | the report says | numbers |
|---|---|---|
${UNPRINTED.map(({ code, says, numbers }) => `| \`${code}\` | ${says} | ${numbers} |`).join('\n')}
`
}

function section(procedure: Procedure): string {
  if (!chosen.includes(procedure.id)) {
    const [, kept] = earlier.split(`\n## ${procedure.title}\n`)
    return kept === undefined ? '' : `\n## ${procedure.title}\n${kept.split('\n## ')[0]!}`
  }
  const own = covered.filter((cell) => cell.procedure === procedure.id)
  const columns = CLUSTERS.flatMap((cluster) =>
    (cluster === 1 ? [0] : CORRELATIONS).map((correlation) => ({ cluster, correlation })),
  )
  const entry = (n: number, { cluster, correlation }: (typeof columns)[number]): string => {
    const there = own.filter(
      ({ cell, coverage }) =>
        coverage !== null && cell.n === n && cell.cluster === cluster && cell.correlation === correlation,
    )
    return there.length === 0 ? 'none printed' : percent(Math.min(...there.map(({ coverage }) => coverage!)))
  }
  const titles = columns.map(({ cluster, correlation }) => (cluster === 1 ? 'single' : `${cluster}, ${correlation}`))
  return `
## ${procedure.title}

Beside ${procedure.numbers}. ${procedure.method}. Worlds: ${Object.keys(procedure.worlds).join('; ')}.

| n | ${titles.join(' | ')} |
|---|${titles.map(() => '---|').join('')}
${SIZES.map((n) => `| ${n} | ${columns.map((column) => entry(n, column)).join(' | ')} |`).join('\n')}
`
}
