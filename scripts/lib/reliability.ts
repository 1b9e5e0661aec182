/**
 * @file `npm run test:reliability [-- --part NAME[,NAME] --rounds N --out FILE]`: the tests of
 * docs/reliability.md, many times over. Each round is written down when it has ended, so the same command
 * goes on where it was stopped, and the table at its end is of all rounds so far.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fuzz } from '../../src/intake/fuzz.ts'
import { ensureBuilt } from '../build.mjs'
import { findOrInstallChromium } from '../find-chromium.mjs'
import { ROOT } from '../install.mjs'
import { countPlaywright, type Counts } from '../test-counts.mjs'
import { runCommand, UsageError } from './exit.ts'
import { readFlags } from './flags.ts'
import { annotationsOf, errorsOf, HANG_MS, NOTHING, plus, tallyOf, type Suite, type Tally } from './tally.ts'

type Report = Parameters<typeof countPlaywright>[0] & Suite

interface Part {
  readonly what: string
  /** So many make the long form. */
  readonly rounds: number
  round(number: number): Promise<Round>
}

interface Round extends Tally {
  readonly failed: number
}

/** In a round. */
const [KILLS, RACES, FAULTS, BENT_FORMATS, BENT_MODELS] = [25, 2, 1, 16, 2]

const PARTS: Readonly<Record<string, Part>> = {
  kills: {
    what: 'the browser killed (SIGKILL) at a random moment of a run, an import, a rescore, an export, a model copy, a database upgrade',
    rounds: Math.ceil(200 / KILLS),
    round: async (number) =>
      specs('e2e/kill.spec.ts', '.', { LEAKSCOPE_KILLS: `${KILLS}`, LEAKSCOPE_KILL_SEED: `${number}` }),
  },
  formats: {
    what: 'bent files for the importers, 11 formats',
    rounds: 20,
    async round(number) {
      let [tries, slowestMs] = [0, 0]
      const faults: string[] = []
      for await (const { imported, refused, slowestMs: slowest, failures } of fuzz(
        { to: BENT_FORMATS },
        `reliability ${number}`,
      )) {
        faults.push(...failures)
        tries += imported + refused + failures.length
        slowestMs = Math.max(slowestMs, Math.round(slowest))
      }
      for (const fault of faults) process.stderr.write(`${fault}\n`)
      return { ...NOTHING, tries, slowestMs, hangs: slowestMs > HANG_MS ? 1 : 0, failed: faults.length }
    },
  },
  models: {
    what: 'bent files of models, 13 kinds',
    rounds: 20,
    round: async (number) =>
      specs('e2e/bent-models.spec.ts', '.', {
        LEAKSCOPE_BENT: `${BENT_MODELS}`,
        LEAKSCOPE_BENT_SEED: `reliability ${number}`,
      }),
  },
  races: {
    what: 'two tabs at once: one run, one import, one rescore, one model copy, one database upgrade',
    rounds: Math.ceil(50 / (5 * RACES)),
    round: async (number) =>
      specs('e2e/races.spec.ts', '.', { LEAKSCOPE_RACES: `${RACES}`, LEAKSCOPE_RACE_SEED: `${number}` }),
  },
  storage: {
    what: 'storage full and emptied at a random moment of each of the six',
    rounds: 20,
    round: async (number) =>
      specs('e2e/storage-faults.spec.ts', 'full or emptied', {
        LEAKSCOPE_FAULTS: `${FAULTS}`,
        LEAKSCOPE_FAULT_SEED: `${number}`,
      }),
  },
  refused: {
    what: 'storage refused: for good, by the user, by the disk; storage evicted in part; an import cut short',
    rounds: 5,
    round: async () =>
      counted(specs('e2e/storage-faults.spec.ts', 'refuses|blocked|cannot be made'), specs('e2e/storage.spec.ts', '.')),
  },
  clock: {
    what: 'the clock set back between two visits and in the middle of a run',
    rounds: 5,
    round: async () => specs('e2e/clock.spec.ts', '.'),
  },
  workers: {
    what: 'every call of every worker, on workers that fail in each way',
    rounds: 10,
    round: async () => counted(specs('e2e/workers.spec.ts', '.')),
  },
}

interface Result extends Round {
  readonly rounds: number
  /** Builds that rounds were made with, by their commits. */
  readonly commits: readonly string[]
}
type Results = Record<string, Result>

const NONE: Result = { ...NOTHING, rounds: 0, failed: 0, commits: [] }

