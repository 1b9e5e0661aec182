/**
 * @file What a repository is, found out from its small files and the heads of its graphs before any weight is
 * read: its capability card. Nothing here needs a browser, a device or the libraries that run models.
 */
import { Template } from '@huggingface/jinja'
import { Tokenizer } from '@huggingface/tokenizers'
import { availableDtypes, preferredDtype } from '../../src/domain/dtype.ts'
import { LeakscopeError } from '../../src/domain/errors.ts'
import { ModelFiles } from '../shared/files.ts'
import { adapterFor, type Choice } from './adapters/registry.ts'
import { templateFile } from './chat-template.ts'
import { contextOf, endIds, modelTypeOf } from './config.ts'
import { DECODER_INPUTS, pastOf } from './decoder-inputs.ts'
import { modelFile, SESSIONS, type SessionName } from './dtype.ts'
import { readGraphIo, type GraphIo, type GraphValue } from './graph-io.ts'
import { besideGraph } from './onnx.ts'
import { processorClassOf, REQUIRED } from './processor-class.ts'
import { PROBE } from './prompt.ts'
import { templateOf } from './template.ts'
import type { CapabilityCard, ModelFile } from './types.ts'

/** What the vision encoder may ask for: what the processors of the adapters make. */
const VISION_INPUTS: ReadonlySet<string> = new Set([
  'pixel_values',
  'pixel_attention_mask',
  'grid_thw',
  'image_grid_thw',
  'spatial_shapes',
])

/** A card while it is being written. */
interface Draft {
  readonly works: string[]
  readonly missing: string[]
  readonly guessed: string[]
  conversations: boolean | null
}

/**
 * Each line is a sentence without its full stop. A model with an empty `missing` can be loaded, unless the
 * machine is too small for it (`preflight`).
 * @throws nothing that the files could be to blame for: what is wrong with them stands on the card.
 */
export async function inspectModel(from: readonly ModelFile[]): Promise<CapabilityCard> {
  const files = new ModelFiles(from)
  const card: Draft = { works: [], missing: [], guessed: [], conversations: null }
  const config = await attempt(card, async () => {
    for (const path of REQUIRED) await files.json(path)
    return files.json('config.json')
  })
  if (config === null) return card
  const choice = await attempt(card, async () => adapterFor(await processorClassOf(files), modelTypeOf(config)))
  if (choice !== null) {
    card.works.push(`Pictures: as ${choice.processor} prepares them`)
    card.conversations = choice.adapter.reading !== 'encoder'
    if (!card.conversations)
      card.works.push('One question, one answer: an encoder reads its prompts, so no conversation goes on')
    if (choice.guess !== null) card.guessed.push(sentence(choice.guess))
  }
  await inspectSessions(card, files, config, choice)
  if (choice !== null) await attempt(card, () => inspectPrompt(card, files, choice))
  inspectConfig(card, config, files.has('generation_config.json') ? await files.json('generation_config.json') : {})
  return card
}

async function inspectSessions(
  card: Draft,
  files: ModelFiles,
  config: Readonly<Record<string, unknown>>,
  choice: Choice | null,
): Promise<void> {
  const available = availableDtypes(files.paths)
  const wanted: SessionName[] = config['is_encoder_decoder'] === true ? [...SESSIONS, 'encoder_model'] : [...SESSIONS]
  const others = Object.keys(available).filter((name) => !(wanted as string[]).includes(name))
  for (const session of wanted) {
    const dtypes = available[session]
    if (dtypes === undefined) {
      const instead = others.length === 0 ? '' : `; it has ${others.join(', ')} instead, a layout that is not known`
      card.missing.push(`onnx/${session}.onnx is not there in any dtype${instead}`)
      continue
    }
    const dtype = preferredDtype(session, dtypes, 'wasm', true) ?? dtypes[0]!
    await attempt(card, async () => {
      const path = modelFile(session, dtype)
      const io = await readGraphIo(path, await files.lying(path))
      card.works.push(`${session}: in ${dtypes.join(', ')}`)
      for (const name of io.externalFiles) {
        const beside = besideGraph(path, name)
        if (!files.has(beside)) card.missing.push(`${beside} is not there, where ${path} keeps its weights`)
      }
      if (session === 'vision_encoder') inspectVision(card, io)
      if (session === 'embed_tokens') inspectEmbedding(card, io)
      if (session === 'decoder_model_merged') inspectDecoder(card, io, choice)
    })
  }
  if (others.includes('audio_encoder')) card.works.push('Its audio encoder is not loaded: questions have no sound')
}

