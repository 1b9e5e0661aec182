/**
 * @file Writes down what goes wrong while things befall the app, how long it was waited for, and what reached
 * a server meanwhile.
 */
import type { Page } from '@playwright/test'
import { annotationOf, HANG_MS, NOTHING, type Annotation, type Tally } from '../../scripts/lib/tally.ts'
import { listen, silentFor } from './signs.ts'
import type { Complain, FaultKind } from './stages.ts'

/** What of it the app's server was asked for, and any other. */
interface Asked {
  readonly seen: readonly string[]
  /** By name. */
  readonly foreign: readonly string[]
}

/** After so long a silence nothing more is waited for: a test that waits for ever tells nothing. */
const GIVE_UP_MS = 60_000

/** The app was silent for so long that the wait for it was given up. */
export class GivenUp extends Error {}

/** The browser looks for a newer one by itself outside runs (docs/adr/0027); it sends nothing. */
const OWN_LOOK = '/service-worker.js'

export class Bystander {
  readonly #asked: Asked
  readonly #faults: { readonly kind: FaultKind | 'hangs' | 'requests'; readonly what: string }[] = []
  #slowestMs = 0
  #cutShort = 0
  #lookedAt = 0

  constructor(asked: Asked) {
    this.#asked = asked
  }

  /** One line each. */
  get faults(): string[] {
    return this.#faults.filter(({ kind }) => kind !== 'hangs').map(({ kind, what }) => `${kind}: ${what}`)
  }

  complain(kind: FaultKind | 'hangs' | 'requests', what: string): void {
    this.#faults.push({ kind, what })
  }

  complainAbout(where: string): Complain {
    return (kind, what) => this.complain(kind, `${where}: ${what}`)
  }

  /** Whether what was begun had not come to its end. */
  cutShort(yes: boolean): void {
    this.#lookedAt += 1
    if (yes) this.#cutShort += 1
  }

  /**
   * Measures how long the app is silent in a wait for it. @param page what it shows is told where the wait is given up.
   * @throws GivenUp
   */
  async wait<T>(what: string, work: Promise<T>, page: Page | null = null): Promise<T> {
    const silence = listen()
    const over = new AbortController()
    try {
      return await Promise.race([work, givenUp(what, page, over.signal)])
    } finally {
      over.abort()
      const ms = silence()
      this.#slowestMs = Math.max(this.#slowestMs, ms)
      if (ms > HANG_MS) this.complain('hangs', `${what}: silent for ${Math.round(ms)} ms`)
    }
  }

  /** From here on nothing may be asked. */
  mark(): number {
    return this.#asked.seen.length
  }

  /** @param before what is rightly asked for: a run looks its shards up before it begins. */
  requestsSince(mark: number, where: string, before: readonly string[] = []): void {
    const asked = this.#asked.seen.slice(mark)
    for (const path of asked.filter((one) => one !== OWN_LOOK && !before.includes(one)))
      this.complain('requests', `${where}: ${path} was asked for`)
  }

  /** At the end: whatever host was reached that is not the app's. */
  foreignRequests(): void {
    for (const host of this.#asked.foreign) this.complain('requests', `${host} was reached`)
  }

  annotations(tries: number): Annotation[] {
    const of = (kind: string) => this.#faults.filter((fault) => fault.kind === kind).length
    const tally: Tally = {
      ...NOTHING,
      tries,
      lost: of('lost'),
      doubled: of('doubled'),
      half: of('half'),
      hangs: of('hangs'),
      requests: of('requests'),
      slowestMs: Math.round(this.#slowestMs),
    }
    return [
      annotationOf(tally),
      { type: 'cut short', description: `${this.#cutShort} of ${this.#lookedAt}` },
      ...this.#faults.map(({ kind, what }) => ({ type: kind, description: what })),
    ]
  }
}

/** Rejects when the silence is too long; else it stays pending. */
async function givenUp(what: string, page: Page | null, over: AbortSignal): Promise<never> {
  while (silentFor() < GIVE_UP_MS) {
    await new Promise((turn) => setTimeout(turn, 500))
    if (over.aborted) return new Promise<never>(() => undefined)
  }
  const shown = page?.locator('body').innerText({ timeout: 3_000 })
  const text = await shown?.catch(() => 'nothing: it does not answer')
  throw new GivenUp(`${what}: silent for ${GIVE_UP_MS / 1000} s. The page shows: ${(text ?? '').slice(0, 2_000)}`)
}
