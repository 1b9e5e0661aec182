import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { STRANGERS } from '../../e2e/fixtures/models/strangers.ts'
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

  it.each(STRANGERS)('says in one line what is wrong with $name', async ({ files: own, says }) => {
    const begun = performance.now()
    const from = [...own].map(([path, content]) => ({ path, from: new Blob([content]) }))
    const { missing } = await inspectModel(from.map((file) => ({ ...file, bytes: file.from.size, sha256: null })))
    for (const line of says) expect(missing).toContainEqual(expect.stringMatching(line))
    for (const line of missing) expect(line).toMatch(/^[^\n]{15,600}[^.]$/)
    expect(missing.length).toBeLessThanOrEqual(5)
    expect(performance.now() - begun).toBeLessThan(10_000)
  })

  it('takes what prepares pictures from processor_config.json where it stands nowhere else', async () => {
    const inside = {
      ...json('llava', 'processor_config.json'),
      image_processor: json('llava', 'preprocessor_config.json'),
    }
    const card = await inspectModel(
      files('llava', { 'preprocessor_config.json': null, 'processor_config.json': inside }),
    )
    expect(card.missing).toEqual([])
    const none = await inspectModel(files('llava', { 'preprocessor_config.json': null }))
    expect(none.missing).toEqual([expect.stringContaining('preprocessor_config.json')])
  })

  it('says that there are 16-bit floats only', async () => {
    const decoder = files('llava').find(({ path }) => path === 'onnx/decoder_model_merged.onnx')!
    const half = { ...decoder, path: 'onnx/decoder_model_merged_q4f16.onnx' }
    const { missing, guessed } = await inspectModel([
      ...files('llava').filter((file) => file !== decoder && file.path !== decoder.path),
      half,
    ])
    expect(missing).toEqual([])
    expect(guessed).toEqual([expect.stringMatching(/^decoder_model_merged is there in 16-bit floats only.*shader-f16/)])
  })

  it('says which file of weights is missing, cut off or a pointer', async () => {
    const whole = files('llava-onevision')
    const weights = whole.filter(({ path }) => path.startsWith('onnx/') && !path.endsWith('.onnx'))
    expect(weights).not.toEqual([])
    for (const { path, bytes, from } of weights) {
      const others = whole.filter((file) => file.path !== path)
      const as = (blob: Blob) => [...others, { path, bytes: blob.size, sha256: null, from: blob }]
      expect((await inspectModel(others)).missing).toEqual([
        expect.stringMatching(`^${path} is not there, where onnx/`),
      ])
      expect((await inspectModel(as((from as Blob).slice(0, bytes - 1)))).missing).toEqual([
        expect.stringMatching(
          `^${path} is cut off: it has ${bytes - 1} bytes, and onnx/.* looks for \\d+; fetch it again`,
        ),
      ])
      const pointer = new Blob(['version https://git-lfs.github.com/spec/v1\n'])
      expect((await inspectModel(as(pointer))).missing).toEqual([expect.stringContaining('git lfs pull')])
    }
  })
})
