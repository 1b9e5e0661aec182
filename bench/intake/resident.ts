/** @file Memory of the processes that a bench has started. */
import { readdirSync, readFileSync } from 'node:fs'

/**
 * What all processes below this one hold, shared pages counted once (Linux: `Pss`), and by Chromium's kinds
 * of processes.
 */
export function memory(): { readonly all: number; readonly each: ReadonlyMap<string, number> } {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]))
    } catch {
      // It ended meanwhile.
    }
  }
  const isBelow = (pid: number): boolean => {
    const parent = parents.get(pid)
    return parent !== undefined && (parent === process.pid || isBelow(parent))
  }
  const each = new Map<string, number>()
  let all = 0
  for (const pid of [...parents.keys()].filter(isBelow)) {
    try {
      const pss = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1]
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      const kind =
        /--utility-sub-type=(?:\w+\.)*(\w+)/.exec(command)?.[1] ?? /--type=([\w-]+)/.exec(command)?.[1] ?? 'browser'
      const bytes = Number(pss ?? 0) * 1024
      each.set(kind, (each.get(kind) ?? 0) + bytes)
      all += bytes
    } catch {
      // It ended meanwhile.
    }
  }
  return { all, each }
}
