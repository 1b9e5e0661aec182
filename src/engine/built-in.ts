/**
 * @file The browser's own model (the Prompt API's `LanguageModel`, with picture input) as one more engine. It
 * gives text and nothing else: no tokens, no probabilities, no layers, so measures that need them are absent
 * and the run says why. Where it runs and what it sends is the browser's affair: the page's policy does not
 * reach it.
 */
import { LeakscopeError } from '../domain/errors.ts'
import type { SelfCheck } from '../domain/run.ts'
import type { Sample } from '../domain/sample.ts'
import type { PrefixHandle, PromptTurn } from '../../workers/model/types.ts'
import type { Engine, EngineAnswer, EngineRequest, EngineTurn } from './contract.ts'

export const BUILT_IN = 'built-in'

/** Why measures beneath the answer are absent, for the report. */
export const GENERATES_ONLY =
  "The browser's own model gives text only: no token probabilities and no layers, so likelihood, rank, exposure, membership and probing are not measured"

const SHOWN_AS_IT_IS =
  "The browser's own model is shown pictures as they are stored; leave out conditions that change them"
const GREEDY_ONLY = "The browser's own model takes no seed; leave out conditions that draw tokens"

/** Why these conditions cannot be put to it, in one line; null where they can. */
export function beyondBuiltIn(asked: readonly Pick<Sample, 'pictureChanges' | 'sampling'>[]): string | null {
  if (asked.some(({ pictureChanges = [] }) => pictureChanges.length > 0)) return SHOWN_AS_IT_IS
  return asked.some(({ sampling }) => sampling !== undefined) ? GREEDY_ONLY : null
}

/** What precedes a question. */
interface Shown {
  readonly picture: Blob | null
  readonly system: string | null
}
const NOTHING: Shown = { picture: null, system: null }

/** What of the Prompt API is used; not in TypeScript's DOM. */
interface LanguageModelApi {
  availability(options: object): Promise<'unavailable' | 'downloadable' | 'downloading' | 'available'>
  create(options: object): Promise<LanguageModelSession>
}
interface LanguageModelSession {
  promptStreaming(messages: readonly object[], options: { signal: AbortSignal }): ReadableStream<string>
  clone(options: { signal: AbortSignal }): Promise<LanguageModelSession>
  destroy(): void
}

const LANGUAGES = ['en']
const MODES = {
  expectedInputs: [{ type: 'text', languages: LANGUAGES }, { type: 'image' }],
  expectedOutputs: [{ type: 'text', languages: LANGUAGES }],
}
const CHECK = 'Answer with the one word: ready'

/** Null when it can be used; else why not, in one line. Nothing is downloaded by asking. */
export async function builtInObstacle(): Promise<string | null> {
  const api = languageModel()
  if (api === null) return 'this browser has none (no LanguageModel)'
  try {
    const found = await api.availability(MODES)
    if (found === 'available') return null
    if (found === 'unavailable') return 'it takes no pictures, or does not run on this machine'
    return 'the browser has yet to download it: do that in the browser, Leakscope starts no download'
  } catch (error) {
    return `the browser refuses to say: ${error instanceof Error ? error.message : String(error)}`
  }
}

