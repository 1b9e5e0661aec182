/**
 * @file Graphs with placeholders, filled. A placeholder is a weight that lies "beside" the graph (TensorProto.external_data) in
 * `gguf` or `adapter`; filled, it lies inside, where the engine finds and unpacks it.
 */
import { LeakscopeError } from '../../../src/domain/errors.ts'
import { encodeField, encodeNumber, message, messages, text } from '../../../workers/model/protobuf.ts'

/** ModelProto, GraphProto, TensorProto (onnx.proto3). */
const [MODEL_GRAPH, GRAPH_INITIALISER] = [7, 5]
const [DIMS, DATA_TYPE, NAME, RAW_DATA, EXTERNAL_DATA] = [1, 2, 8, 9, 13]

/** Bytes of an element by TensorProto.DataType. */
const ELEMENT: Readonly<Record<number, number>> = { 1: 4, 2: 1, 3: 1, 6: 4, 7: 8 }

export interface Placeholder {
  /** `gguf` or `adapter`. */
  readonly location: string
  readonly name: string
  readonly offset: number
  readonly elements: number
}

/** @throws LeakscopeError `model-corrupt` when what is given for a placeholder has another size. */
export function fill(graph: Uint8Array, bytesFor: (placeholder: Placeholder) => Uint8Array): Uint8Array<ArrayBuffer> {
  const parts = [...messages(graph)].map(({ field, payload, raw }) =>
    field === MODEL_GRAPH
      ? encodeField(
          MODEL_GRAPH,
          [...messages(payload)].map((inner) =>
            inner.field === GRAPH_INITIALISER ? filledWeight(inner.payload, inner.raw, bytesFor) : inner.raw,
          ),
        )
      : raw,
  )
  return message(parts)
}

function filledWeight(
  tensor: Uint8Array,
  raw: Uint8Array,
  bytesFor: (placeholder: Placeholder) => Uint8Array,
): Uint8Array {
  const fields = [...messages(tensor)]
  const beside = new Map(fields.filter(({ field }) => field === EXTERNAL_DATA).map(({ payload }) => pair(payload)))
  const location = beside.get('location')
  if (location === undefined) return raw
  const name = text(fields.find(({ field }) => field === NAME)!.payload)
  const dims = fields.filter(({ field }) => field === DIMS).map(({ value }) => value)
  const type = fields.find(({ field }) => field === DATA_TYPE)!.value
  const elements = dims.reduce((product, dim) => product * dim, 1)
  const data = bytesFor({ location, name, offset: Number(beside.get('offset') ?? 0), elements })
  if (data.length !== elements * (ELEMENT[type] ?? 0))
    throw new LeakscopeError('model-corrupt', `${name} has ${data.length} bytes, and not what ${dims.join(' x ')} need`)
  return encodeField(GRAPH_INITIALISER, [
    ...dims.map((dim) => encodeNumber(DIMS, dim)),
    encodeNumber(DATA_TYPE, type),
    encodeField(NAME, name),
    encodeField(RAW_DATA, [data]),
  ])
}

/** StringStringEntryProto. */
function pair(entry: Uint8Array): [string, string] {
  const [key, value] = [...messages(entry)]
  return [text(key!.payload), value === undefined ? '' : text(value.payload)]
}
