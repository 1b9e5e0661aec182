import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process'

const started = new Set<ChildProcess>()

/** A child with a process group of its own, ended with all that it started, also when this process is told to end. */
export function spawnGroup(command: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  const child = spawn(command, args, { ...options, detached: true })
  started.add(child)
  child.once('exit', () => started.delete(child))
  return child
}

/** Ends a child of `spawnGroup` with all that it started, and waits until it is gone. */
export async function endGroup(child: ChildProcess): Promise<void> {
  if (!started.has(child) || child.pid === undefined) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  kill(child)
  await gone
}

function kill({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL')
  } catch {
    // It ended by itself a moment ago.
  }
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => {
    for (const child of started) kill(child)
    process.exit(1)
  })
