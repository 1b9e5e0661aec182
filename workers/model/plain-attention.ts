/**
 * @file Grouped-query attention in plain products.
 * [Note: Plain attention] ONNX Runtime's WebAssembly kernel of `GroupQueryAttention` takes eight to thirteen times
 * as long as the products that it stands for (docs/quirks.md, 2026-12-01): most of a step on a long past. So where
 * a decoder is rewritten anyway ([Note: Unpacked weights]), its attention is written out. The operator packs the
 * keys of each row; written out, a row's padding stays where it is and is masked, as in graphs that never had the
 * operator.
 */
import { FIELD, firstText, float, node, shapeOf, TYPE, texts, wholeNumbers } from './graph-build.ts'
import { encodeField, message, messages, text, type Field } from './protobuf.ts'

const OPERATOR = 'GroupQueryAttention'
const CONTRIB = 'com.microsoft'
/** What is added is named so; nothing that an exporter writes begins like it. */
const OWN = '/leakscope/attention'
/** Far below any score, and finite: a row of padding alone gives numbers. */
const NEVER = -1e9
/** A negative whole number, read as one without a sign. */
const NEGATIVE = 2 ** 63

/** What the operator is given, as far as it is written out here (ContribOperators.md). */
interface Attention {
  readonly query: string
  readonly key: string
  readonly value: string
  readonly pastKey: string
  readonly pastValue: string
  /** [rows] or [rows, 1]: tokens of each row, less one. */
  readonly lengths: string
  readonly rotary: { readonly cos: string; readonly sin: string; readonly interleaved: number } | null
  readonly outputs: readonly string[]
  readonly keyHeads: number
  /** Query heads that share a head of keys. */
  readonly group: number
  readonly scale: number | null
}

/**
 * @param model An ONNX model with an input `attention_mask` [rows, tokens], and a past of float32.
 * @returns the model without `GroupQueryAttention`; itself where it has none, or one that is not understood wholly
 * (windows, soft caps, sinks, packed queries, rotary tables of a part of a head).
 */
export function plainAttention(model: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const parts = [...messages(model)]
  const graph = parts.find(({ field }) => field === FIELD.graph)
  if (graph === undefined) return model
  const fields = [...messages(graph.payload)]
  const attentions = new Map<Field, Attention>()
  for (const own of fields) {
    if (own.field !== FIELD.node || firstText(own.payload, FIELD.nodeOperator) !== OPERATOR) continue
    const attention = attentionOf(own.payload)
    if (attention === null) return model
    attentions.set(own, attention)
  }
  const [first] = attentions.values()
  if (first === undefined || !isMasked(fields)) return model
  const head = headSize(fields, [...attentions.values()])
  if (head === null) return model

  let layer = 0
  const changed = fields.flatMap((own) => {
    const attention = attentions.get(own)
    if (attention === undefined) return [own.raw]
    const before = layer === 0 ? shared(attention) : []
    return [...before, ...written(attention, `${OWN}/${layer++}`, head)]
  })
  const all = [...changed, ...constants(first, head)]
  return message(parts.map((part) => (part === graph ? encodeField(FIELD.graph, all) : part.raw)))
}

function attentionOf(payload: Uint8Array): Attention | null {
  const inputs = texts(payload, FIELD.nodeInput)
  const [query, key, value, pastKey, pastValue, lengths, , cos, sin, ...others] = inputs
  const numbers: Record<string, number> = {}
  for (const { field, payload: attribute } of messages(payload)) {
    if (field === FIELD.nodeAttribute) Object.assign(numbers, numberOf(attribute))
  }
  const {
    num_heads: heads = 0,
    kv_num_heads: keyHeads = 0,
    scale = 0,
    do_rotary: rotates = 0,
    rotary_interleaved: interleaved = 0,
    local_window_size: window = NEGATIVE,
    ...rest
  } = numbers
  const outputs = texts(payload, FIELD.nodeOutput)
  if (!query || !key || !value || !pastKey || !pastValue || !lengths || outputs.length !== 3) return null
  if (others.some((name) => name !== '') || window < NEGATIVE || Object.values(rest).some((own) => own !== 0))
    return null
  if (keyHeads === 0 || heads % keyHeads !== 0 || (rotates !== 0 && (!cos || !sin))) return null
  return {
    query,
    key,
    value,
    pastKey,
    pastValue,
    lengths,
    rotary: rotates === 0 ? null : { cos: cos!, sin: sin!, interleaved },
    outputs,
    keyHeads,
    group: heads / keyHeads,
    scale: scale === 0 ? null : scale,
  }
}