function inspectVision(card: Draft, { inputs, outputs }: GraphIo): void {
  for (const { name } of inputs)
    if (!VISION_INPUTS.has(name)) card.missing.push(`The vision encoder asks for ${name}, which is not known here`)
  if (!outputs.some(({ name }) => name === 'image_features'))
    card.missing.push(`The vision encoder gives ${namesOf(outputs)}, and no image_features`)
}

function inspectEmbedding(card: Draft, { inputs, outputs }: GraphIo): void {
  if (!inputs.some(({ name }) => name === 'input_ids'))
    card.missing.push(`embed_tokens takes ${namesOf(inputs)}, and no input_ids`)
  if (!outputs.some(({ name }) => name === 'inputs_embeds'))
    card.missing.push(`embed_tokens gives ${namesOf(outputs)}, and no inputs_embeds`)
}

function inspectDecoder(card: Draft, { inputs, outputs }: GraphIo, choice: Choice | null): void {
  const caches = inputs.filter(({ name }) => name.startsWith('past_'))
  for (const { name } of inputs)
    if (!DECODER_INPUTS.has(name) && !name.startsWith('past_'))
      card.missing.push(`The decoder asks for ${name}, which the engine does not feed`)
  if (!outputs.some(({ name }) => name === 'logits')) card.missing.push('The decoder gives no logits')
  const kept = new Set(outputs.map(({ name }) => pastOf(name)))
  const lost = caches.filter(({ name }) => !kept.has(name))
  if (lost.length > 0) card.missing.push(`The decoder takes ${namesOf(lost)} and gives nothing for it to go on with`)
  if (caches.length === 0) card.missing.push('The decoder has no cache: every token would be read anew')
  else card.works.push(`Cache: ${describeCaches(caches)}`)
  const planes = inputs.find(({ name }) => name === 'position_ids')?.dims
  if (planes?.length === 3) card.works.push(`Positions: ${planes[0]} planes, so that pictures have rows and columns`)
  if (choice?.adapter.together === true && !inputs.some(({ name }) => name === 'token_type_ids'))
    card.guessed.push(
      'Its decoder is not told which tokens are a picture’s: as it was exported they see only those before them, ' +
        'and the family was trained to let them see each other',
    )
  if (!inputs.some(({ name }) => name === 'num_logits_to_keep'))
    card.works.push('Scores of every token of a prompt are computed, not only of the last: slower, and the same')
}

/** How many layers keep what. */
function describeCaches(caches: readonly GraphValue[]): string {
  const kinds = new Map<string, { layers: Set<string>; example: GraphValue }>()
  for (const value of caches) {
    const [, kind = '', layer = ''] = /^past_(key_values|[a-z]+)\.(\d+)/.exec(value.name) ?? []
    const found = kinds.get(kind) ?? { layers: new Set<string>(), example: value }
    found.layers.add(layer)
    kinds.set(kind, found)
  }
  return [...kinds]
    .map(([kind, { layers, example }]) => {
      const what = kind === 'key_values' ? 'keys and values' : `a ${kind} state`
      return `${layers.size} ${layers.size === 1 ? 'layer' : 'layers'} with ${what} of [${example.dims.join(', ')}] in ${example.type}`
    })
    .join('; ')
}

