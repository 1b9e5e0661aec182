import { expect, it } from 'vitest'
import { PROBE, type ChatMessage, type ChatTokenizer } from './prompt.ts'
import { withSystem } from './system.ts'

const textOf = ({ content }: ChatMessage) =>
  content.map((part) => (part.type === 'text' ? part.text : '<image>')).join('')
const chat = (render: ChatTokenizer['render']): ChatTokenizer => ({ encode: () => [], specialIds: new Set(), render })
const user: ChatMessage = { role: 'user', content: [{ type: 'image' }, { type: 'text', text: 'What is this?' }] }
const answer: ChatMessage = { role: 'assistant', content: [{ type: 'text', text: 'A cup.' }] }

it('puts a system message in front where the template takes one', () => {
  const all = withSystem(
    chat((messages) => messages.map((own) => `[${own.role}] ${textOf(own)}`).join('\n')),
    'Be kind.',
  )
  expect(all.render([user], true)).toBe('[system] Be kind.\n[user] <image>What is this?')
  expect(all.render([user, answer], false)).toBe('[system] Be kind.\n[user] <image>What is this?\n[assistant] A cup.')
})

it.each<[string, ChatTokenizer['render']]>([
  [
    'refuses one',
    (messages) => {
      if (messages[0]!.role === 'system') throw new Error('System role not supported')
      return messages.map(textOf).join('|')
    },
  ],
  [
    'loses it',
    (messages) =>
      messages
        .filter(({ role }) => role !== 'system')
        .map(textOf)
        .join('|'),
  ],
  [
    'prints it as a list of parts',
    (messages) => messages.map((own) => (own.role === 'system' ? JSON.stringify(own.content) : textOf(own))).join('|'),
  ],
  ['puts it behind the question', (messages) => messages.map(textOf).toReversed().join('|')],
])('says it in front of the question where the template %s', (_, render) => {
  const only = (messages: readonly ChatMessage[]) => messages.filter(({ role }) => role !== 'system')
  const asked = (open: boolean) =>
    withSystem(
      chat((messages, end) => render(messages, end)),
      'Be kind.',
    ).render(only([user]), open)
  expect(asked(true)).toBe('<image>Be kind.\n\nWhat is this?')
})

it('tells what its text stands around as well', () => {
  const all = withSystem(
    chat((messages) => messages.map(textOf).join('|')),
    `Say ${PROBE}`,
  )
  // It holds what the template is asked with; it is still found once, and in front.
  expect(all.render([user], true)).toBe(`Say ${PROBE}|<image>What is this?`)
})
