/**
 * @file `npm run test:cluster`: what deploy/ holds, done for real. Slurm is started here (Debian's packages), and
 * Snakemake and a validator of Kubernetes' resources come from PyPI. Two models on two benchmarks are audited
 * whole, then in four parts by Slurm and by Snakemake, one part killed and run again each time; merged they must
 * be the whole. Minutes, so it is no part of `npm test`.
 */
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseAllDocuments } from 'yaml'
import { ROOT } from '../install.mjs'
import { runCommand } from './exit.ts'
import { readMatrix } from './matrix.ts'
import { startSlurm, type SlurmHere } from './slurm-here.ts'
import { timeless } from './timeless.ts'

const PARTS = 4
const KILLED = 3
const LOOK_MS = 200
const LONGEST_MS = 1_200_000
const KUBERNETES = join(ROOT, 'deploy', 'kubernetes')

const MATRIX = `models: [control-reader, control-memoriser]
benchmarks: [mm-safetybench, mllmu-bench]
guards: [redact]
seeds: [3]
device: wasm
limit: 8
`

await runCommand('test:cluster', async () => {
  const work = mkdtempSync(join(tmpdir(), 'leakscope-cluster-'))
  try {
    kubernetes()
    const matrix = join(work, 'matrix.yaml')
    writeFileSync(matrix, MATRIX)
    const whole = join(work, 'whole')
    done(node('scripts/ready.mjs'))
    done(node('scripts/audit.mjs', '--config', matrix, '--out', whole))
    say('the whole is done')
    await slurm(work, matrix, whole)
    await snakemake(work, matrix, whole)
    dryRun(matrix, whole)
    say('all passed')
  } catch (error) {
    // What a browser still writes must not hide what went wrong.
    say(`what there is lies in ${work}`)
    throw error
  }
  rmSync(work, { recursive: true, force: true, maxRetries: 5 })
})

async function slurm(work: string, matrix: string, whole: string): Promise<void> {
  const [own, out] = [join(work, 'slurm-own'), join(work, 'slurm')]
  mkdirSync(own)
  const here = await startSlurm(own)
  const submit = (...tasks: string[]): { array: string; merge: string } => {
    const { stdout } = done(command('deploy/slurm/submit.sh', [matrix, out, String(PARTS), ...tasks], here.env))
    const [, array, merge] = /^array (\d+), merge (\d+)$/m.exec(stdout)!
    return { array: array!, merge: merge! }
  }
  try {
    const first = submit()
    await killWhen(join(out, `part-${KILLED}.log`), join(out, 'parts', String(KILLED)))
    const states = await ended(here, first.array)
    assert.deepEqual(
      Array.from({ length: PARTS }, (_, i) => states.get(i + 1)),
      Array.from({ length: PARTS }, (_, i) => (i + 1 === KILLED ? 'FAILED' : 'COMPLETED')),
    )
    assert.deepEqual([...(await ended(here, first.merge)).values()], ['CANCELLED'])
    assert.ok(!existsSync(join(out, 'summary.md')), 'a part is lost, and the merge was begun')
    withoutOne(out, join(work, 'half'))

    const second = submit(String(KILLED))
    assert.deepEqual([...(await ended(here, second.array))], [[KILLED, 'COMPLETED']])
    assert.deepEqual([...(await ended(here, second.merge)).values()], ['COMPLETED'])
    assertWentOn(readFileSync(join(out, `part-${KILLED}.log`), 'utf8'))
    await assertSame(out, whole)
    say(`Slurm: ${PARTS} parts, part ${KILLED} killed and run again; merged is the whole`)
  } finally {
    await here.stop()
  }
}

/** Three parts of four are no whole, and which one is missing is said. */
function withoutOne(out: string, half: string): void {
  const parts = Array.from({ length: PARTS }, (_, i) => i + 1).filter((part) => part !== KILLED)
  const merged = node('scripts/merge.mjs', '--out', half, ...parts.map((part) => join(out, 'parts', String(part))))
  assert.equal(merged.status, 1, merged.stderr)
  assert.match(merged.stderr, new RegExp(`missing: part ${KILLED}/${PARTS} \\(\\d+ samples\\)`))
  assert.match(readFileSync(join(half, 'summary.md'), 'utf8'), /^- .*: the run is running$/m)
}

