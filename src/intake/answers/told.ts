/**
 * @file What a record of anybody's file says of an answer: many names for few things. Replies of servers are taken
 * apart as they come: OpenAI's objects and batches, Anthropic's, Gemini's, Ollama's, vLLM's; so are the results of
 * promptfoo and HELM, and conversations (exchange.ts).
 */
import { pythonLiteral } from '../../datasets/formats/python-literal.ts'
import { titleKey } from '../../datasets/formats/table.ts'
import { isRecord, textIn } from '../../datasets/values.ts'
import type { Told } from './asked.ts'
import { contentText, messagesIn } from './exchange.ts'
import { parsedText } from './records.ts'

/** Names of fields by `titleKey`, the surest first. */
const names = (list: string): readonly string[] => list.split('|').map(titleKey)
const IDS = names('sampleId|customId|questionId|itemId|qid|instanceId|id|key|uid|uuid')
/** What only numbers the rows, and says nothing without a text. */
const NUMBERS = names('index|idx')
const QUESTIONS = names(
  'question|prompt|query|userPrompt|userInput|instruction|input|inputs|inputText|originPrompt|turns|instance|request|vars|frage|pregunta|pergunta|domanda|вопрос|问题|問題|質問|질문|سؤال|السؤال|soru|questionText|promptText|pytanie|vraag|fråga|spørgsmål|spørsmål|kysymys|otázka|kérdés|întrebare|ερώτηση|שאלה|питання|запитання|câu hỏi|pertanyaan|คำถาม|پرسش|سؤال|प्रश्न|सवाल',
)
const ANSWERS = names(
  'prediction|predictedAnswer|predictedText|pred|predict|modelAnswer|modelOutput|modelResponse|modelPrediction|generatedText|generatedAnswer|generatedResponse|generation|generations|completion|completions|response|responses|responseBody|reply|output|outputs|outputText|answerText|responseText|actualOutput|sampled',
)
/** What is the right answer in a set of data as often as a model's in a file of answers. */
const EITHER = names(
  'answer|antwort|respuesta|réponse|resposta|risposta|ответ|回答|答案|答え|답변|응답|الإجابة|cevap|yanıt|odpowiedź|antwoord|svar|vastaus|odpověď|válasz|răspuns|απάντηση|תשובה|відповідь|câu trả lời|trả lời|jawaban|คำตอบ|پاسخ|جواب|उत्तर|जवाब',
)
/** Beside one of these it is a model's: the right one has a name of its own, or the model is named. */
const OTHERS = names(
  'groundTruth|gt|gold|goldAnswer|reference|referenceAnswer|target|label|expected|expectedAnswer|correctAnswer|answerId|model|modelId|modelName',
)
const PICTURES = names(
  'picture|image|imagePath|imageFile|imageName|imgPath|img|imgUrl|imageUrl|imageId|fileName|images|bild|imagen|imagem|immagine|图片|图像|照片|画像',
)
const MODELS = names('model|modelId|modelName|provider|generator')
const MESSAGES = names('messages|conversations|conversation|dialog|contents|chatMessages|turns|internal|mapping')
/** Where logs and programs keep what they tell of one answer. */
const WRAPPERS = names(
  'data|request|requestBody|response|responseBody|result|instance|body|message|chat|state|modelInput|modelOutput|doc|attributes|genAi',
)

/** What one record says. */
export interface Said {
  readonly told: Told
  /** Null where it holds no answer: it may hold a question. */
  readonly output: string | null
  /** Why there is no answer; null where nothing speaks of that. */
  readonly error: string | null
  readonly model: string | null
  /** The answer's name, where it could be that of the right answer. */
  readonly either: string | null
  /** What is left out: answers behind the first to the same question, turns behind the first. */
  readonly more: 'answers' | 'turns' | null
  /** Fields that could hold the answer as well, and are not read. */
  readonly unread: readonly string[]
}

type Fields = ReadonlyMap<string, unknown>