async function inspectPrompt(card: Draft, files: ModelFiles, { adapter }: Choice): Promise<void> {
  const configuration = files.has('processor_config.json') ? await files.json('processor_config.json') : {}
  const settings = await files.json('tokenizer_config.json')
  const tokenizer = new Tokenizer(await files.json('tokenizer.json'), settings)
  const image = adapter.imageToken({ config: configuration, tokenizer: { config: settings } } as never)
  const { token: place = image, block } = adapter.place ?? {}
  const ids = tokenizer.encode(PROBE, { add_special_tokens: false }).ids
  const back = tokenizer.decode(ids, { skip_special_tokens: true })
  if (plain(back) === plain(PROBE)) card.works.push('Tokenizer: a text comes back as it was')
  else card.guessed.push(`The tokenizer makes "${oneLine(back)}" of "${oneLine(PROBE)}": it may lose what it reads`)
  if (image !== '' && tokenizer.encode(image, { add_special_tokens: false }).ids.length !== 1)
    card.missing.push(`The tokenizer does not know ${image}, which stands for a picture, as one token`)
  if (adapter.render !== null) {
    card.works.push('Prompts: the family has no chat template, and its own way of asking is used')
    return
  }
  const source = templateIn(settings) ?? (await templateFile(files))
  const template = new Template(source)
  const special = Object.fromEntries(
    ['bos_token', 'eos_token', 'pad_token', 'unk_token'].flatMap((name) => {
      const token = settings[name] as string | { content?: string } | null | undefined
      const content = typeof token === 'string' ? token : token?.content
      return content === undefined ? [] : [[name, content]]
    }),
  )
  let strings = false
  templateOf(
    (messages, open) => {
      strings = messages.some(({ content }) => typeof content === 'string')
      return template.render({ messages, add_generation_prompt: open, ...special })
    },
    place,
    block,
  )([{ role: 'user', content: [{ type: 'image' }, { type: 'text', text: PROBE }] }], true)
  card.works.push(`Prompts: its chat template, given ${strings ? 'a string' : 'a list of parts'}`)
  if (/<think|enable_thinking/.test(source))
    card.works.push('Thoughts: its template knows them; they are kept in the answer, folded, and searched for leaks')
}

function inspectConfig(card: Draft, config: Readonly<Record<string, unknown>>, generation: unknown): void {
  const context = contextOf(config)
  if (context === null) card.guessed.push('How many tokens it can read is not said; no limit is assumed')
  else card.works.push(`Reads up to ${context.toLocaleString('en')} tokens`)
  if (endIds([generation, config, config['text_config']]).size === 0)
    card.guessed.push('No configuration says which token ends an answer; answers go on to their limit')
}

/** What tokenizer_config.json has; of several templates the default. */
function templateIn(settings: Readonly<Record<string, unknown>>): string | null {
  const own = settings['chat_template']
  if (!Array.isArray(own)) return typeof own === 'string' ? own : null
  const named = own as readonly { readonly name?: unknown; readonly template?: unknown }[]
  const found = named.find(({ name }) => name === 'default') ?? named[0]
  return typeof found?.template === 'string' ? found.template : null
}

/** Notes what goes wrong as missing, and goes on. */
async function attempt<T>(card: Draft, act: () => Promise<T>): Promise<T | null> {
  try {
    return await act()
  } catch (error) {
    const message = oneLine(error instanceof Error ? error.message : String(error))
    card.missing.push(
      error instanceof LeakscopeError ? message : `Its configuration and its tokenizer do not fit: ${message}`,
    )
    return null
  }
}

function namesOf(values: readonly { readonly name: string }[]): string {
  const names = values.map(({ name }) => name)
  return names.length > 4 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ')
}

function plain(text: string): string {
  return text.toLowerCase().replaceAll(/\s+/g, ' ').trim()
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim().slice(0, 300)
}

function sentence(clause: string): string {
  return clause.charAt(0).toUpperCase() + clause.slice(1)
}