/** Name and number of an attribute; one that is neither a float nor a whole number is not 0. */
function numberOf(attribute: Uint8Array): Record<string, number> {
  let name = ''
  let number = Number.NaN
  for (const { field, payload, value } of messages(attribute)) {
    if (field === 1) name = text(payload)
    else if (field === 2) number = new DataView(payload.buffer, payload.byteOffset).getFloat32(0, true)
    else if (field === 3) number = value
  }
  return { [name]: number }
}

function isMasked(fields: readonly Field[]): boolean {
  const mask = fields.find(({ field, payload }) => field === FIELD.input && firstText(payload, 1) === 'attention_mask')
  const shape = mask === undefined ? null : shapeOf(mask.payload)
  return shape?.type === TYPE.int64 && shape.dims.length === 2
}

/** Numbers of a head; null where the layers differ, or the graph does not say, or tables turn a part of it only. */
function headSize(fields: readonly Field[], attentions: readonly Attention[]): number | null {
  const byName = (field: number, nameField: number) =>
    new Map(fields.flatMap((own) => (own.field === field ? [[firstText(own.payload, nameField), own.payload]] : [])))
  const inputs = byName(FIELD.input, 1)
  const initialisers = byName(FIELD.initialiser, 8)
  const [first] = attentions
  let size: number | null = null
  for (const { pastKey, pastValue, lengths, group, keyHeads, rotary } of attentions) {
    if (lengths !== first!.lengths || group !== first!.group || keyHeads !== first!.keyHeads) return null
    for (const name of [pastKey, pastValue]) {
      const shape = inputs.has(name) ? shapeOf(inputs.get(name)!) : null
      const own = shape?.dims[3]
      if (shape?.type !== TYPE.float || typeof own !== 'number' || (size !== null && own !== size)) return null
      size = own
    }
    for (const table of rotary === null ? [] : [rotary.cos, rotary.sin]) {
      const tensor = initialisers.get(table)
      if (tensor === undefined) return null
      const dims = [...messages(tensor)].filter(({ field }) => field === 1).map(({ value }) => value)
      if (dims.length !== 2 || dims[1]! * 2 !== size) return null
    }
  }
  return size
}

/**
 * What all layers share, from the first one's query [rows, tokens, size]: what each token sees, and where it stands.
 * bias [rows, 1, group x tokens, keys]: 0 where a query sees a key, else `NEVER`. positions [rows, tokens]: of the
 * tokens fed, the last stands where its row ends.
 */
function shared({ query, lengths }: Attention): Uint8Array[] {
  const one = (operator: string, inputs: readonly string[], output: string, attributes = {}) =>
    node(operator, inputs, [named(output)], attributes)
  return [
    one('Shape', [query], 'query_shape'),
    one('Shape', ['attention_mask'], 'mask_shape'),
    one('Gather', [named('query_shape'), named('1')], 'tokens'),
    one('Gather', [named('mask_shape'), named('1')], 'keys'),
    one('Sub', [named('keys'), named('tokens')], 'past'),
    one('Range', [named('0'), named('keys'), named('1')], 'key_at'),
    one('Range', [named('past'), named('keys'), named('1')], 'query_row'),
    one('Reshape', [named('query_row'), named('column')], 'query_at'),
    one('LessOrEqual', [named('key_at'), named('query_at')], 'before'),
    one('Cast', ['attention_mask'], 'mask', { to: TYPE.bool }),
    one('Reshape', [named('mask'), named('mask_by_row')], 'seen'),
    one('And', [named('seen'), named('before')], 'allowed'),
    one('Where', [named('allowed'), named('zero'), named('never')], 'bias_of_head'),
    one('Expand', [named('bias_of_head'), named('group')], 'bias_of_group'),
    one('Reshape', [named('keys'), named('list')], 'keys_list'),
    one('Concat', [named('bias_begin'), named('keys_list')], 'bias_shape', { axis: 0 }),
    one('Reshape', [named('bias_of_group'), named('bias_shape')], 'bias'),
    one('Cast', [lengths], 'last', { to: TYPE.int64 }),
    one('Reshape', [named('last'), named('column')], 'last_at'),
    one('Sub', [named('1'), named('tokens')], 'first_back'),
    one('Range', [named('first_back'), named('1'), named('1')], 'back'),
    one('Add', [named('last_at'), named('back')], 'positions'),
  ]
}

