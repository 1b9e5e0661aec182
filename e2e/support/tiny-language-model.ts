/**
 * @file A stand-in for smollm2-reader that the real builder builds: the recipe's own graphs, cut down to one layer and
 * a small vocabulary, and a GGUF of random numbers made on the spot. It reads with the real eyes, ends its answers at
 * some time, and says nothing that means anything.
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildModel } from '../../scripts/lib/built-model/build.ts'
import { readSource } from '../../scripts/lib/built-model/source.ts'
import { toHalf, writeGguf, type WrittenTensor } from '../../scripts/lib/built-model/testing/write-gguf.ts'
import { createRandom } from '../../src/domain/random.ts'
import { encodeField, encodeNumber, message, messages, text } from '../../workers/model/protobuf.ts'

const RECIPE = fileURLToPath(new URL('../../models/smollm2-reader', import.meta.url))

/** Of the recipe. Its last cache is no layer's: it remembers a picture (docs/adr/0048-smollm2-reader.md). */
const [LAYERS, VOCABULARY, HIDDEN, MLP, KEYS] = [30, 49_152, 576, 1536, 192]
/** As many as the eyes have embeddings of. */
const TOKENS = 16_384
/** SmolLM2's own numbers of these. */
const SPECIALS = [
  '<|endoftext|>',
  '<|im_start|>',
  '<|im_end|>',
  '',
  '',
  '',
  '<filename>',
  '<gh_stars>',
  '<issue_start>',
]
const END = 2
const BLOCK = 32
/** Scales of the random numbers, whose 4-bit codes are centred. The end's are larger, so that it is the likeliest now and then. */
const [SCALE, OFFSET, EMBEDDED, ENDING] = [0.03125, -0.234375, 2 ** -8, 2 ** -6]

/**
 * @param folder of models; `id` is made in it.
 * @param adapter False: all its numbers are 0.
 */
export async function buildTinyModel(folder: string, id: string, adapter = true): Promise<void> {
  const temporary = mkdtempSync(join(tmpdir(), 'leakscope-tiny-'))
  try {
    const recipe = join(temporary, 'recipe')
    cpSync(RECIPE, recipe, { recursive: true })
    rewrite(join(recipe, 'onnx/decoder_model_merged_q4.onnx'), (bytes) => smaller(cutDown(bytes)))
    rewrite(join(recipe, 'onnx/embed_tokens.onnx'), smaller)
    rewrite(join(recipe, 'adapter.bin'), (bytes) => (adapter ? bytes : new Uint8Array(bytes.length)))
    rewrite(join(recipe, 'config.json'), (bytes) => {
      const config = JSON.parse(text(bytes)) as { text_config: object }
      const size = { num_hidden_layers: 2, vocab_size: TOKENS }
      return Buffer.from(JSON.stringify({ ...config, text_config: { ...config.text_config, ...size } }))
    })
    const source = { ...(await readSource(RECIPE)), name: 'Tiny, reading' }
    mkdirSync(folder, { recursive: true })
    await buildModel(recipe, source, gguf(), join(folder, id), false)
  } finally {
    rmSync(temporary, { recursive: true, force: true })
  }
}

function rewrite(path: string, make: (bytes: Uint8Array) => Uint8Array): void {
  writeFileSync(path, make(readFileSync(path)))
}

function gguf(): Uint8Array {
  const random = createRandom('tiny-language-model')
  const packed = (name: string, rows: number, columns: number): WrittenTensor => {
    const block = [...toHalf(SCALE), ...toHalf(OFFSET)]
    const bytes = new Uint8Array((rows * columns * 20) / BLOCK)
    for (let i = 0; i < bytes.length; i++) bytes[i] = block[i % 20] ?? random.int(256)
    return { name: `blk.0.${name}.weight`, type: 'Q4_1', rows, columns, bytes }
  }
  const embedding = new Uint8Array((TOKENS * HIDDEN * 34) / BLOCK)
  for (let i = 0; i < embedding.length; i++) {
    const scale = toHalf(Math.floor((i * BLOCK) / 34 / HIDDEN) === END ? ENDING : EMBEDDED)
    embedding[i] = scale[i % 34] ?? random.int(256)
  }
  const ones = (name: string): WrittenTensor => {
    const bytes = new Uint8Array(new Float32Array(HIDDEN).fill(1).buffer)
    return { name: `${name}.weight`, type: 'F32', rows: 1, columns: HIDDEN, bytes }
  }
  const tokens = vocabulary()
  return writeGguf(
    {
      'tokenizer.ggml.model': 'gpt2',
      'tokenizer.ggml.pre': 'smollm',
      'tokenizer.ggml.tokens': tokens,
      'tokenizer.ggml.token_type': tokens.map((_, i) => (i < SPECIALS.length ? 3 : 1)),
      'tokenizer.ggml.merges': [],
    },
    [
      { name: 'token_embd.weight', type: 'Q8_0', rows: TOKENS, columns: HIDDEN, bytes: embedding },
      ...['blk.0.attn_norm', 'blk.0.ffn_norm', 'output_norm'].map(ones),
      packed('attn_q', HIDDEN, HIDDEN),
      packed('attn_k', KEYS, HIDDEN),
      packed('attn_v', KEYS, HIDDEN),
      packed('attn_output', HIDDEN, HIDDEN),
      packed('ffn_gate', MLP, HIDDEN),
      packed('ffn_up', MLP, HIDDEN),
      packed('ffn_down', HIDDEN, MLP),
    ],
  )
}

