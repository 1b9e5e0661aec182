/** @file One sample, one answer: asked, and once more in a fresh engine when that fails. */
import { toWire } from '../domain/errors.ts'
import { NO_GUARD } from '../domain/guard-spec.ts'
import type { Response, Turn } from '../domain/response.ts'
import type { Sample } from '../domain/sample.ts'
import type { Engine, EngineAnswer, EngineTurn } from '../engine/contract.ts'
import type { HiddenStates, PromptTurn } from '../../workers/model/types.ts'
import { abortable } from './abortable.ts'
import type { Batches } from './batching.ts'
import type { EngineLease, OpenedPicture } from './engine-lease.ts'
import { isSamplesFault, isSurroundingsFault } from './failure-policy.ts'
import type { PlannedSample } from './types.ts'

export interface AskerOptions {
  readonly runId: string
  readonly lease: EngineLease
  readonly batches: Batches
  /** How many tokens an answer may have. */
  readonly limitOf: (sample: PlannedSample) => number
  /** How many a thought may have on top of it; undefined: a thought counts as part of the answer. */
  readonly thinkingTokens: number | undefined
  readonly now: () => number
  readonly signal: AbortSignal
  /** A sample is asked; `text` is how its answer begins. */
  readonly onAsking: (sample: PlannedSample, text: string) => void
  /** Another piece of its answer. */
  readonly onText: (sample: PlannedSample, text: string) => void
}

/** What is asked of an engine that only generates. */
const ANSWER_ONLY: Pick<Sample, 'probe' | 'forced' | 'hidden'> = { probe: null, forced: null, hidden: null }

const turnOf = ({ prompt, answerPrefix, sampling, stem }: Sample, thinkingTokens: number | undefined): PromptTurn =>
  answerPrefix == null && sampling === undefined && stem === undefined && thinkingTokens === undefined
    ? prompt
    : {
        prompt,
        answerPrefix: answerPrefix ?? '',
        ...(sampling && { sampling }),
        ...(stem !== undefined && { stem }),
        ...(thinkingTokens !== undefined && { thinkingTokens }),
      }

export class Asker {
  readonly #options: AskerOptions

  constructor(options: AskerOptions) {
    this.#options = options
  }

  /**
   * The model's answer, or the error that the sample is to blame for; see [Note: Whose fault an error is] in
   * failure-policy.ts.
   * @throws what the surroundings are to blame for.
   */
  async respond(sample: PlannedSample): Promise<Response> {
    const { lease, signal } = this.#options
    try {
      return await this.#ask(sample)
    } catch (error) {
      if (isSurroundingsFault(toWire(error).code)) throw error
    }
    signal.throwIfAborted()
    await lease.fresh()
    try {
      return await this.#ask(sample, 1)
    } catch (error) {
      const { code, message } = toWire(error)
      if (!isSamplesFault(code)) throw error
      signal.throwIfAborted()
      await lease.drop()
      return this.#response(sample, { ...FAILED, error: { code, message } })
    }
  }

