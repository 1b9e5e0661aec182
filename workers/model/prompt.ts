import { LeakscopeError } from '../../src/domain/errors.ts'

/** What is needed of a tokenizer with a chat template. */
export interface ChatTokenizer {
  encode(text: string, options: { readonly add_special_tokens: boolean }): number[]
  /** Renders the chat template. @param open Whether the assistant's turn is left open, to be answered. */
  render(messages: readonly ChatMessage[], open: boolean): string
  readonly specialIds: ReadonlySet<number>
}

export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant'
  readonly content: readonly ({ readonly type: 'text'; readonly text: string } | { readonly type: 'image' })[]
}

/** A prompt, ready to be fed after the prefix's cache. */
export interface Prompt {
  /** As the chat template renders it; the picture is one image token. */
  readonly rendered: string
  /** Tokens after the prefix. */
  readonly ids: readonly number[]
}

/** All that precedes the user's text: the same tokens for every prompt. */
export interface Prefix {
  readonly ids: readonly number[]
  prompt(text: string): Prompt
  /** Tokens that the continuation adds to the prompt, as in an assistant's turn. */
  continuation(prompt: Prompt, text: string): number[]
  /**
   * What stands between an answer and the next one where the user says `text` in between: closes the answer, puts
   * the text and opens the next answer.
   * @throws LeakscopeError `bad-config` where the decoder does not see the prompt.
   */
  followUp(text: string): Prompt
}

/**
 * Neutral texts to find out what a template does around the user's text. Two, so that what they have in common
 * is the template's.
 */
export const PROBE = 'What is 1 + 2?\nSay.'
const OTHER_PROBE = 'zq'
export const ANSWER = 'Xyzzy'

/**
 * A prompt that begins with a picture. The split lies right behind the image block: special tokens cut the text
 * before any merging of characters, so what follows is tokenised the same with and without what precedes.
 * @param probeIds Token ids of the rendered `PROBE`, the image token expanded, as the processor makes them.
 * @throws LeakscopeError `engine-failed` when this tokenizer does not split there.
 */
export function imagePrefix(
  tokenizer: ChatTokenizer,
  image: { readonly token: string; readonly id: number },
  probeIds: readonly number[],
): Prefix {
  const render = (text: string) => {
    const rendered = tokenizer.render([userTurn(text, true)], true)
    const at = rendered.indexOf(image.token)
    if (at < 0) throw new LeakscopeError('engine-failed', 'The chat template does not render the picture')
    return { rendered, rest: rendered.slice(at + image.token.length) }
  }
  const encodeRest = (rest: string) => {
    // The image token before it stands for the text before it: some tokenizers treat the beginning of a text
    // differently.
    const [first, ...ids] = tokenizer.encode(image.token + rest, { add_special_tokens: false })
    if (first !== image.id)
      throw new LeakscopeError('engine-failed', `The tokenizer does not know ${image.token} as one token`)
    if (ids.includes(image.id))
      throw new LeakscopeError('engine-failed', `The prompt contains ${image.token}, which stands for a picture`)
    return ids
  }
  const probeRest = encodeRest(render(PROBE).rest)
  const ids = probeIds.slice(0, probeIds.length - probeRest.length)
  if (!startsWith(probeIds, [...ids, ...probeRest]) || !tokenizer.specialIds.has(ids.at(-1) ?? -1)) {
    throw new LeakscopeError(
      'engine-failed',
      'The prompt cannot be split behind the picture: its tokens depend on what precedes them',
    )
  }
  const lead = answerLead(tokenizer, true)
  return {
    ids,
    prompt(text) {
      const { rendered, rest } = render(text)
      return { rendered, ids: encodeRest(rest) }
    },
    continuation(prompt, text) {
      const rest = prompt.rendered.slice(prompt.rendered.indexOf(image.token) + image.token.length)
      return continued(prompt.ids, encodeRest(rest + led(lead, text)), text)
    },
    followUp: (text) => betweenAnswers(tokenizer, true, text),
  }
}