async function snakemake(work: string, matrix: string, whole: string): Promise<void> {
  const out = join(work, 'snakemake')
  const [binary] = fromPyPI('snakemake')
  const args = ['--snakefile', join(ROOT, 'deploy/snakemake/Snakefile'), '--directory', work, '--cores', '2']
  const all = [...args, '--keep-going', '--config', `audit=${matrix}`, `out=${out}`, `parts=${PARTS}`]
  const child = spawn(binary!, all, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const code = new Promise<number | null>((resolve) => void child.once('close', resolve))
  const part = join(out, 'parts', '1', String(KILLED))
  await killWhen(join(part, 'matrix.json'), part, () => child.exitCode !== null)
  assert.notEqual(await code, 0, said)
  assert.ok(!existsSync(join(out, 'summary.md')), 'a part is lost, and the merge was begun')
  const again = done(command(binary!, all, process.env))
  // The part and the merge: nothing that was done is done again.
  assert.match(again.stderr, /^part +1$/m)
  await assertSame(out, whole)
  say(`Snakemake: 2 models x ${PARTS} parts, one killed and run again; merged is the whole`)
}

/** Kubernetes' own schemas know every field; what they cannot know is that two places say the same. */
function kubernetes(): void {
  const [binary] = fromPyPI('kubernetes-validate')
  const files = readdirSync(KUBERNETES).filter((name) => name.endsWith('.yaml'))
  done(command(binary!, ['--strict', ...files.map((name) => join(KUBERNETES, name))], process.env))
  const resources = files.flatMap((name) =>
    parseAllDocuments(readFileSync(join(KUBERNETES, name), 'utf8')).map((one) => one.toJS() as Resource),
  )
  const job = (name: string): JobSpec => resources.find(({ metadata }) => metadata.name === name)!.spec
  const [audit, merge] = [job('leakscope-audit'), job('leakscope-merge')]
  const count = audit.template.spec.containers[0]!.env!.find(({ name }) => name === 'JOB_COMPLETION_COUNT')!
  assert.equal(count.value, String(audit.completions))
  const parts = merge.template.spec.containers[0]!.args.filter((arg) => arg.startsWith('/out/parts/'))
  assert.deepEqual(
    parts,
    Array.from({ length: audit.completions }, (_, i) => `/out/parts/${i}`),
  )
  say(`Kubernetes: ${resources.length} resources are what their schemas say`)
}

interface JobSpec {
  readonly completions: number
  readonly template: {
    readonly spec: { readonly containers: readonly { args: string[]; env?: { name: string; value?: string }[] }[] }
  }
}
interface Resource {
  readonly metadata: { readonly name: string }
  readonly spec: JobSpec
}

/** The whole is its own trial: what it would take again is about what it took. */
function dryRun(matrix: string, whole: string): void {
  const args = ['--config', matrix, '--out', join(whole, 'none'), '--dry-run', '--pace', whole, '--hours', '1']
  const { stdout } = done(node('scripts/audit.mjs', ...args))
  assert.match(stdout, /^all: 32 answers; [\d.]+ machine hours \([\d.]+ to [\d.]+\) on wasm/m)
  assert.match(stdout, /^parts: 1, so that none takes longer than 1 hours/m)
  assert.match(stdout, /^bytes: [\d.]+ MB of models/m)
  say(`Dry run:\n${stdout}`)
}

/** Ends with SIGKILL whatever names a part's folder, once its second run has begun or a file is there. */
async function killWhen(file: string, part: string, over = () => false): Promise<void> {
  const begun = file.endsWith('.log')
    ? () => existsSync(file) && readFileSync(file, 'utf8').includes('[2/')
    : () => existsSync(file)
  await until(() => begun() || over(), `the start of ${part}`)
  const processes = spawnSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' }).stdout.split('\n')
  const pids = processes
    .filter((line) => line.includes(`${part} `) || line.includes(`${part}/`))
    .map((line) => Number.parseInt(line, 10))
  assert.ok(pids.length > 0, `nothing runs in ${part}`)
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It ended with another.
    }
  }
}

/** What was answered before the kill is not asked again. */
function assertWentOn(log: string): void {
  assert.match(log, /this run was done already/)
}

async function ended(here: SlurmHere, job: string): Promise<Map<number, string>> {
  const over = /^(?:COMPLETED|FAILED|CANCELLED|TIMEOUT|NODE_FAIL|OUT_OF_MEMORY)$/
  await until(() => {
    const states = [...here.states(job).values()]
    return states.length > 0 && states.every((state) => over.test(state))
  }, `job ${job}`)
  return here.states(job)
}

/** Times and ids apart, to ten digits where Node computes what the browser did. */
async function assertSame(merged: string, whole: string): Promise<void> {
  const cells = (await readMatrix(whole))!
  assert.equal(cells.length, 4)
  assert.deepEqual(await readMatrix(merged), cells)
  for (const { folder } of cells) assert.deepEqual(timeless(join(merged, folder)), timeless(join(whole, folder)))
  for (const name of ['summary.md', 'summary.csv', 'comparisons.csv'])
    assert.equal(tenDigits(join(merged, name)), tenDigits(join(whole, name)))
}

function tenDigits(path: string): string {
  return readFileSync(path, 'utf8').replaceAll(/\d\.\d{11,}(?:e-\d+)?/g, (n) => Number(n).toPrecision(10))
}

async function until(reached: () => boolean, what: string): Promise<void> {
  for (const end = performance.now() + LONGEST_MS; !reached(); await sleep(LOOK_MS))
    if (performance.now() > end) throw new Error(`${what} took longer than ${LONGEST_MS / 60_000} minutes`)
}

interface Ended {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

function node(...args: string[]): Ended {
  return command(process.execPath, args, process.env)
}

function command(path: string, args: readonly string[], env: NodeJS.ProcessEnv): Ended {
  return spawnSync(path, args, { cwd: ROOT, env, encoding: 'utf8', maxBuffer: 1 << 28 })
}

function done(ran: Ended): Ended {
  assert.equal(ran.status, 0, `${ran.stdout ?? ''}${ran.stderr ?? ''}`)
  return ran
}

/** Programs of the virtual environment that this test keeps. */
function fromPyPI(...names: string[]): string[] {
  const folder = join(ROOT, '.cache', 'cluster-venv')
  const ready = join(folder, 'ready')
  if (!existsSync(ready)) {
    rmSync(folder, { recursive: true, force: true })
    done(command('python3', ['-m', 'venv', folder], process.env))
    const requirements = join(ROOT, 'deploy', 'test-requirements.txt')
    done(command(join(folder, 'bin', 'python'), ['-m', 'pip', 'install', '--quiet', '-r', requirements], process.env))
    mkdirSync(ready)
  }
  return names.map((name) => join(folder, 'bin', name))
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