export function saidIn(flat: Readonly<Record<string, unknown>>): Said {
  const record = nested(flat)
  const fields = fieldsOf(record)
  const wrapped = wrappedIn(fields)
  const all = [fields, ...wrapped]
  const exchange = firstOf(all, MESSAGES, exchangeIn)
  const given = firstOf(all, ANSWERS, answerOf) ?? firstOf([fields], ['result', 'message', 'choices'], replyOf)
  const spoken = given === null && isSpoken(fields) ? answerOf(fields.get('text')) : null
  const either = given === null && spoken === null ? eitherOf(fields) : null
  // What is still to be sent has examples at most.
  const isRequest = fields.has('method') && fields.has('body')
  const answer = given ?? spoken ?? either?.answer ?? (isRequest ? null : (exchange?.answer ?? null))
  const question = exchange === null ? null : answer === exchange.answer ? exchange.first : exchange.last
  const asked = [
    ...QUESTIONS.flatMap((key) => textsOf(fields.get(key))),
    ...wrapped.flatMap((inner) => QUESTIONS.flatMap((key) => textsOf(inner.get(key)))),
    ...textsOf(question?.text ?? null),
    ...(spoken === null ? textsOf(fields.get('text')) : []),
  ]
  const texts = [...new Set(asked.flatMap(unframed))].filter((text) => text !== '')
  const ids = [...IDS, ...NUMBERS].flatMap((key) => {
    const id = idOf(fields.get(key)) ?? wrapped.map((inner) => idOf(inner.get(key))).find((one) => one !== null) ?? null
    return id === null || (texts.length === 0 && NUMBERS.includes(key)) ? [] : [id]
  })
  const picture = firstOf(all, PICTURES, pictureOf) ?? question?.picture ?? null
  return {
    told: { ids, texts, picture, choices: choicesIn(record) },
    output: answer?.text ?? null,
    error: answer === null ? errorIn(record) : null,
    model: firstOf(all, MODELS, nameOf),
    either: either?.key ?? null,
    more:
      answer?.more === true
        ? 'answers'
        : answer !== null && answer === exchange?.answer && exchange.more
          ? 'turns'
          : null,
    unread: given === null ? [] : unreadIn(record, given),
  }
}

/** Names of texts that differ from the one that was taken. */
function unreadIn(record: Readonly<Record<string, unknown>>, taken: Answer): string[] {
  const isAnother = (value: unknown) => typeof value === 'string' && value.trim() !== '' && value !== taken.text
  return Object.keys(record).filter((key) => isAnswerTitle(key) && isAnother(record[key]))
}

/** Whether a column of that title could hold the answer. */
export function isAnswerTitle(title: string): boolean {
  return ANSWERS.includes(titleKey(bare(title)))
}

/** Whether a column of that title says what was asked or answered. */
export function isToldTitle(title: string): boolean {
  const parts = DOTTED.test(title) ? title.split('.') : [title]
  return [IDS, QUESTIONS, ANSWERS, EITHER, PICTURES].some((known) =>
    parts.some((part) => known.includes(titleKey(bare(part)))),
  )
}

/** `inputs.question` is a field of an object, where pandas or a tracker has laid objects flat. */
function nested(record: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const keys = Object.keys(record)
  if (!keys.some((key) => DOTTED.test(key))) return record
  const whole = new Map<string, unknown>()
  for (const key of keys) {
    const parts = DOTTED.test(key) ? key.split('.') : [key]
    let at = whole
    for (const part of parts.slice(0, -1)) {
      const inner = at.get(part)
      const next = inner instanceof Map ? (inner as Map<string, unknown>) : new Map<string, unknown>()
      at.set(part, next)
      at = next
    }
    at.set(parts.at(-1)!, record[key])
  }
  return plain(whole)
}

const DOTTED = /^[A-Za-z_]\w*(?:\.\w+){1,6}$/

function plain(map: ReadonlyMap<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    [...map].map(([key, value]) => [key, value instanceof Map ? plain(value as Map<string, unknown>) : value]),
  )
}

