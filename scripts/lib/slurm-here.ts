/**
 * @file Slurm on this machine alone: a controller, a node and a munge of its own in one folder, without systemd,
 * a database or a user of its own. For tests of what is submitted to it.
 */
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { installPackages } from '../find-chromium.mjs'
import { freePort } from '../serve.mjs'

const START_MS = 30_000
const LOOK_MS = 250
/** So many tasks at once, whatever the machine has. */
const CPUS = 2
const DAEMONS = ['munged', 'slurmctld', 'slurmd'] as const
const FOLDERS = ['/usr/sbin', '/usr/local/sbin', '/sbin']

export interface SlurmHere {
  /** For `sbatch` and its kin. */
  readonly env: NodeJS.ProcessEnv
  /** State of each task of a job or an array, by the task's number (0 where there is no array). */
  states(job: string): Map<number, string>
  /** Ends all that was started. */
  stop(): Promise<void>
}

/**
 * Starts it; gets Debian's packages where they are not there.
 * @param folder that is there and empty.
 * @throws Error where it cannot be had, or does not come up; what it said is in the error.
 */
export async function startSlurm(folder: string): Promise<SlurmHere> {
  if (DAEMONS.some((name) => daemonPath(name) === null)) installPackages(['slurm-wlm', 'munge'])
  const [munged, slurmctld, slurmd] = DAEMONS.map((name) => {
    const path = daemonPath(name)
    if (path === null) throw new Error(`There is no ${name}; it is in Debian's packages slurm-wlm and munge`)
    return path
  }) as [string, string, string]
  const conf = await configure(folder)
  const env = { ...process.env, SLURM_CONF: conf }
  const children: ChildProcess[] = []
  const start = (name: string, path: string, args: readonly string[]): void => {
    const log = openSync(join(folder, `${name}.out`), 'a')
    children.push(spawn(path, args, { env, cwd: folder, stdio: ['ignore', log, log] }))
  }
  const stop = async (): Promise<void> => {
    await cancelAll(env)
    await stopAll(children)
  }
  try {
    const munge = (name: string): string => join(folder, `munge.${name}`)
    writeFileSync(munge('key'), randomBytes(1024), { mode: 0o400 })
    // Forced, since a temporary folder is not as munge wants its folders to be.
    start('munged', munged, [
      '--foreground',
      '--force',
      `--key-file=${munge('key')}`,
      `--socket=${munge('socket')}`,
      `--pid-file=${munge('pid')}`,
      `--seed-file=${munge('seed')}`,
      `--log-file=${munge('log')}`,
    ])
    await until(() => existsSync(munge('socket')), 'munged', folder)
    start('slurmctld', slurmctld, ['-D', '-f', conf])
    start('slurmd', slurmd, ['-D', '-f', conf])
    await until(() => output('sinfo', ['-h', '-o', '%t'], env).startsWith('idle'), 'slurmctld and slurmd', folder)
  } catch (error) {
    await stop()
    throw error
  }
  return {
    env,
    states(job) {
      const lines = output('scontrol', ['-o', 'show', 'job', job], env).split('\n')
      return new Map(
        lines.flatMap((line): [number, string][] => {
          const state = /\bJobState=(\w+)/.exec(line)?.[1]
          if (state === undefined) return []
          const tasks = /\bArrayTaskId=(\S+)/.exec(line)?.[1] ?? '0'
          // Tasks that have not begun stand in one line, as 2-4%2.
          return numbersOf(tasks).map((task) => [task, state])
        }),
      )
    },
    stop,
  }
}

async function configure(folder: string): Promise<string> {
  const place = (name: string): string => {
    mkdirSync(join(folder, name))
    return join(folder, name)
  }
  const host = hostname().split('.', 1)[0]
  const conf = join(folder, 'slurm.conf')
  const lines = {
    ClusterName: 'here',
    SlurmctldHost: `${host}(127.0.0.1)`,
    SlurmctldPort: await freePort(),
    SlurmdPort: await freePort(),
    SlurmUser: execFileSync('id', ['-un'], { encoding: 'utf8' }).trim(),
    SlurmdUser: execFileSync('id', ['-un'], { encoding: 'utf8' }).trim(),
    AuthType: 'auth/munge',
    AuthInfo: `socket=${join(folder, 'munge.socket')}`,
    CredType: 'cred/munge',
    ProctrackType: 'proctrack/linuxproc',
    TaskPlugin: 'task/none',
    JobAcctGatherType: 'jobacct_gather/none',
    AccountingStorageType: 'accounting_storage/none',
    MpiDefault: 'none',
    SelectType: 'select/cons_tres',
    SelectTypeParameters: 'CR_CPU',
    SlurmdParameters: 'config_overrides',
    ReturnToService: 2,
    StateSaveLocation: place('state'),
    SlurmdSpoolDir: place('spool'),
    SlurmctldPidFile: join(folder, 'slurmctld.pid'),
    SlurmdPidFile: join(folder, 'slurmd.pid'),
    NodeName: `${host} NodeAddr=127.0.0.1 CPUs=${CPUS} State=UNKNOWN`,
    PartitionName: `all Nodes=${host} Default=YES MaxTime=INFINITE State=UP`,
  }
  writeFileSync(
    conf,
    Object.entries(lines)
      .map(([key, value]) => `${key}=${value}\n`)
      .join(''),
  )
  return conf
}

function numbersOf(tasks: string): number[] {
  return tasks
    .replace(/%.*$/, '')
    .split(',')
    .flatMap((range) => {
      const [from, to = from] = range.split('-').map(Number) as [number, number?]
      return Array.from({ length: to - from + 1 }, (_, i) => from + i)
    })
}

function daemonPath(name: string): string | null {
  return FOLDERS.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null
}

/** Nothing where the command fails: a controller that is not up yet. */
function output(command: string, args: readonly string[], env: NodeJS.ProcessEnv): string {
  return spawnSync(command, args, { env, encoding: 'utf8' }).stdout ?? ''
}

async function until(reached: () => boolean, what: string, folder: string): Promise<void> {
  for (const end = performance.now() + START_MS; !reached(); await sleep(LOOK_MS)) {
    if (performance.now() < end) continue
    const said = DAEMONS.map((name) => join(folder, `${name}.out`)).filter((path) => existsSync(path))
    throw new Error(
      `${what} did not come up:\n${said.map((path) => readFileSync(path, 'utf8').slice(-2000)).join('\n')}`,
    )
  }
}

/** What still runs is killed: a daemon that ends leaves its jobs behind. */
async function cancelAll(env: NodeJS.ProcessEnv): Promise<void> {
  const jobs = (): string[] =>
    output('squeue', ['-h', '-o', '%A'], env)
      .split('\n')
      .filter((job) => job !== '')
  if (jobs().length === 0) return
  output('scancel', ['--full', '--signal=KILL', ...jobs()], env)
  output('scancel', jobs(), env)
  for (const end = performance.now() + START_MS; jobs().length > 0 && performance.now() < end;) await sleep(LOOK_MS)
}

/** The last that was started first, each to its end. */
async function stopAll(children: readonly ChildProcess[]): Promise<void> {
  for (const child of children.toReversed()) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    const ended = new Promise((resolve) => void child.once('exit', resolve))
    child.kill('SIGTERM')
    await ended
  }
}