/** Every byte is a token; the others are words that no text has. */
function vocabulary(): string[] {
  // GPT-2's: printable bytes stand for themselves, the others for what follows Latin-1.
  const printable = (byte: number) => (byte > 32 && byte < 127) || (byte > 160 && byte !== 173)
  let next = 256
  const bytes = Array.from({ length: 256 }, (_, byte) => String.fromCodePoint(printable(byte) ? byte : next++))
  const known = [...SPECIALS.map((name, i) => name || `<unused ${i}>`), ...bytes]
  return Array.from({ length: TOKENS }, (_, i) => known[i] ?? `Ġword${i}`)
}

/** GraphProto, NodeProto, AttributeProto, ValueInfoProto, TensorProto (onnx.proto3). */
const [GRAPH, NODE, INITIALISER, INPUT, OUTPUT] = [7, 1, 5, 11, 12]
const [NODE_INPUT, NODE_OUTPUT, ATTRIBUTE] = [1, 2, 5]
const [DIMS, TENSOR_NAME] = [1, 8]

const stringOf = (bytes: Uint8Array, field: number): string =>
  text([...messages(bytes)].find((one) => one.field === field)!.payload)
const stringsOf = (bytes: Uint8Array, field: number): string[] =>
  [...messages(bytes)].flatMap((one) => (one.field === field ? [text(one.payload)] : []))

/** The graph of one layer: what stands between the end of the first and that of the last is left out. */
function cutDown(model: Uint8Array): Uint8Array {
  const [first, last] = ['/model/layers.0/output', `/model/layers.${LAYERS - 1}/output`]
  // The cache that remembers a picture follows the last layer's.
  const named = (name: string) =>
    name === last ? first : name.replace(`s.${LAYERS}.`, 's.1.').replace(`t.${LAYERS}.`, 't.1.')
  const isLayerLeftOut = (name: string) => {
    const layer = /^(?:past_key_values|present)\.(\d+)\./.exec(name)?.[1]
    return layer !== undefined && Number(layer) > 0 && Number(layer) < LAYERS
  }
  return inGraph(model, (fields) => {
    let within = true
    const nodes = fields.flatMap(({ field, payload }) => {
      if (field !== NODE) return []
      const outputs = stringsOf(payload, NODE_OUTPUT)
      const kept = within || outputs.some((name) => name.startsWith(`present.${LAYERS}.`))
      if (outputs.includes(first)) within = false
      if (outputs.includes(last)) within = true
      return kept ? [payload] : []
    })
    const used = new Set(nodes.flatMap((node) => stringsOf(node, NODE_INPUT)))
    const renamed = (payload: Uint8Array, ...ofNames: number[]) =>
      [...messages(payload)].map((one) =>
        ofNames.includes(one.field) ? encodeField(one.field, named(text(one.payload))) : one.raw,
      )
    return [
      ...nodes.map((node) => encodeField(NODE, renamed(node, NODE_INPUT, NODE_OUTPUT))),
      ...fields.flatMap(({ field, payload, raw }) => {
        if (field === NODE) return []
        if (field === INITIALISER) return used.has(stringOf(payload, TENSOR_NAME)) ? [raw] : []
        if (field !== INPUT && field !== OUTPUT) return [raw]
        return isLayerLeftOut(stringOf(payload, 1)) ? [] : [encodeField(field, renamed(payload, 1))]
      }),
    ]
  })
}

/** The graph with the small vocabulary. */
function smaller(model: Uint8Array): Uint8Array {
  return inGraph(model, (fields) =>
    fields.map(({ field, payload, raw }) => {
      if (field === NODE) return encodeField(NODE, withAttributes(payload))
      if (field === OUTPUT) return encodeField(OUTPUT, [...messages(payload)].map(ofOutput))
      if (field !== INITIALISER || !stringOf(payload, TENSOR_NAME).startsWith('token_embd.')) return raw
      return encodeField(
        INITIALISER,
        [...messages(payload)].map((one) => {
          if (one.field === DIMS && one.value % VOCABULARY === 0)
            return encodeNumber(DIMS, (one.value / VOCABULARY) * TOKENS)
          return one.field === TENSOR_NAME ? encodeField(TENSOR_NAME, sized(text(one.payload))) : one.raw
        }),
      )
    }),
  )
}

const sized = (name: string): string =>
  name.startsWith('token_embd.') ? name.replace(`:${VOCABULARY}`, `:${TOKENS}`) : name

function withAttributes(node: Uint8Array): Uint8Array[] {
  return [...messages(node)].map((one) => {
    if (one.field === NODE_INPUT) return encodeField(NODE_INPUT, sized(text(one.payload)))
    if (one.field !== ATTRIBUTE) return one.raw
    // AttributeProto.i
    return encodeField(
      ATTRIBUTE,
      [...messages(one.payload)].map((part) =>
        part.field === 3 && part.value === VOCABULARY ? encodeNumber(3, TOKENS) : part.raw,
      ),
    )
  })
}

/** ValueInfoProto.type.tensor_type.shape.dim.dim_value */
function ofOutput({ field, payload, raw }: { field: number; payload: Uint8Array; raw: Uint8Array }): Uint8Array {
  const within = (bytes: Uint8Array, [at, ...path]: readonly number[]): Uint8Array[] =>
    [...messages(bytes)].map((one) => {
      if (one.field !== at) return one.raw
      if (path.length > 0) return encodeField(at, within(one.payload, path))
      return one.value === VOCABULARY ? encodeNumber(at, TOKENS) : one.raw
    })
  return field === 2 ? encodeField(2, within(payload, [1, 2, 1, 1])) : raw
}

function inGraph(
  model: Uint8Array,
  change: (fields: readonly { field: number; payload: Uint8Array; raw: Uint8Array }[]) => readonly Uint8Array[],
): Uint8Array {
  return message(
    [...messages(model)].map(({ field, payload, raw }) =>
      field === GRAPH ? encodeField(GRAPH, change([...messages(payload)])) : raw,
    ),
  )
}
