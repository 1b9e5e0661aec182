/**
 * @file Conversations as programs keep them: messages by role (OpenAI's, Anthropic's, Gemini's), by who sends them
 * (Claude's export), in versions and steps (LM Studio), as a tree (ChatGPT's export), as pairs (FastChat,
 * text-generation-webui).
 */
import { titleKey } from '../../datasets/formats/table.ts'
import { isRecord, textIn } from '../../datasets/values.ts'

export interface Message {
  readonly role: 'user' | 'assistant' | 'other'
  /** As `spokenIn` reads it. */
  readonly content: unknown
}

const USER = /^(?:user|human|prompter)$/i
const ASSISTANT = /^(?:assistant|gpt|model|bot|chatbot|ai)$/i

export function roleOf(word: unknown): Message['role'] | null {
  if (typeof word !== 'string' || word === '') return null
  return USER.test(word) ? 'user' : ASSISTANT.test(word) ? 'assistant' : 'other'
}

/** The messages of a conversation in their order; null for what is none. */
export function messagesIn(value: unknown): Message[] | null {
  if (isRecord(value)) return treeIn(value)
  if (!Array.isArray(value) || value.length === 0) return null
  const list = value as readonly unknown[]
  if (list.every(isPair)) return pairsIn(list)
  if (!list.every(isRecord)) return null
  const messages = list.map(messageIn)
  return messages.some(({ role }) => role !== null)
    ? messages.map(({ role, content }) => ({ role: role ?? 'other', content }))
    : null
}

function isPair(value: unknown): value is readonly [string, string] {
  return Array.isArray(value) && value.length === 2 && typeof value[0] === 'string' && typeof value[1] === 'string'
}

/** `["USER", "…"], ["ASSISTANT", "…"]`, or a question with its answer in each. */
function pairsIn(pairs: readonly (readonly [string, string])[]): Message[] {
  const byRole = pairs.every(([role]) => USER.test(role) || ASSISTANT.test(role) || /^system$/i.test(role))
  return pairs.flatMap(([first, second]): Message[] =>
    byRole
      ? [{ role: roleOf(first)!, content: second }]
      : [
          { role: 'user', content: first },
          { role: 'assistant', content: second },
        ],
  )
}

function messageIn(message: Readonly<Record<string, unknown>>): { role: Message['role'] | null; content: unknown } {
  const { versions, currentlySelected, author } = message
  // As LM Studio keeps what was written again.
  if (Array.isArray(versions)) {
    const chosen: unknown = versions[typeof currentlySelected === 'number' ? currentlySelected : 0]
    return isRecord(chosen) && !('versions' in chosen) ? messageIn(chosen) : { role: null, content: null }
  }
  const word = message['role'] ?? message['from'] ?? message['sender'] ?? (isRecord(author) ? author['role'] : null)
  return { role: roleOf(word), content: contentOf(message) }
}

const CONTENTS = ['content', 'value', 'parts', 'steps', 'convertedvalue', 'text', 'prompt'] as const

function contentOf(message: Readonly<Record<string, unknown>>): unknown {
  const fields = new Map(Object.entries(message).map(([key, value]) => [titleKey(key), value]))
  const key = CONTENTS.find((name) => fields.get(name) != null && fields.get(name) !== '')
  const content = key === undefined ? null : fields.get(key)
  if (key !== 'steps' || !Array.isArray(content)) return content
  // Beside what is said, steps tell what tools were called.
  return content.flatMap((step: unknown) =>
    isRecord(step) && step['type'] === 'contentBlock' && Array.isArray(step['content'])
      ? (step['content'] as unknown[])
      : [],
  )
}

/** `{id: {message, parent, children}}`: of what was asked again the last counts, as the page shows it. */
function treeIn(nodes: Readonly<Record<string, unknown>>): Message[] | null {
  const all = Object.values(nodes)
  const isTree = all.length > 0 && all.every((node) => isRecord(node) && Array.isArray(node['children']))
  let node = isTree ? all.find((one) => isRecord(one) && one['parent'] == null) : undefined
  const messages: Message[] = []
  // No more steps than nodes: children may lead round in a circle.
  for (let left = all.length; left > 0 && isRecord(node); left--) {
    const { message, children } = node
    const { role, content } = isRecord(message) ? messageIn(message) : { role: null, content: null }
    if (role !== null && role !== 'other') messages.push({ role, content })
    const next: unknown = (children as readonly unknown[]).at(-1)
    node = typeof next === 'string' && Object.hasOwn(nodes, next) ? nodes[next] : undefined
  }
  return messages.length === 0 ? null : messages
}

/** The text of a content, its parts one below the other. */
export function contentText(content: unknown): string | null {
  if (typeof content === 'string') return content
  if (isRecord(content)) return contentText(content['text'] ?? content['parts'] ?? content['value'] ?? null)
  if (!Array.isArray(content)) return null
  const texts = (content as readonly unknown[]).flatMap((part) =>
    typeof part === 'string' ? [part] : isRecord(part) ? (contentText(part['text']) ?? []) : [],
  )
  return texts.join('\n')
}

/** Of which conversation a message is, by any of these. */
const CONVERSATIONS = ['conversationid', 'threadid', 'sessionid', 'chatid', 'dialogueid', 'dialogid', 'convid'] as const
const PLACES = ['sequence', 'turn', 'turnid', 'position', 'messageindex', 'index'] as const

/**
 * Records that are a message each, as conversations with their messages; null for any other records. @param records
 * all of a file.
 */
export function conversationsOf(
  records: readonly Readonly<Record<string, unknown>>[],
): Record<string, unknown>[] | null {
  const rows = records.map((record) => ({
    fields: new Map(Object.entries(record).map(([key, value]) => [titleKey(key), value])),
    message: record,
  }))
  const spoken = rows.filter(({ message }) => roleOf(message['role'] ?? message['sender']) !== null)
  const isThread = (role: string) => spoken.some(({ message }) => roleOf(message['role'] ?? message['sender']) === role)
  if (spoken.length < rows.length || !isThread('user') || !isThread('assistant')) return null
  const key = CONVERSATIONS.find((name) => rows.every(({ fields }) => fields.has(name)))
  const place = PLACES.find((name) => rows.every(({ fields }) => numberIn(fields.get(name)) !== null))
  const threads = new Map<string, typeof rows>()
  for (const row of rows) {
    const thread = key === undefined ? '' : String(row.fields.get(key))
    threads.set(thread, [...(threads.get(thread) ?? []), row])
  }
  return [...threads.values()].map((own) => ({
    messages: (place === undefined
      ? own
      : own.toSorted((a, b) => numberIn(a.fields.get(place))! - numberIn(b.fields.get(place))!)
    ).map(({ message }) => message),
  }))
}

function numberIn(value: unknown): number | null {
  const number = typeof value === 'number' ? value : Number(textIn(value) ?? Number.NaN)
  return Number.isFinite(number) ? number : null
}