/** Those that are wrapped in others behind them. */
function wrappedIn(fields: Fields, depth = 0): Fields[] {
  const inner = WRAPPERS.flatMap((key) => {
    const value = parsedCell(fields.get(key))
    return isRecord(value) ? [fieldsOf(value)] : []
  })
  return depth === 1 ? inner : [...inner, ...inner.flatMap((one) => wrappedIn(one, depth + 1))]
}

/** By `titleKey`; of `Model answer (GPT-4o)` without what stands in brackets, where nothing else is called so. */
function fieldsOf(record: Readonly<Record<string, unknown>>): Fields {
  const all = Object.entries(nested(record))
  return new Map([
    ...all.map(([key, value]): [string, unknown] => [titleKey(bare(key)), value]),
    ...all.map(([key, value]): [string, unknown] => [titleKey(key), value]),
  ])
}

function bare(title: string): string {
  return title.replaceAll(/[([][^)\]]*[)\]]/g, ' ')
}

function firstOf<Found>(
  all: readonly Fields[],
  keys: readonly string[],
  read: (value: unknown) => Found | null,
): Found | null {
  for (const fields of all)
    for (const key of keys) {
      const found = fields.has(key) ? read(fields.get(key)) : null
      if (found !== null) return found
    }
  return null
}

interface Answer {
  readonly text: string
  readonly more?: boolean
}

/** Where a text stands beside these it is what was said; alone it is as often what is asked. */
function isSpoken(fields: Fields): boolean {
  return ['answerid', 'modelid', 'prompt', 'question'].some((key) => fields.has(key))
}

/** An answer that nothing calls the right one: that has another name, a model is named, or nothing else is there. */
function eitherOf(fields: Fields): { readonly key: string; readonly answer: Answer } | null {
  // Present and empty, it is no reason to take another.
  if (ANSWERS.some((key) => fields.has(key))) return null
  const key = EITHER.find((name) => fields.has(name))
  const answer = key === undefined ? null : answerOf(fields.get(key))
  if (key === undefined || answer === null) return null
  const known = new Set([...IDS, ...NUMBERS, ...QUESTIONS, ...PICTURES, ...EITHER])
  return OTHERS.some((name) => fields.has(name)) || [...fields.keys()].every((name) => known.has(name))
    ? { key, answer }
    : null
}

const DEEPEST = 6
/** In the order in which a reply holds what was said. */
const REPLIES = [
  'choices',
  'candidates',
  'completions',
  'generations',
  'turns',
  'outputs',
  'output',
  'message',
  'content',
  // What OpenAI's models say in place of a content.
  'refusal',
  'parts',
  'body',
  'response',
  'text',
  'output_text',
  'generated_text',
  'completion',
  'answer',
  'value',
] as const

function answerOf(value: unknown, depth = 0): Answer | null {
  // As it stands: what a model said may be JSON.
  if (typeof value === 'string') return { text: value }
  if (typeof value === 'number' || typeof value === 'boolean') return depth === 0 ? { text: String(value) } : null
  if (depth > DEEPEST) return null
  if (Array.isArray(value)) return answerInList(value as unknown[], depth)
  if (!isRecord(value)) return null
  for (const key of REPLIES) {
    // Parts are of one message, whatever of it was thought.
    const parts = key === 'parts' && Array.isArray(value[key]) ? (value[key] as readonly unknown[]) : null
    const said = parts?.filter((part) => !(isRecord(part) && part['thought'] === true))
    const text = said === undefined ? null : contentText(said)
    if (text !== null && text !== '') return { text }
    const found = key in value ? answerOf(value[key], depth + 1) : null
    if (found !== null) return found
  }
  return null
}

/** Of what could be a verdict as well, only what is built as a reply. */
function replyOf(value: unknown): Answer | null {
  return typeof value === 'object' ? answerOf(value) : null
}

