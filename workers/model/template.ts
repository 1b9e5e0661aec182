import { LeakscopeError } from '../../src/domain/errors.ts'
import { PROBE, type ChatMessage, type ChatTokenizer } from './prompt.ts'

/** A message as some chat templates want it: the picture's token and the text in one string. */
export interface PlainMessage {
  readonly role: ChatMessage['role']
  readonly content: string
}

/** Renders a model's own chat template; throws what the template throws. */
export type TemplateRenderer = (messages: readonly (ChatMessage | PlainMessage)[], open: boolean) => string

type Form = (message: ChatMessage) => ChatMessage | PlainMessage

/**
 * How a chat template wants its messages: as a list of parts or as a string, found out by rendering both. The
 * one is taken whose render holds the text verbatim, once, and the picture's place once in front of it. A
 * template of strings that is given parts may print them as JSON, and the model would be asked that.
 * @param image token that stands for the picture.
 * @param block what is put in its place, where that is not the token itself.
 * @throws LeakscopeError `model-incomplete` when neither renders a question, with or without a picture.
 */
export function templateOf(render: TemplateRenderer, image: string, block = image): ChatTokenizer['render'] {
  const forms: readonly Form[] = [
    (message) => message,
    ...['\n', ''].map((gap): Form => ({ role, content }) => ({
      role,
      content: content.map((part) => (part.type === 'image' ? image + gap : part.text)).join(''),
    })),
  ]
  const chosen = (withImage: boolean): Form => {
    const reasons: string[] = []
    const form = forms.find((candidate) => {
      const fault = faultOf(render, candidate, withImage ? image : null, image)
      if (fault !== null) reasons.push(fault)
      return fault === null
    })
    if (form !== undefined) return form
    throw new LeakscopeError(
      'model-incomplete',
      `The chat template cannot put a question ${withImage ? 'about a picture' : 'without a picture'}: ` +
        `given a list of parts, ${reasons[0]}; given a string, ${reasons[1]}. ` +
        `It must render the text as it is${withImage ? ` and ${image} once in front of it` : ''} ` +
        '(chat_template in tokenizer_config.json, chat_template.jinja or chat_template.json)',
    )
  }
  const [withImage, textOnly] = [chosen(true), chosen(false)]
  return (messages, open) => {
    const pictured = messages.some(({ content }) => content.some(({ type }) => type === 'image'))
    const rendered = render(messages.map(pictured ? withImage : textOnly), open)
    return pictured ? rendered.replace(image, () => block) : rendered
  }
}

/** @param place the picture's token where there is one; null for a question without. */
function faultOf(render: TemplateRenderer, form: Form, place: string | null, image: string): string | null {
  const text = { type: 'text', text: PROBE } as const
  let rendered: string
  try {
    rendered = render([form({ role: 'user', content: place === null ? [text] : [{ type: 'image' }, text] })], true)
  } catch (error) {
    return `it fails with "${oneLine(error)}"`
  }
  if (typeof rendered !== 'string') return 'it gives no text'
  const at = rendered.split(PROBE)
  if (at.length !== 2) return at.length < 2 ? 'it does not hold the text as it is' : 'it holds the text more than once'
  const places = rendered.split(image).length - 1
  if (places !== (place === null ? 0 : 1)) return `it holds ${image} ${places} times`
  return place !== null && !at[0]!.includes(image) ? `it holds ${image} behind the text` : null
}

function oneLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, ' ').slice(0, 120)
}
