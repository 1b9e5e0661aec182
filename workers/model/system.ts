/** @file A system message before every prompt of a prefix. */
import { PROBE, type ChatMessage, type ChatTokenizer } from './prompt.ts'

/**
 * The same tokenizer, which puts a system message before what it renders. Where the chat template refuses one, loses
 * it, or prints it as a list of parts, it stands in front of the user's text in one message with it.
 */
export function withSystem(chat: ChatTokenizer, system: string): ChatTokenizer {
  const message: ChatMessage = { role: 'system', content: [{ type: 'text', text: system }] }
  const known = takesSystem(chat, message, system)
  const led = (messages: readonly ChatMessage[]): readonly ChatMessage[] =>
    known ? [message, ...messages] : messages.map((own, at) => (at === 0 ? inFront(own, system) : own))
  return { ...chat, render: (messages, open) => chat.render(led(messages), open) }
}

function takesSystem(chat: ChatTokenizer, message: ChatMessage, system: string): boolean {
  const user: ChatMessage = { role: 'user', content: [{ type: 'text', text: PROBE }] }
  try {
    const rendered = chat.render([message, user], true)
    const parts = rendered.split(system)
    return parts.length === 2 && !/['"]type['"]/.test(rendered) && parts[1]!.includes(PROBE)
  } catch {
    return false
  }
}

function inFront({ role, content }: ChatMessage, system: string): ChatMessage {
  return {
    role,
    content: content.map((part) => (part.type === 'text' ? { ...part, text: `${system}\n\n${part.text}` } : part)),
  }
}