await runCommand('test:reliability', async () => {
  const flags = readFlags(process.argv.slice(2), ['part', 'rounds', 'out'], [])
  const chosen = flags.part?.split(',') ?? Object.keys(PARTS)
  const unknown = chosen.find((name) => !Object.hasOwn(PARTS, name))
  if (unknown !== undefined)
    throw new UsageError(`--part ${unknown}: allowed are ${Object.keys(PARTS).join(', ')}, separated by commas`)
  const limit = flags.rounds === undefined ? null : Number(flags.rounds)
  if (limit !== null && !(Number.isInteger(limit) && limit >= 0))
    throw new UsageError(`--rounds ${flags.rounds}: allowed is a whole number; 0 prints the table of the rounds so far`)
  const file = resolve(flags.out ?? 'docs/reliability.json')
  const results: Results = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Results) : {}
  mkdirSync(dirname(file), { recursive: true })
  if (limit !== 0) ensureBuilt()
  for (const name of chosen) {
    const part = PARTS[name] as Part
    const until = limit === null ? part.rounds : (results[name] ?? NONE).rounds + limit
    while ((results[name] ?? NONE).rounds < until) {
      const before = results[name] ?? NONE
      const round = await part.round(before.rounds)
      const commits = [...new Set([...before.commits, builtCommit()])]
      const now = { ...plus(before, round), rounds: before.rounds + 1, failed: before.failed + round.failed, commits }
      results[name] = now
      writeFileSync(file, `${JSON.stringify(results, null, 1)}\n`)
      process.stderr.write(`${name}: round ${now.rounds} of ${until}: ${JSON.stringify(now)}\n`)
    }
  }
  process.stdout.write(table(results))
  if (chosen.some((name) => isFaulty(results[name] ?? NONE))) process.exitCode = 1
})

function isFaulty({ failed, lost, doubled, half, hangs, requests }: Result): boolean {
  return failed + lost + doubled + half + hangs + requests > 0
}

function table(results: Results): string {
  const columns = [
    'part',
    'what',
    'tries',
    'lost',
    'doubled',
    'half',
    'hangs',
    'requests',
    'slowest',
    'failed',
    'commit',
  ]
  const rows = Object.entries(PARTS).map(([name, { what }]) => {
    const found = results[name]
    if (found === undefined) return [name, what, 'not run', ...Array.from({ length: columns.length - 3 }, () => '')]
    const { tries, lost, doubled, half, hangs, requests, slowestMs, failed, commits } = found
    const slowest = slowestMs === 0 ? '' : `${(slowestMs / 1000).toFixed(1)} s`
    return [name, what, tries, lost, doubled, half, hangs, requests, slowest, failed, commits.join(', ')]
  })
  const lines = [columns, columns.map(() => '---'), ...rows]
  return lines.map((cells) => `| ${cells.join(' | ')} |\n`).join('')
}

/** Of the build that is tested. */
function builtCommit(): string {
  const { stdout } = spawnSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: ROOT, encoding: 'utf8' })
  return stdout.trim() || 'unknown'
}

/** Rounds of tests that count nothing themselves: each that passed is a try. */
function counted(...rounds: readonly (Round & Counts)[]): Round {
  return rounds
    .map((round) => ({ ...round, tries: round.passed + round.failed }))
    .reduce((a, b) => ({ ...plus(a, b), failed: a.failed + b.failed, passed: 0 }))
}

function specs(file: string, grep: string, env: NodeJS.ProcessEnv = {}): Round & Counts {
  const folder = mkdtempSync(join(tmpdir(), 'leakscope-reliability-'))
  const report = join(folder, 'report.json')
  try {
    const { status } = spawnSync(
      process.execPath,
      [
        join(ROOT, 'node_modules', '@playwright', 'test', 'cli.js'),
        'test',
        file,
        '-g',
        grep,
        '--workers=1',
        '--reporter=json',
        '--output',
        folder,
      ],
      {
        cwd: ROOT,
        stdio: ['ignore', 'ignore', 'inherit'],
        env: {
          LEAKSCOPE_CHROMIUM: findOrInstallChromium(),
          ...process.env,
          ...env,
          PLAYWRIGHT_JSON_OUTPUT_FILE: report,
        },
      },
    )
    if (!existsSync(report)) return { ...NOTHING, passed: 0, failed: 1 }
    const json = JSON.parse(readFileSync(report, 'utf8')) as Report
    const { passed, failed } = countPlaywright(json)
    for (const said of annotationsOf(json)) process.stderr.write(`${said.type}: ${said.description}\n`)
    for (const error of errorsOf(json)) process.stderr.write(`${error}\n`)
    return { ...tallyOf(json), passed, failed: status === 0 || failed > 0 ? failed : 1 }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}
