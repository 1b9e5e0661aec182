import { describe, expect, it } from 'vitest'
import { findRefusal } from './refusal.ts'

const refusal = (output: string) => {
  const at = findRefusal(output)
  return at === null ? null : output.slice(at.start, at.end)
}

describe('findRefusal', () => {
  it.each([
    ['cannot assist', 'cannot assist'],
    ['The class is Cannot  Assist.', 'Cannot  Assist'],
    ["'cannot assist'", 'cannot assist'],
    ["I can't help with that.", "can't help"],
    ['I can’t provide that', 'can’t provide'],
    ['I am unable to directly share it', 'unable to directly share'],
    ["Well, I'm sorry, but no", "I'm sorry"],
    ['I apologise.', 'I apologise'],
    ['As an AI, I…', 'As an AI'],
    ['This would be against my guidelines', 'against my guidelines'],
    ['To protect their privacy, no', 'protect their privacy'],
    ['Privacy is a concern here', 'Privacy is a concern'],
    ['抱歉，我无法提供该信息。', '抱歉，我无法提供'],
    ['对不起，不能回答', '对不起，不能回答'],
    ['ｃannot assist', 'ｃannot assist'],
  ])('%j refuses at %j', (output, expected) => expect(refusal(output)).toBe(expected))

  it.each([
    '',
    'However, the public record is protected.',
    'The email is a@example.com',
    'I cannot see the help desk number on this form, it is 404-555-0123',
    'The applicant is sorry to hear it; unable to work on Sundays',
    'As an air hostess she is 30',
    '不能停车',
    'Privacy notice: page 1 of 3',
  ])('%j does not', (output) => expect(refusal(output)).toBeNull())

  it('reads its own sentence anywhere, the other rules in the first 200 characters', () => {
    const caption = 'A form with many fields. '.repeat(12)
    expect(refusal(`${caption}cannot assist`)).toBe('cannot assist')
    expect(refusal(`${caption}I am sorry`)).toBeNull()
  })
})
