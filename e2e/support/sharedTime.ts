import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import type { Browser, CDPSession } from '@playwright/test'

/** Linux counts processor time in hundredths of a second (`USER_HZ`). */
const TICKS_PER_SECOND = 100

export interface SharedTime {
  /** From begin to end by the clock, in ms. */
  readonly wallMs: number
  /**
   * The same without the time for which other programs had all cores: what a limit on a quiet machine is held
   * against.
   */
  readonly ownMs: number
}

/**
 * How long something takes in a browser on a machine that others use too. `ownMs` is the wall time less what
 * others worked, divided by the number of cores; on a quiet machine the two are equal. Where there is no
 * /proc/stat nothing is taken off.
 * @returns A function that reads the clock.
 */
export async function startSharedTime(browser: Browser): Promise<() => Promise<SharedTime>> {
  const session = await browser.newBrowserCDPSession()
  const start = { at: Date.now(), machine: machineMs(), browser: await browserMs(session) }
  return async () => {
    const wallMs = Date.now() - start.at
    const others = machineMs() - start.machine - ((await browserMs(session)) - start.browser)
    return { wallMs, ownMs: wallMs - Math.max(0, others) / availableParallelism() }
  }
}

/** Processor time of all that this machine runs, in ms: user, nice, system, irq, softirq and steal. */
function machineMs(): number {
  let line: string | undefined
  try {
    line = readFileSync('/proc/stat', 'utf8').split('\n')[0]
  } catch {
    return 0
  }
  const [user, nice, system, , , irq, softirq, steal] = (line ?? '').split(/\s+/).slice(1).map(Number)
  const ticks = [user, nice, system, irq, softirq, steal].reduce<number>((sum, count) => sum + (count ?? 0), 0)
  return (ticks / TICKS_PER_SECOND) * 1000
}

/** Processor time of the browser's processes, in ms. */
async function browserMs(session: CDPSession): Promise<number> {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime * 1000, 0)
}
