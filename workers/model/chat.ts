/** @file A model's chat template: where it lies, how it renders, and how it closes an answer. */
import type { PreTrainedTokenizer, Processor } from '@huggingface/transformers'
import { LeakscopeError } from '../../src/domain/errors.ts'
import type { ModelFiles } from '../shared/files.ts'
import type { Adapter } from './adapters/contract.ts'
import { templateFile } from './chat-template.ts'
import { ANSWER, PROBE, type ChatMessage, type ChatTokenizer } from './prompt.ts'
import { templateOf, type TemplateRenderer } from './template.ts'

/**
 * The tokenizer with the model's own template, or with the adapter's where a family has none.
 * @throws LeakscopeError `model-incomplete` where there is no template, or it cannot put a question.
 */
export async function chatTokenizer(
  processor: Processor,
  tokenizer: PreTrainedTokenizer,
  files: ModelFiles,
  { render: ownRender, imageToken, place }: Adapter,
): Promise<ChatTokenizer> {
  const { bos_token: begin } = tokenizer as { bos_token?: string | null }
  const shared = {
    // A template that writes the beginning of a text has it twice otherwise (transformers' apply_chat_template).
    encode: (text: string, { add_special_tokens: special }: { readonly add_special_tokens: boolean }) =>
      tokenizer.encode(text, { add_special_tokens: special && !(begin && text.startsWith(begin)) }),
    specialIds: new Set(tokenizer.all_special_ids),
  }
  if (ownRender !== null) {
    const text = ({ content }: ChatMessage) => content.map((part) => (part.type === 'text' ? part.text : '')).join('')
    const render = ([user, ...answers]: readonly ChatMessage[]) => {
      if (user!.role === 'system') throw new LeakscopeError('bad-config', 'This family has no system message')
      return (
        ownRender(
          processor,
          text(user!),
          user!.content.some(({ type }) => type === 'image'),
        ) + answers.map(text).join('')
      )
    }
    return { ...shared, render }
  }
  const template = (tokenizer.chat_template ?? null) === null ? await templateFile(files) : undefined
  const rendered: TemplateRenderer = (messages, open) =>
    processor.apply_chat_template(messages as never, {
      tokenize: false,
      add_generation_prompt: open,
      ...(template === undefined ? {} : { chat_template: template }),
    }) as string
  return { ...shared, render: templateOf(rendered, place?.token ?? imageToken(processor), place?.block) }
}

/** The first special token that a chat template puts behind an answer; null where there is none. */
export function closingToken(
  chat: ChatTokenizer,
  tokenizer: PreTrainedTokenizer,
): { readonly id: number; readonly text: string } | null {
  const whole = chat.render(
    [
      { role: 'user', content: [{ type: 'text', text: PROBE }] },
      { role: 'assistant', content: [{ type: 'text', text: ANSWER }] },
    ],
    false,
  )
  const behind = whole.slice(whole.lastIndexOf(ANSWER) + ANSWER.length)
  const id = chat.encode(behind, { add_special_tokens: false }).find((token) => chat.specialIds.has(token))
  return behind === '' || id === undefined || !whole.includes(ANSWER)
    ? null
    : { id, text: tokenizer.decode([id], { skip_special_tokens: false }) }
}