/** Parts of one message are one answer, without what was reasoned; several choices are several answers. */
function answerInList(list: readonly unknown[], depth: number): Answer | null {
  const records = list.filter(isRecord)
  if (records.length === list.length && records.some(({ type }) => typeof type === 'string')) {
    const said = records.flatMap((part) => {
      const isText = part['type'] === 'text' || part['type'] === 'output_text'
      return isText || part['type'] === 'message' ? (answerOf(part, depth + 1)?.text ?? []) : []
    })
    return said.length === 0 ? null : { text: said.join('\n') }
  }
  if (records.some(({ role }) => typeof role === 'string')) return exchangeIn(list)?.answer ?? null
  const found = answerOf(list[0], depth + 1)
  return found === null || list.length === 1 ? found : { ...found, more: true }
}

interface Spoken {
  readonly text: string
  readonly picture: string | null
}

interface Exchange {
  readonly first: Spoken | null
  readonly last: Spoken | null
  /** To the first. */
  readonly answer: Answer | null
  /** Whether more was asked behind it. */
  readonly more: boolean
}

/** What the first user said, and the reply to it; null for what is no conversation. */
function exchangeIn(value: unknown): Exchange | null {
  const messages = messagesIn(parsedCell(value))
  const begin = messages?.findIndex(({ role }) => role === 'user') ?? -1
  if (messages === null || begin === -1) return null
  const asked = messages.filter(({ role }) => role === 'user')
  const next = messages.findIndex(({ role }, at) => at > begin && role === 'user')
  const replies = messages.slice(begin, next === -1 ? undefined : next).filter(({ role }) => role === 'assistant')
  // Of what was looked up first a model says nothing.
  const answers = replies.map(({ content }) => replyIn(content))
  return {
    first: spokenIn(asked[0]?.content),
    last: spokenIn(asked.at(-1)?.content),
    answer: answers.find((one) => one !== null && one.text !== '') ?? answers.find((one) => one !== null) ?? null,
    more: asked.length > 1,
  }
}

function replyIn(content: unknown): Answer | null {
  return answerOf(content) ?? (contentText(content) === null ? null : { text: contentText(content)! })
}

function spokenIn(content: unknown): Spoken | null {
  const text = contentText(content)
  if (text === null) return null
  const parts = Array.isArray(content) ? (content as readonly unknown[]).filter(isRecord) : []
  return { text, picture: firstOf(parts.map(fieldsOf), PICTURES, pictureOf) }
}

/**
 * Texts that say what was asked, wherever a program keeps them: a text, the last of messages, a field of an object,
 * any of these as JSON.
 */
export function textsOf(value: unknown, depth = 0): string[] {
  const cell = parsedCell(value)
  if (typeof cell === 'string') return [cell.trim()]
  if (depth > DEEPEST) return []
  if (Array.isArray(cell)) {
    const list = cell as readonly unknown[]
    // Texts are turns, of which the first is asked without another before it.
    if (list.length > 0 && list.every((one) => typeof one === 'string')) return textsOf(list[0], depth + 1)
    const spoken = exchangeIn(list)?.last ?? spokenIn(list)
    return spoken === null || spoken.text === ''
      ? list.length === 1
        ? textsOf(list[0], depth + 1)
        : []
      : [spoken.text]
  }
  if (!isRecord(cell)) return []
  const fields = fieldsOf(cell)
  return [...QUESTIONS, ...TEXTS, ...MESSAGES].flatMap((key) => textsOf(fields.get(key), depth + 1))
}

const TEXTS = names('raw|text|content|value|multimediaContent|mediaObjects')

/** How models' own templates frame what the user says. */
const FRAMES = [
  /<\|im_start\|>user\s([\s\S]*?)(?:<\|im_end\|>|$)/g,
  /<\|start_header_id\|>user<\|end_header_id\|>([\s\S]*?)(?:<\|eot_id\|>|$)/g,
  /<start_of_turn>user\s([\s\S]*?)(?:<end_of_turn>|$)/g,
  /<\|user\|>([\s\S]*?)(?:<\|(?:end|assistant)\|>|$)/g,
  /\[INST\]([\s\S]*?)(?:\[\/INST\]|$)/g,
  /(?:^|\s)(?:USER|Human):([\s\S]*?)(?:\s(?:ASSISTANT|Assistant):|<\/s>|$)/g,
] as const

