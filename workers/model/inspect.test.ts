import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { inspectModel } from './inspect.ts'
import type { ModelFile } from './types.ts'

const FAMILIES = new URL('../../e2e/fixtures/models/families/', import.meta.url)

/** The files of a tiny instance, some of them others, or left out. */
function files(family: string, instead: Readonly<Record<string, object | string | null>> = {}): ModelFile[] {
  const folder = new URL(`${family}/`, FAMILIES)
  const own = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(?:json|jinja|onnx|onnx_data|bin)$/.test(path))
    .map((path) => [path, new Blob([readFileSync(new URL(path, folder))])] as const)
  const found = new Map(own)
  for (const [path, content] of Object.entries(instead)) {
    if (content === null) found.delete(path)
    else found.set(path, new Blob([typeof content === 'string' ? content : JSON.stringify(content)]))
  }
  return [...found].map(([path, from]) => ({ path, bytes: from.size, sha256: null, from }))
}

const json = (family: string, path: string) =>
  JSON.parse(readFileSync(new URL(`${family}/${path}`, FAMILIES), 'utf8')) as Record<string, unknown>

describe('inspectModel', () => {
  it.each(readdirSync(FAMILIES).filter((name) => !name.includes('.') && !name.startsWith('_')))(
    'finds nothing missing in the tiny instance of %s',
    async (family) => {
      const card = await inspectModel(files(family))
      expect(card.missing).toEqual([])
      expect(card.works.length).toBeGreaterThan(5)
    },
  )

  it('knows who can be asked on after an answer', async () => {
    const { conversations, works } = await inspectModel(files('florence2'))
    expect(conversations).toBe(false)
    expect(works).toContain('One question, one answer: an encoder reads its prompts, so no conversation goes on')
    expect((await inspectModel(files('llava'))).conversations).toBe(true)
    expect((await inspectModel(files('llava', { 'config.json': null }))).conversations).toBeNull()
  })

  it('says what the graphs are', async () => {
    const { works } = await inspectModel(files('qwen2-vl'))
    expect(works).toContain(
      'Cache: 2 layers with keys and values of [batch_size, 2, past_sequence_length, 8] in float32',
    )
    expect(works).toContain('Positions: 3 planes, so that pictures have rows and columns')
    expect(works).toContain('Prompts: its chat template, given a list of parts')
  })

  it('gives a string to a template of strings, in a file of its own too (FastVLM, nanoLLaVA)', async () => {
    const string =
      "{% for m in messages %}<{{ m['role'] }}>{{ m['content'] }}<end>{% endfor %}" +
      '{% if add_generation_prompt %}<assistant>{% endif %}'
    const { chat_template: _, ...settings } = json('llava', 'tokenizer_config.json')
    const card = await inspectModel(
      files('llava', { 'tokenizer_config.json': settings, 'chat_template.jinja': string }),
    )
    expect(card).toMatchObject({ missing: [] })
    expect(card.works).toContain('Prompts: its chat template, given a string')
  })

  it('says that it guesses: the processor by an alias, or by the type', async () => {
    const own = json('llava', 'preprocessor_config.json')
    const as = (name: string | undefined) => ({ ...own, processor_class: name })
    const { processor_class: __, ...processor } = json('llava', 'processor_config.json')
    const alias = await inspectModel(
      files('llava', { 'preprocessor_config.json': as('LlavaOnevisionProcessor'), 'processor_config.json': processor }),
    )
    expect(alias).toMatchObject({
      missing: [],
      guessed: ['Its processor LlavaOnevisionProcessor is taken for LlavaProcessor'],
    })
    const none = await inspectModel(
      files('llava', { 'preprocessor_config.json': as(undefined), 'processor_config.json': processor }),
    )
    expect(none.guessed).toEqual(['It names no processor; by its type llava, LlavaProcessor'])
  })

  it('says what recurrent layers keep', async () => {
    const { works, guessed } = await inspectModel(files('qwen3-5'))
    expect(works).toContain(
      'Cache: 3 layers with a conv state of [batch_size, 64, 4] in float32; ' +
        '3 layers with a recurrent state of [batch_size, 4, 8, 8] in float32; ' +
        '1 layer with keys and values of [batch_size, 2, past_sequence_length, 16] in float32',
    )
    expect(guessed).toEqual([])
  })

  it('says that a decoder of Gemma 3 is not told what a picture is', async () => {
    const decoder = 'onnx/decoder_model_merged.onnx'
    const told = await inspectModel(files('gemma3'))
    expect(told.guessed).toEqual([])
    const graph = readFileSync(new URL(`llava/${decoder}`, FAMILIES))
    const [other] = files('llava').filter(({ path }) => path === decoder)
    expect(other!.bytes).toBe(graph.length)
    const untold = await inspectModel(
      files('gemma3').map((file) => (file.path === decoder ? { ...other!, path: decoder } : file)),
    )
    expect(untold.guessed).toEqual([expect.stringContaining('not told which tokens are a picture’s')])
  })

  // Sessions as the library asks for them (transformers.js, session_config.js), configurations as their authors
  // publish them; the rest is a tiny LLaVA's.
  it.each([
    [
      'Moondream2',
      { 'config.json': { model_type: 'moondream1' }, 'processor_config.json': null },
      { processor_class: undefined, image_processor_type: 'ViTFeatureExtractor' },
      [],
      [/^Models without a processor_class are not supported/],
    ],
    [
      'Janus',
      { 'config.json': { model_type: 'multi_modality' }, 'processor_config.json': null },
      { processor_class: 'VLChatProcessor' },
      ['prepare_inputs_embeds', 'language_model', 'lm_head', 'gen_head', 'gen_img_embeds', 'image_decode'],
      [
        /^Models with the processor "VLChatProcessor" are not supported/,
        /^onnx\/vision_encoder\.onnx is not there in any dtype; it has .*prepare_inputs_embeds/,
        /^onnx\/decoder_model_merged\.onnx is not there/,
      ],
    ],
    [
      'Phi-3.5-V',
      { 'config.json': { model_type: 'phi3_v' }, 'processor_config.json': null },
      { processor_class: 'Phi3VProcessor' },
      ['prepare_inputs_embeds', 'model', 'vision_encoder'],
      [
        /^Models with the processor "Phi3VProcessor" are not supported/,
        /^onnx\/embed_tokens\.onnx is not there in any dtype; it has .*prepare_inputs_embeds/,
        /^onnx\/decoder_model_merged\.onnx is not there/,
      ],
    ],
  ])('says what %s lacks', async (_, instead, preprocessor, sessions, says) => {
    const own = json('llava', 'preprocessor_config.json')
    const graphs = ['vision_encoder', 'embed_tokens', 'decoder_model_merged']
    const onnx = readFileSync(new URL('llava/onnx/vision_encoder.onnx', FAMILIES))
    const renamed = files('llava', {
      ...instead,
      'preprocessor_config.json': { ...own, ...preprocessor },
      ...(sessions.length === 0 ? {} : Object.fromEntries(graphs.map((name) => [`onnx/${name}.onnx`, null]))),
    })
    const added = sessions.map((name) => ({
      path: `onnx/${name}.onnx`,
      bytes: onnx.length,
      sha256: null,
      from: new Blob([onnx]),
    }))
    const { missing } = await inspectModel([...renamed, ...added])
    for (const line of says) expect(missing).toContainEqual(expect.stringMatching(line))
  })

  it.each([
    ['a file that is not there', { 'tokenizer.json': null }, /tokenizer\.json/],
    ['damaged JSON', { 'config.json': '{"model_type":' }, /config\.json is not JSON/],
    ['an unknown processor', { 'processor_config.json': { processor_class: 'XProcessor' } }, /"XProcessor" are not/],
    ['a session that is not there', { 'onnx/vision_encoder.onnx': null }, /onnx\/vision_encoder\.onnx is not there/],
    [
      'another layout',
      { 'onnx/decoder_model_merged.onnx': null, 'onnx/decoder.onnx': 'x' },
      /it has decoder instead, a layout that is not known/,
    ],
    [
      'a graph that is none',
      { 'onnx/embed_tokens.onnx': '<!doctype html>' },
      /embed_tokens\.onnx is not an ONNX model/,
    ],
    ['a pointer', { 'onnx/embed_tokens.onnx': 'version https://git-lfs.github.com/spec/v1' }, /git lfs pull/],
    ['no chat template', { 'tokenizer_config.json': { tokenizer_class: 'X' } }, /no chat template/],
    ['a damaged tokenizer', { 'tokenizer.json': { model: 5 } }, /do not fit/],
  ])('says in one line what is wrong with %s', async (_, instead, says) => {
    const begun = performance.now()
    const { missing } = await inspectModel(files('llava', instead))
    expect(missing).toContainEqual(expect.stringMatching(says))
    for (const line of missing) expect(line).toMatch(/^[^\n]+$/)
    expect(performance.now() - begun).toBeLessThan(10_000)
  })
})