  /** @param rows How many samples may be asked together; the model's own number unless one has failed. */
  async #ask(sample: PlannedSample, rows?: number): Promise<Response> {
    const { lease, batches, signal, onAsking } = this.#options
    onAsking(sample, sample.answerPrefix ?? '')
    const engine = await lease.current()
    const picture = await lease.open(engine, sample)
    const handle = picture.handle.id
    const turns = sample.conversation === undefined ? null : await this.#converse(engine, handle, sample)
    const answer =
      turns === null
        ? (batches.take(sample) ?? (await this.#generate(engine, handle, sample, rows ?? engine.loaded.rows)))
        : joined(turns, sample)
    const { probe, forced: text, hidden: position } = engine.generatesOnly === undefined ? sample : ANSWER_ONLY
    const scored =
      probe === null
        ? null
        : await abortable(engine.score(handle, sample.prompt, [probe.truth, ...probe.decoys]), signal)
    const forced = text == null ? null : await abortable(engine.forceText(handle, sample.prompt, text), signal)
    const hidden = position == null ? null : await this.#layers(engine, handle, sample.prompt, position)
    const response = this.#response(sample, {
      renderedPrompt: answer.renderedPrompt,
      output: (sample.answerPrefix ?? '') + answer.text,
      tokens: answer.tokens,
      finish: answer.finish,
      ...(answer.thought !== undefined && { thought: answer.thought }),
      continuationLogProbs: scored === null ? null : scored.scores.map(({ logProb }) => logProb),
      continuationTokens: scored === null ? null : scored.scores.map(({ tokens }) => tokens),
      timings: timingsOf(answer, picture, scored),
      ...(turns === null ? {} : { turns: turnsOf(turns, sample) }),
      error: null,
    })
    return {
      ...response,
      forced: forced?.tokens ?? null,
      forcedBytes: forced?.zlibBytes ?? null,
      hidden: hidden?.layers ?? null,
    }
  }

  async #converse(engine: Engine, handle: number, sample: PlannedSample): Promise<readonly EngineTurn[]> {
    const { limitOf, thinkingTokens, signal, onText } = this.#options
    const { followUps, joint } = sample.conversation!
    let said = 0
    const onToken = (turn: number, { text }: { readonly text: string }): void => {
      onText(sample, turn === said ? text : joint + text)
      said = turn
    }
    return abortable(
      engine.converse(handle, turnOf(sample, thinkingTokens), followUps, limitOf(sample), onToken),
      signal,
    )
  }

  /** The sample's answer, and with it those of the next ones on the same picture. */
  async #generate(engine: Engine, handle: number, sample: PlannedSample, rows: number): Promise<EngineAnswer> {
    const { batches, limitOf, thinkingTokens, signal, onText } = this.#options
    const asTurn = (own: PlannedSample) => turnOf(own, thinkingTokens)
    const limit = limitOf(sample)
    const onToken = ({ text }: { readonly text: string }): void => onText(sample, text)
    const together = batches.from(sample, rows)
    if (together.length === 1) return abortable(engine.generate(handle, asTurn(sample), limit, onToken), signal)
    const turns = together.map(asTurn)
    const [own, ...later] = await abortable(
      engine.generateAll(handle, turns, limit, (row, token) => (row === 0 ? onToken(token) : undefined)),
      signal,
    )
    batches.keep(together.slice(1), later)
    return own!
  }

  /** Null where the model's layers cannot be told apart: it can be asked all the same. */
  async #layers(engine: Engine, handle: number, prompt: string, position: number): Promise<HiddenStates | null> {
    try {
      return await abortable(engine.hiddenStates(handle, prompt, position), this.#options.signal)
    } catch (error) {
      if (toWire(error).code === 'bad-config') return null
      throw error
    }
  }

  #response(sample: PlannedSample, answer: Omit<Response, 'runId' | 'sampleId' | 'guard' | 'at'>): Response {
    const { runId, now } = this.#options
    return { runId, sampleId: sample.id, guard: NO_GUARD, ...answer, at: new Date(now()).toISOString() }
  }
}

/** Of a sample that the model cannot answer. */
const FAILED = {
  renderedPrompt: null,
  output: '',
  tokens: null,
  finish: 'error',
  continuationLogProbs: null,
  timings: null,
} as const

/** A conversation as one answer. */
function joined(turns: readonly EngineTurn[], { conversation }: Sample): EngineAnswer {
  const last = turns.at(-1)!
  const shown = turns.map(({ tokens }) => tokens)
  const thoughts = turns.flatMap(({ thought }) => thought ?? [])
  return {
    renderedPrompt: last.renderedPrompt,
    text: turns.map(({ text }) => text).join(conversation?.joint),
    tokens: shown.includes(null) ? null : shown.flatMap((tokens) => tokens!),
    finish: last.finish,
    ...(thoughts.length > 0 && {
      thought: {
        tokens: thoughts.reduce((sum, { tokens }) => sum + tokens, 0),
        cut: thoughts.some(({ cut }) => cut),
      },
    }),
    prefillMs: turns.reduce((sum, { prefillMs }) => sum + prefillMs, 0),
    decodeMs: turns.reduce((sum, { decodeMs }) => sum + decodeMs, 0),
  }
}

function turnsOf(turns: readonly EngineTurn[], { prompt, answerPrefix, conversation }: Sample): Turn[] {
  return turns.map(({ text, finish, cached, fed }, at) => ({
    prompt: at === 0 ? prompt : conversation!.followUps[at - 1]!,
    output: at === 0 ? (answerPrefix ?? '') + text : text,
    finish,
    cached,
    fed,
  }))
}

/** A picture's cost is borne by the first sample that is asked of it. */
function timingsOf(
  { prefillMs, decodeMs }: EngineAnswer,
  { handle, fresh }: OpenedPicture,
  scored: { readonly ms: number } | null,
): Response['timings'] {
  return {
    encode: fresh ? handle.encodeMs : null,
    prefill: prefillMs + (fresh ? handle.prefillMs : 0),
    decode: decodeMs,
    score: scored === null ? null : scored.ms,
  }
}
