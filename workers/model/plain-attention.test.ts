import { readFileSync } from 'node:fs'
import * as ort from 'onnxruntime-web'
import { beforeAll, describe, expect, it } from 'vitest'
import { encodeNumber, message, messages, encodeField } from './protobuf.ts'
import { FIELD, firstText, node, texts } from './graph-build.ts'
import { plainAttention } from './plain-attention.ts'
import { unpack, UNPACKED_FILE, type Unpacked } from './unpack.ts'

/** Layers, heads of keys, size of a head and of a token, of the shipped reader. */
const [LAYERS, HEADS, HEAD, HIDDEN] = [4, 4, 32, 256]

const shipped = new URL('../../public/models/control-reader/onnx/decoder_model_merged_q4.onnx', import.meta.url)
const operatorsOf = (model: Uint8Array) =>
  fieldsOf(model)
    .filter(({ field }) => field === FIELD.node)
    .map(({ payload }) => firstText(payload, FIELD.nodeOperator))
const fieldsOf = (model: Uint8Array) => [
  ...messages([...messages(model)].find(({ field }) => field === FIELD.graph)!.payload),
]

function open(graph: Uint8Array, { weights }: Unpacked): Promise<ort.InferenceSession> {
  ort.env.wasm.numThreads = 1
  return ort.InferenceSession.create(graph, {
    executionProviders: ['wasm'],
    externalData: [{ path: UNPACKED_FILE, data: weights }],
  })
}

function noise(count: number, seed: number): Float32Array {
  let state = seed * 7919 + 1
  return Float32Array.from({ length: count }, () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647 - 0.5
  })
}

interface Row {
  readonly past: Readonly<Record<string, Float32Array>>
  readonly length: number
  readonly tokens: Float32Array
}

function row(length: number, tokens: number, seed: number): Row {
  const past: Record<string, Float32Array> = {}
  for (let layer = 0; layer < LAYERS; layer++)
    for (const kind of ['key', 'value'])
      past[`past_key_values.${layer}.${kind}`] = noise(HEADS * length * HEAD, seed + layer + (kind === 'key' ? 0 : 50))
  return { past, length, tokens: noise(tokens * HIDDEN, seed + 99) }
}

/** Rows of several lengths, padded behind as the engine pads them. */
function feeds(rows: readonly Row[]): Record<string, ort.Tensor> {
  const width = Math.max(...rows.map(({ length }) => length))
  const count = rows[0]!.tokens.length / HIDDEN
  const fed: Record<string, ort.Tensor> = {}
  for (const name of Object.keys(rows[0]!.past)) {
    const data = new Float32Array(rows.length * HEADS * width * HEAD)
    rows.forEach(({ past, length }, r) => {
      for (let head = 0; head < HEADS; head++) {
        const from = past[name]!.subarray(head * length * HEAD, (head + 1) * length * HEAD)
        data.set(from, (r * HEADS + head) * width * HEAD)
      }
    })
    fed[name] = new ort.Tensor('float32', data, [rows.length, HEADS, width, HEAD])
  }
  const tokens = new Float32Array(rows.length * count * HIDDEN)
  rows.forEach((own, r) => tokens.set(own.tokens, r * count * HIDDEN))
  const mask = rows.flatMap(({ length }) =>
    Array.from({ length: width + count }, (_, at) => (at < length || at >= width ? 1n : 0n)),
  )
  fed['inputs_embeds'] = new ort.Tensor('float32', tokens, [rows.length, count, HIDDEN])
  fed['attention_mask'] = new ort.Tensor('int64', BigInt64Array.from(mask), [rows.length, width + count])
  fed['num_logits_to_keep'] = new ort.Tensor('int64', [1n], [])
  return fed
}

function furthest(a: ort.Tensor, b: ort.Tensor): number {
  const [x, y] = [a.data as Float32Array, b.data as Float32Array]
  return x.reduce((most, value, at) => Math.max(most, Math.abs(value - y[at]!)), 0)
}

describe('plainAttention', () => {
  let unpacked: Unpacked
  let grouped: ort.InferenceSession
  let plain: ort.InferenceSession
  beforeAll(async () => {
    unpacked = unpack(new Uint8Array(readFileSync(shipped)))!
    grouped = await open(unpacked.graph, unpacked)
    plain = await open(plainAttention(unpacked.graph), unpacked)
  })

  it('leaves no grouped attention, and the graph takes and gives what it did', () => {
    expect(operatorsOf(unpacked.graph)).toContain('GroupQueryAttention')
    expect(operatorsOf(plainAttention(unpacked.graph))).not.toContain('GroupQueryAttention')
    expect(plain.inputNames).toEqual(grouped.inputNames)
    expect(plain.outputNames).toEqual(grouped.outputNames)
  })

  it.each([
    [1, 0],
    [9, 0],
    [1, 30],
    [7, 30],
  ])('%i tokens on a past of %i: logits and cache are the operator’s', async (tokens, past) => {
    const fed = feeds([row(past, tokens, 3)])
    const [expected, found] = [await grouped.run(fed), await plain.run(fed)]
    expect(found['logits']!.dims).toEqual(expected['logits']!.dims)
    for (const name of grouped.outputNames) expect(furthest(found[name]!, expected[name]!)).toBeLessThan(1e-4)
  })

  it('rows of several lengths see their own tokens alone, one or several at a time', async () => {
    for (const count of [1, 5]) {
      const rows = [row(12, count, 1), row(30, count, 2), row(3, count, 5)]
      const together = (await plain.run(feeds(rows)))['logits']!
      const vocabulary = together.dims[2]!
      for (const [at, own] of rows.entries()) {
        const alone = (await grouped.run(feeds([own])))['logits']!
        const mine = new ort.Tensor(
          'float32',
          (together.data as Float32Array).subarray(at * vocabulary, (at + 1) * vocabulary),
          alone.dims,
        )
        expect(furthest(mine, alone)).toBeLessThan(1e-4)
      }
    }
  })

  it.each([
    ['a window', { local_window_size: 4 }, []],
    ['a soft cap', { softcap: { float: 30 } }, []],
    ['smooth weights', { smooth_softmax: 1 }, []],
    ['a bias of its own', {}, ['', 'bias']],
    ['a sink', {}, ['', '', 'sink']],
  ])('a graph with %s stays as it is', (_, attributes, more) => {
    const parts = [...messages(unpacked.graph)]
    let bent = 0
    const fields = fieldsOf(unpacked.graph).map(({ field, payload, raw }) => {
      if (field !== FIELD.node || firstText(payload, FIELD.nodeOperator) !== 'GroupQueryAttention' || bent++ > 0)
        return raw
      const heads = { num_heads: 8, kv_num_heads: 4, do_rotary: 1 }
      const inputs = [...texts(payload, FIELD.nodeInput), ...more]
      const outputs = texts(payload, FIELD.nodeOutput)
      return node('GroupQueryAttention', inputs, outputs, { ...heads, ...attributes }, 'com.microsoft')
    })
    const model = message(
      parts.map((part) => (part.field === FIELD.graph ? encodeField(FIELD.graph, fields) : part.raw)),
    )
    expect(plainAttention(model)).toBe(model)
  })

  it('what is no model, or holds no attention, stays as it is', () => {
    for (const bytes of [encodeNumber(1, 8), encodeField(FIELD.graph, [node('Neg', ['a'], ['b'])])])
      expect(plainAttention(bytes)).toBe(bytes)
  })
})
