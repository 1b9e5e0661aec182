/** @file Writes down what goes wrong while things befall the app, how long it was waited for, and what reached a server meanwhile. */
import { annotationOf, HANG_MS, NOTHING, type Annotation, type Tally } from '../../scripts/lib/tally.ts'
import { listen } from './signs.ts'
import type { Complain, FaultKind } from './stages.ts'

/** What of it the app's server was asked for, and any other. */
interface Asked {
  readonly seen: readonly string[]
  /** By name. */
  readonly foreign: readonly string[]
}

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

  /** Measures how long the app is silent in a wait for it. */
  async wait<T>(what: string, work: Promise<T>): Promise<T> {
    const silence = listen()
    try {
      return await work
    } finally {
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