/** Scalars and shapes; in a shape 0 is as it was, -1 what is left. */
function constants({ keyHeads, group }: Attention, head: number): Uint8Array[] {
  const list = (name: string, ...values: number[]) => wholeNumbers(named(name), values.map(BigInt))
  return [
    wholeNumbers(named('0'), [0n], []),
    wholeNumbers(named('1'), [1n], []),
    float(named('zero'), 0),
    float(named('never'), NEVER),
    list('list', 1),
    list('column', -1, 1),
    list('mask_by_row', 0, 1, 1, 1, -1),
    list('group', 1, 1, group, 1, 1),
    list('bias_begin', 0, 1, -1),
    list('by_head', 0, 0, keyHeads, head),
    list('by_group', 0, 0, keyHeads, group, head),
    list('folded', 0, 0, -1, head),
    list('unfolded', 0, 0, group, -1, head),
    list('together', 0, 0, -1),
  ]
}

/** One layer: queries of a group of heads are rows of one product with the keys that they share. */
function written(attention: Attention, prefix: string, head: number): Uint8Array[] {
  const { query, key, value, pastKey, pastValue, rotary, outputs, scale } = attention
  const own = (name: string) => `${prefix}/${name}`
  const [output, presentKey, presentValue] = outputs as [string, string, string]
  const turned = (from: string, to: string) =>
    rotary === null
      ? node('Identity', [from], [to])
      : node(
          'RotaryEmbedding',
          [from, named('positions'), rotary.cos, rotary.sin],
          [to],
          { interleaved: rotary.interleaved },
          CONTRIB,
        )
  const grown = (from: string, past: string, present: string, name: string) => [
    node('Reshape', [from, named('by_head')], [own(`${name}_heads`)]),
    node('Transpose', [own(`${name}_heads`)], [own(`${name}_new`)], { perm: [0, 2, 1, 3] }),
    node('Concat', [past, own(`${name}_new`)], [present], { axis: 2 }),
  ]
  const product = { transB: 1, alpha: { float: scale ?? 1 / Math.sqrt(head) } }
  return [
    turned(query, own('query')),
    turned(key, own('key')),
    ...grown(own('key'), pastKey, presentKey, 'key'),
    ...grown(value, pastValue, presentValue, 'value'),
    node('Reshape', [own('query'), named('by_group')], [own('query_groups')]),
    node('Transpose', [own('query_groups')], [own('query_heads')], { perm: [0, 2, 3, 1, 4] }),
    node('Reshape', [own('query_heads'), named('folded')], [own('query_rows')]),
    node('FusedMatMul', [own('query_rows'), presentKey], [own('scores')], product, CONTRIB),
    node('Add', [own('scores'), named('bias')], [own('biased')]),
    node('Softmax', [own('biased')], [own('weights')], { axis: 3 }),
    node('MatMul', [own('weights'), presentValue], [own('mixed')]),
    node('Reshape', [own('mixed'), named('unfolded')], [own('mixed_heads')]),
    node('Transpose', [own('mixed_heads')], [own('mixed_tokens')], { perm: [0, 3, 1, 2, 4] }),
    node('Reshape', [own('mixed_tokens'), named('together')], [output]),
  ]
}

function named(name: string): string {
  return `${OWN}/${name}`
}
