/**
 * @file What a repository is, found out from its small files and the heads of its graphs before any weight is
 * read: its capability card. Nothing here needs a browser, a device or the libraries that run models.
 */
import { Template } from '@huggingface/jinja'
import { Tokenizer } from '@huggingface/tokenizers'
import { availableDtypes, isFloat16, preferredDtype } from '../../src/domain/dtype.ts'
import { LeakscopeError } from '../../src/domain/errors.ts'
import { repositoryFaults, sizeFault, type RepositoryFacts } from '../../src/domain/repository.ts'
import { assertNoPointer, ModelFiles } from '../shared/files.ts'
import { adapterFor, type Choice } from './adapters/registry.ts'
import { templateFile } from './chat-template.ts'
import { contextOf, endIds, factsOf, modelTypeOf } from './config.ts'
import { DECODER_INPUTS, pastOf } from './decoder-inputs.ts'
import { modelFile, SESSIONS, type SessionName } from './dtype.ts'
import { readGraphIo, type GraphIo, type GraphValue } from './graph-io.ts'
import { besideGraph } from './onnx.ts'
import { preprocessorOf, processorClassOf, REQUIRED } from './processor-class.ts'
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
  'pixel_position_ids',
])

/** A Git LFS pointer has some 130. */
const POINTER_BYTES = 1024

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
  if (!files.has('config.json')) {
    card.missing.push(...repositoryFaults({ files: from, architecture: null }))
    return card
  }
  const config = await attempt(card, () => files.json('config.json'))
  if (config === null) return card
  const facts = factsOf(from, config)
  card.missing.push(...repositoryFaults(facts))
  const large = sizeFault(from)
  if (large !== null) card.missing.push(large)
  const choice = await attempt(card, async () => adapterFor(await processorClassOf(files), modelTypeOf(config)))
  if (choice !== null) {
    card.works.push(`Pictures: as ${choice.processor} prepares them`)
    card.conversations = choice.adapter.reading !== 'encoder'
    if (!card.conversations)
      card.works.push('One question, one answer: an encoder reads its prompts, so no conversation goes on')
    if (choice.guess !== null) card.guessed.push(sentence(choice.guess))
  }
  await inspectSessions(card, files, facts, choice)
  if (files.has('preprocessor_config.json') || files.has('processor_config.json'))
    await attempt(card, () => preprocessorOf(files))
  if (choice !== null && REQUIRED.every((path) => files.has(path)))
    await attempt(card, () => inspectPrompt(card, files, choice))
  const generation = await attempt(card, async () =>
    files.has('generation_config.json') ? files.json('generation_config.json') : {},
  )
  inspectConfig(card, config, generation ?? {})
  return card
}

async function inspectSessions(
  card: Draft,
  files: ModelFiles,
  { encoderDecoder }: RepositoryFacts,
  choice: Choice | null,
): Promise<void> {
  const available = availableDtypes(files.paths)
  const wanted: SessionName[] = encoderDecoder === true ? [...SESSIONS, 'encoder_model'] : [...SESSIONS]
  const halves: string[] = []
  let embedded: readonly GraphValue[] = []
  for (const session of wanted) {
    const dtypes = available[session]
    if (dtypes === undefined) continue
    if (dtypes.every(isFloat16)) halves.push(session)
    const dtype = preferredDtype(session, dtypes, 'wasm', true) ?? dtypes[0]!
    await attempt(card, async () => {
      const path = modelFile(session, dtype)
      const io = await readGraphIo(path, await files.lying(path))
      card.works.push(`${session}: in ${dtypes.join(', ')}`)
      for (const [name, bytes] of io.externalFiles) await inspectWeights(card, files, path, name, bytes)
      if (session === 'vision_encoder') inspectVision(card, io)
      if (session === 'embed_tokens') {
        inspectEmbedding(card, io)
        embedded = io.outputs
      }
      if (session === 'decoder_model_merged') inspectDecoder(card, io, choice, embedded)
    })
  }
  if (halves.length > 0)
    card.guessed.push(
      `${halves.join(' and ')} ${halves.length === 1 ? 'is' : 'are'} there in 16-bit floats only: WASM runs ` +
        'them, WebGPU where the graphics adapter has them (shader-f16)',
    )
  if (available['audio_encoder'] !== undefined)
    card.works.push('Its audio encoder is not loaded: questions have no sound')
}

/** A file of weights beside a graph: whether it is there, and whole. @param bytes that the graph looks for in it. */
async function inspectWeights(
  card: Draft,
  files: ModelFiles,
  graph: string,
  name: string,
  bytes: number,
): Promise<void> {
  const path = besideGraph(graph, name)
  if (!files.has(path)) {
    card.missing.push(`${path} is not there, where ${graph} keeps its weights`)
    return
  }
  const size = files.size(path)
  if (size >= bytes) return
  // A pointer is shorter than any weights.
  if (size < POINTER_BYTES) assertNoPointer(path, await (await files.lying(path)).text())
  card.missing.push(`${path} is cut off: it has ${size} bytes, and ${graph} looks for ${bytes}; fetch it again`)
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

function inspectDecoder(
  card: Draft,
  { inputs, outputs }: GraphIo,
  choice: Choice | null,
  embedded: readonly GraphValue[],
): void {
  const caches = inputs.filter(({ name }) => name.startsWith('past_'))
  for (const { name } of inputs)
    if (!DECODER_INPUTS.has(name) && !name.startsWith('past_'))
      card.missing.push(`The decoder asks for ${name}, which the engine does not feed`)
  if (inputs.some(({ name }) => name === 'per_layer_inputs')) {
    if (embedded.some(({ name }) => name === 'per_layer_inputs'))
      card.works.push('Each layer has an embedding of its own for each token')
    else card.missing.push('The decoder asks for per_layer_inputs, which embed_tokens does not give')
  }
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
  return text.replaceAll(/\s+/g, ' ').trim().slice(0, 600)
}

function sentence(clause: string): string {
  return clause.charAt(0).toUpperCase() + clause.slice(1)
}