/** @throws LeakscopeError `bad-config` with why it is not there, `engine-failed` when it gives no session. */
export async function openBuiltIn({ signal }: Pick<EngineRequest, 'signal'>): Promise<Engine> {
  const obstacle = await builtInObstacle()
  const api = languageModel()
  if (obstacle !== null || api === null)
    throw new LeakscopeError('bad-config', `model: the browser's own model cannot be used: ${obstacle}`)
  // Greedy, where the browser lets a page choose.
  const base = await explained(api.create({ ...MODES, temperature: 0, topK: 1, signal }))
  const shown = new Map<number, Shown>()
  let running: AbortController | null = null
  let last = 0

  function opened(handle: number): Shown {
    const picture = shown.get(handle)
    if (picture === undefined) throw new LeakscopeError('not-found', `Prefix ${handle} is not open`)
    return picture
  }

  async function ask(
    before: Shown,
    turn: PromptTurn,
    maxNewTokens: number,
    onToken: ((token: { readonly text: string }) => void) | null,
  ): Promise<EngineAnswer> {
    const [answer] = await converse(before, turn, [], maxNewTokens, (_, token) => onToken?.(token))
    return answer!
  }

  async function converse(
    { picture, system }: Shown,
    turn: PromptTurn,
    followUps: readonly string[],
    maxNewTokens: number,
    onToken: ((turn: number, token: { readonly text: string }) => void) | null,
  ): Promise<EngineTurn[]> {
    const abort = new AbortController()
    running = abort
    // A conversation of its own for each question: none sees another.
    const session = await explained(base.clone({ signal: abort.signal }))
    try {
      const { prompt, answerPrefix, sampling } = typeof turn === 'string' ? { prompt: turn, answerPrefix: '' } : turn
      if (sampling !== undefined) throw new LeakscopeError('bad-config', GREEDY_ONLY)
      const content = [
        ...(picture === null ? [] : [{ type: 'image', value: picture }]),
        // A clone takes no system message any more.
        { type: 'text', value: system === null ? prompt : `${system}\n\n${prompt}` },
      ]
      const messages = [
        { role: 'user', content },
        ...(answerPrefix === '' ? [] : [{ role: 'assistant', content: answerPrefix, prefix: true }]),
      ]
      const answers: EngineTurn[] = []
      for (const [at, said] of [messages, ...followUps.map((text) => [{ role: 'user', content: text }])].entries())
        answers.push({
          ...(await answered(session, said, maxNewTokens, abort.signal, (token) => onToken?.(at, token))),
          cached: null,
          fed: null,
        })
      return answers
    } finally {
      running = null
      session.destroy()
    }
  }

  async function answered(
    session: LanguageModelSession,
    messages: readonly object[],
    maxNewTokens: number,
    aborted: AbortSignal,
    onToken: (token: { readonly text: string }) => void,
  ): Promise<EngineAnswer> {
    const start = performance.now()
    let firstAt: number | null = null
    let text = ''
    let finish: EngineAnswer['finish'] = 'eos'
    const reader = session.promptStreaming(messages, { signal: aborted }).getReader()
    for (let pieces = 0; ; pieces++) {
      const { done, value } = await explained(reader.read())
      if (done) break
      firstAt ??= performance.now()
      text += value
      onToken({ text: value })
      // It takes no limit. A piece is a token or more, so this ends no answer too early.
      if (pieces + 1 >= maxNewTokens) {
        finish = 'length'
        await reader.cancel()
        break
      }
    }
    const end = performance.now()
    return {
      renderedPrompt: null,
      text,
      tokens: null,
      finish,
      prefillMs: (firstAt ?? end) - start,
      decodeMs: end - (firstAt ?? end),
    }
  }

  const absent = async (): Promise<never> => {
    throw new LeakscopeError('bad-config', GENERATES_ONLY)
  }
  return {
    loaded: {
      backend: BUILT_IN,
      dtype: {},
      fileHashes: {},
      files: [],
      adapter: null,
      runtime: `LanguageModel of ${navigator.userAgent}`,
      threads: 1,
      rows: 1,
    },
    modelName: "The browser's own model",
    backendReason: null,
    generatesOnly: GENERATES_ONLY,
    async selfCheck(): Promise<SelfCheck> {
      const [first, second] = [await ask(NOTHING, CHECK, 16, null), await ask(NOTHING, CHECK, 16, null)]
      const same = first.text === second.text
      return {
        kind: 'repetition',
        passed: first.text.trim() !== '' && second.text.trim() !== '',
        detail: `It shows no tokens to check; asked the same twice it answered ${same ? 'alike' : 'differently, so this run cannot be repeated exactly'}`,
      }
    },
    async open(picture, _features, setting = null): Promise<PrefixHandle> {
      if (setting !== null && setting.pictureChanges.length > 0) throw new LeakscopeError('bad-config', SHOWN_AS_IT_IS)
      shown.set(++last, { picture, system: setting?.system ?? null })
      return { id: last, tokens: 0, encodeMs: 0, prefillMs: 0, recalled: false }
    },
    generate: async (handle, turn, maxNewTokens, onToken) => ask(opened(handle), turn, maxNewTokens, onToken),
    converse: async (handle, turn, followUps, maxNewTokens, onToken) =>
      converse(opened(handle), turn, followUps, maxNewTokens, onToken),
    // One row is all that it takes; whoever asks more gets them in turn.
    async generateAll(handle, turns, maxNewTokens) {
      const answers: EngineAnswer[] = []
      for (const turn of turns) answers.push(await ask(opened(handle), turn, maxNewTokens, null))
      return answers
    },
    score: absent,
    forceText: absent,
    hiddenStates: absent,
    abort: async () => running?.abort(),
    close: async (handle) => void shown.delete(handle),
    async dispose() {
      running?.abort()
      shown.clear()
      base.destroy()
    },
  }
}

function languageModel(): LanguageModelApi | null {
  return (globalThis as { LanguageModel?: LanguageModelApi }).LanguageModel ?? null
}

/** The browser's errors, with our codes. */
async function explained<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    const name = error instanceof DOMException ? error.name : ''
    if (name === 'AbortError') throw new LeakscopeError('aborted', 'The call was aborted', { cause: error })
    throw new LeakscopeError(
      'engine-failed',
      `The browser's own model failed: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    )
  }
}
