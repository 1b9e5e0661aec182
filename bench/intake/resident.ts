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

/** How often memory is looked at, in milliseconds: the look itself takes some ten. */
const LOOK_MS = 250

export interface Watched {
  /** Bytes at rest. */
  readonly before: number
  /** What all held above rest at most, and the page's processes alone, in bytes; not of the same moment. */
  readonly above: number
  readonly aboveInPage: number
}

/** Watches memory from now, which is taken for rest, until `stop`. */
export function watchMemory(): { stop(): Watched } {
  const rest = memory()
  const inPage = ({ each }: ReturnType<typeof memory>) => each.get('renderer') ?? 0
  let [all, page] = [rest.all, inPage(rest)]
  const timer = setInterval(() => {
    const now = memory()
    all = Math.max(all, now.all)
    page = Math.max(page, inPage(now))
  }, LOOK_MS)
  return {
    stop() {
      clearInterval(timer)
      return { before: rest.all, above: all - rest.all, aboveInPage: page - inPage(rest) }
    },
  }
}
