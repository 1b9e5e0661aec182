/**
 * @file `npm run test:reliability [-- --part NAME[,NAME] --rounds N --out FILE]`: the tests of docs/reliability.md, many times over. Each round is
 * written down when it has ended, so the same command goes on where it was stopped, and the table at its end is of all rounds so far.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fuzz } from '../../src/intake/importers/fuzz.ts'
import { ensureBuilt } from '../build.mjs'
import { findOrInstallChromium } from '../find-chromium.mjs'
import { ROOT } from '../install.mjs'
import { countPlaywright, type Counts } from '../test-counts.mjs'
import { runCommand, UsageError } from './exit.ts'
import { readFlags } from './flags.ts'

interface Part {
  readonly what: string
  /** So many make the long form. */
  readonly rounds: number
  round(number: number): Promise<Counts>
}

/** Of each import format in a round. */
const BENT = 20

const PARTS: Readonly<Record<string, Part>> = {
  kills: {
    what: 'the browser killed (SIGKILL) at a random moment of a run, which is then resumed',
    rounds: 200,
    round: async (number) => specs('e2e/kill.spec.ts', '.', { LEAKSCOPE_KILLS: '1', LEAKSCOPE_KILL_SEED: `${number}` }),
  },
  bent: {
    what: 'bent files for the importers, as many of each format',
    rounds: 20,
    async round(number) {
      let [passed, failed] = [0, 0]
      for await (const { imported, refused, failures } of fuzz(BENT, `reliability ${number}`)) {
        for (const failure of failures) process.stderr.write(`${failure}\n`)
        passed += imported + refused
        failed += failures.length
      }
      return { passed, failed }
    },
  },
  races: {
    what: 'two tabs at once: the same shard, the same answer, an older build beside a newer one',
    rounds: 25,
    round: async () => specs('e2e/storage.spec.ts', 'two tabs|written once'),
  },
  storage: {
    what: 'storage full, evicted, and an import cut short',
    rounds: 20,
    round: async () => specs('e2e/storage.spec.ts', 'full disk|evicted|cancelled|closed tab'),
  },
  workers: {
    what: 'every call of every worker, on workers that fail in each way',
    rounds: 10,
    round: async () => specs('e2e/workers.spec.ts', '.'),
  },
}

type Results = Record<string, { rounds: number; passed: number; failed: number }>

await runCommand('test:reliability', async () => {
  const flags = readFlags(process.argv.slice(2), ['part', 'rounds', 'out'], [])
  const chosen = flags.part?.split(',') ?? Object.keys(PARTS)
  const unknown = chosen.find((name) => !Object.hasOwn(PARTS, name))
  if (unknown !== undefined)
    throw new UsageError(`--part ${unknown}: allowed are ${Object.keys(PARTS).join(', ')}, separated by commas`)
  const limit = flags.rounds === undefined ? null : Number(flags.rounds)
  if (limit !== null && !(Number.isInteger(limit) && limit >= 0))
    throw new UsageError(`--rounds ${flags.rounds}: allowed is a whole number; 0 prints the table of the rounds so far`)
  const file = resolve(flags.out ?? 'out/reliability.json')
  const results: Results = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Results) : {}
  mkdirSync(dirname(file), { recursive: true })
  if (limit !== 0) ensureBuilt()
  for (const name of chosen) {
    const part = PARTS[name] as Part
    const so = (results[name] ??= { rounds: 0, passed: 0, failed: 0 })
    const until = limit === null ? part.rounds : so.rounds + limit
    while (so.rounds < until) {
      const { passed, failed } = await part.round(so.rounds)
      so.rounds += 1
      so.passed += passed
      so.failed += failed
      writeFileSync(file, `${JSON.stringify(results, null, 1)}\n`)
      process.stderr.write(`${name}: round ${so.rounds} of ${until}, ${so.passed} passed, ${so.failed} failed\n`)
    }
  }
  process.stdout.write('| part | what | rounds, of | held | did not |\n|---|---|---|---|---|\n')
  for (const [name, { what, rounds }] of Object.entries(PARTS)) {
    const { rounds: done, passed, failed } = results[name] ?? { rounds: 0, passed: 0, failed: 0 }
    const held = done === 0 ? 'not run | not run' : `${passed} | ${failed}`
    process.stdout.write(`| ${name} | ${what} | ${done}, ${rounds} | ${held} |\n`)
  }
  if (chosen.some((name) => (results[name]?.failed ?? 0) > 0)) process.exitCode = 1
})

function specs(file: string, grep: string, env: NodeJS.ProcessEnv = {}): Counts {
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
    if (!existsSync(report)) return { passed: 0, failed: 1 }
    const counts = countPlaywright(JSON.parse(readFileSync(report, 'utf8')) as Parameters<typeof countPlaywright>[0])
    return status === 0 || counts.failed > 0 ? counts : { ...counts, failed: 1 }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}