/** The text, and what the user says last in it, without what stands for a picture. */
function unframed(text: string): string[] {
  const said = FRAMES.map((frame) => [...text.matchAll(frame)].at(-1)?.[1]).find((last) => last !== undefined) ?? text
  return [
    text,
    said.replaceAll(/<\|?(?:image|ImageHere|image_pad|vision_start|vision_end|img)\|?>|<\/img>/gi, ' ').trim(),
  ]
}

/** A cell of a table may hold JSON, or what Python prints for a list or a dict. */
export function parsedCell(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{(]/.test(value)) return value
  return parsedText(value) ?? pythonLiteral(value) ?? value
}

function idOf(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() || null : null
}

/** Longer ones are pictures themselves. */
const LONGEST_NAME = 400

/** Path or name; null for what is the picture itself, or several. */
function pictureOf(value: unknown): string | null {
  const cell = parsedCell(value)
  if (Array.isArray(cell)) return cell.length === 1 ? pictureOf(cell[0]) : null
  if (isRecord(cell)) return pictureOf(cell['path'] ?? cell['url'] ?? cell['location'] ?? null)
  if (typeof cell !== 'string' || cell.trim() === '' || cell.length > LONGEST_NAME) return null
  return /^\d+$|^(?:data|attachment):/.test(cell) ? null : cell.trim()
}

function nameOf(value: unknown): string | null {
  if (isRecord(value)) return nameOf(value['id'] ?? value['name'])
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null
}

/** What a program says of a failure, at the top or in the reply. */
function errorIn(value: unknown, depth = 0): string | null {
  if (!isRecord(value) || depth > 3) return null
  const { error } = value
  if (typeof error === 'string' && error.trim() !== '') return error
  if (isRecord(error)) {
    const { message, type } = error
    return typeof message === 'string'
      ? message
      : typeof type === 'string'
        ? type
        : (errorIn(error, depth + 1) ?? 'error')
  }
  return (
    ['response', 'result', 'body'].map((key) => errorIn(value[key], depth + 1)).find((found) => found !== null) ?? null
  )
}

const LETTERS = ['A', 'B', 'C', 'D', 'E', 'F'] as const

/** Options in the order of their letters: under these, or as `optionsOf` has them; null where there are none. */
export function choicesIn(record: Readonly<Record<string, unknown>>): string[] | null {
  const lettered = LETTERS.map((letter) => textIn(record[letter])).filter((text) => text !== null)
  return lettered.length > 1 ? lettered : optionsOf(record)
}

/**
 * A list of texts, as ARC has them in an object, our own by letter, or as a text: JSON, what Python prints, a line for
 * each. Letters that open them all are left out.
 */
export function optionsOf({ choices, options }: Readonly<Record<string, unknown>>): string[] | null {
  const told = parsedCell(choices ?? options ?? null)
  if (isRecord(told))
    return 'text' in told ? optionsOf({ choices: told['text'] }) : optionsOf({ choices: Object.values(told) })
  const list = typeof told === 'string' && told.trim().includes('\n') ? told.trim().split(/\s*\n\s*/) : told
  if (!Array.isArray(list) || list.length === 0 || !list.every((text) => typeof text === 'string')) return null
  const lettered = list.map((text, at) => OPENED.exec(text)?.slice(1) ?? [LETTERS[at], null])
  return lettered.every(([letter, text], at) => text !== null && letter === LETTERS[at])
    ? lettered.map(([, text]) => text as string)
    : list
}

/** `A. pilot`, `(A) pilot`, `A: pilot`. */
const OPENED = /^\s*\(?([A-F])[.):]\s*(\S[\s\S]*)$/
