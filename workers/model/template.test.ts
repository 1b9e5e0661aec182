import { describe, expect, it } from 'vitest'
import { Template } from '@huggingface/jinja'
import { PROBE } from './prompt.ts'
import { templateOf, type TemplateRenderer } from './template.ts'

const PARTS =
  "{% for m in messages %}<{{ m['role'] }}>" +
  "{% for c in m['content'] %}{% if c['type'] == 'image' %}<image>{% else %}{{ c['text'] }}{% endif %}{% endfor %}" +
  '<end>{% endfor %}{% if add_generation_prompt %}<assistant>{% endif %}'
const STRING =
  "{% for m in messages %}<{{ m['role'] }}>{{ m['content'] }}<end>{% endfor %}" +
  '{% if add_generation_prompt %}<assistant>{% endif %}'

const jinja = (source: string): TemplateRenderer => {
  const template = new Template(source)
  return (messages, open) => template.render({ messages, add_generation_prompt: open })
}
const question = (withImage: boolean) =>
  ({
    role: 'user',
    content: [...(withImage ? [{ type: 'image' } as const] : []), { type: 'text', text: 'Who?' }],
  }) as const
const answer = { role: 'assistant', content: [{ type: 'text', text: 'Ann' }] } as const

describe('templateOf', () => {
  it('gives parts to a template of parts', () => {
    const render = templateOf(jinja(PARTS), '<image>')
    expect(render([question(true)], true)).toBe('<user><image>Who?<end><assistant>')
    expect(render([question(false), answer], false)).toBe('<user>Who?<end><assistant>Ann<end>')
  })

  it('gives a string to a template of strings, which would print parts as JSON', () => {
    expect(jinja(STRING)([question(false)], true)).toContain('"type"')
    const render = templateOf(jinja(STRING), '<image>')
    expect(render([question(true)], true)).toBe('<user><image>\nWho?<end><assistant>')
    expect(render([question(false), answer], false)).toBe('<user>Who?<end><assistant>Ann<end>')
  })

  it('gives a string where parts make the template fail', () => {
    const check = "{% if m['content'] is not string %}{{ raise_exception('content must be a string') }}{% endif %}"
    const strict = `{% for m in messages %}${check}{% endfor %}${STRING}`
    expect(templateOf(jinja(strict), '<image>')([question(false)], true)).toBe('<user>Who?<end><assistant>')
  })

  it.each([
    ["{% for m in messages %}<{{ m['role'] }}>{% endfor %}", 'it does not hold the text as it is'],
    ["{{ raise_exception('no') }}", 'it fails with'],
    ["{% for m in messages %}{{ m['content'][1]['text'] }}<image>{% endfor %}", 'it holds <image> behind the text'],
    ["{% for m in messages %}<image><image>{{ m['content'][1]['text'] }}{% endfor %}", 'it holds <image> 2 times'],
  ])('refuses %s in one line', (source, reason) => {
    const act = () => templateOf(jinja(source), '<image>')
    expect(act).toThrow(expect.objectContaining({ code: 'model-incomplete' }))
    expect(act).toThrow(reason)
    expect(act).toThrow(/^[^\n]+$/)
  })

  it('puts what the processor would in the place of a token that stands for the picture', () => {
    const render = templateOf(jinja(PARTS), '<image>', '\n<begin><soft><end>\n')
    expect(render([question(true)], true)).toBe('<user>\n<begin><soft><end>\nWho?<end><assistant>')
    expect(render([question(false)], true)).toBe('<user>Who?<end><assistant>')
  })

  it('probes with a text whose line break JSON would escape', () => {
    expect(JSON.stringify(PROBE)).not.toContain(PROBE)
  })
})