/** A prompt without a picture: what every prompt has in common, up to its last special token. */
export function textPrefix(tokenizer: ChatTokenizer): Prefix {
  const render = (text: string) => tokenizer.render([userTurn(text, false)], true)
  const encode = (rendered: string) => tokenizer.encode(rendered, { add_special_tokens: true })
  const one = encode(render(PROBE))
  const other = encode(render(OTHER_PROBE))
  // Both texts may begin with a word that the tokenizer does not know, whose token is a special one: the
  // template's own text says where it ends.
  const template = encode(commonStart(render(PROBE), render(OTHER_PROBE)))
  let common = 0
  while (common < template.length && [one, other].every((ids) => ids[common] === template[common])) common++
  while (common > 0 && !tokenizer.specialIds.has(one[common - 1]!)) common--
  const ids = one.slice(0, common)
  const afterPrefix = (rendered: string) => {
    const all = encode(rendered)
    if (!startsWith(all, ids))
      throw new LeakscopeError('engine-failed', 'The prompt does not begin with the tokens of the cached prefix')
    return all.slice(ids.length)
  }
  const lead = answerLead(tokenizer, false)
  return {
    ids,
    prompt(text) {
      const rendered = render(text)
      return { rendered, ids: afterPrefix(rendered) }
    },
    continuation: (prompt, text) => continued(prompt.ids, afterPrefix(prompt.rendered + led(lead, text)), text),
    followUp: (text) => betweenAnswers(tokenizer, false, text),
  }
}

/** A prompt that an encoder reads: the picture is no token of it, and the answer begins a text of its own. */
export function encoderPrefix(tokenizer: ChatTokenizer, withImage: boolean): Prefix {
  return {
    ids: [],
    prompt(text) {
      const rendered = tokenizer.render([userTurn(text, withImage)], true)
      return { rendered, ids: tokenizer.encode(rendered, { add_special_tokens: true }) }
    },
    continuation: (_, text) => continued([], tokenizer.encode(text, { add_special_tokens: false }), text),
    followUp() {
      throw new LeakscopeError(
        'bad-config',
        'conditions: this model reads one question and answers it; leave out those of several turns',
      )
    },
  }
}

/**
 * The template's own text behind an answer, tokenised behind one: a word at the beginning of a text may be another
 * token.
 */
function betweenAnswers(tokenizer: ChatTokenizer, withImage: boolean, text: string): Prompt {
  const answer: ChatMessage = { role: 'assistant', content: [{ type: 'text', text: ANSWER }] }
  const whole = tokenizer.render([userTurn(PROBE, withImage), answer, userTurn(text, false)], true)
  const at = whole.indexOf(ANSWER)
  const rendered = whole.slice(at + ANSWER.length)
  if (at < 0 || !rendered.includes(text))
    throw new LeakscopeError('engine-failed', 'The chat template does not render a second question')
  const encode = (own: string) => tokenizer.encode(own, { add_special_tokens: false })
  const [before, both] = [encode(ANSWER), encode(ANSWER + rendered)]
  return { rendered, ids: startsWith(both, before) ? both.slice(before.length) : encode(rendered) }
}

function userTurn(text: string, withImage: boolean): ChatMessage {
  return { role: 'user', content: withImage ? [{ type: 'image' }, { type: 'text', text }] : [{ type: 'text', text }] }
}

/** What the template puts between an open prompt and an answer: often nothing, sometimes a space ("Assistant: Yes"). */
function answerLead(tokenizer: ChatTokenizer, withImage: boolean): string {
  const user = userTurn(PROBE, withImage)
  const open = tokenizer.render([user], true)
  const whole = tokenizer.render([user, { role: 'assistant', content: [{ type: 'text', text: ANSWER }] }], false)
  const at = whole.indexOf(ANSWER, open.length)
  return whole.startsWith(open) && at >= 0 ? whole.slice(open.length, at) : ''
}

function led(lead: string, text: string): string {
  return /\s$/.test(lead) && /^\s/.test(text) ? text : lead + text
}

function continued(prompt: readonly number[], whole: readonly number[], text: string): number[] {
  if (!startsWith(whole, prompt)) {
    throw new LeakscopeError(
      'engine-failed',
      `The continuation "${text}" merges with the prompt's last token and cannot be scored`,
    )
  }
  if (whole.length === prompt.length) throw new LeakscopeError('engine-failed', 'A continuation to be scored is empty')
  return whole.slice(prompt.length)
}

function commonStart(one: string, other: string): string {
  let at = 0
  while (at < one.length && one[at] === other[at]) at++
  return one.slice(0, at)
}

function startsWith(ids: readonly number[], beginning: readonly number[]): boolean {
  return beginning.length <= ids.length && beginning.every((id, i) => ids[i] === id)
}
