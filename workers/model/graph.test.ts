import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { graphAddition, readGraph } from './graph.ts'
import { layerOutputs } from './layers.ts'
import { encodeField, messages, type PiecewiseFile } from './protobuf.ts'

const bytesOf = (model: string) =>
  readFileSync(new URL(`../../e2e/fixtures/models/${model}/onnx/decoder_model_merged.onnx`, import.meta.url))
const layersOf = async (model: string) => layerOutputs(model, await readGraph(model, new Blob([bytesOf(model)])))

/** A file that counts what is read of it. */
function counted(file: Blob): PiecewiseFile & { readBytes: number } {
  return {
    size: file.size,
    readBytes: 0,
    slice(from, to) {
      this.readBytes += Math.min(to, file.size) - from
      return file.slice(from, to)
    },
  }
}

/** Length-delimited field whose payload is given elsewhere. */
function head(field: number, length: number): Uint8Array<ArrayBuffer> {
  const bytes = []
  for (let rest = length; ; rest = Math.floor(rest / 128)) {
    bytes.push((rest % 128) + (rest > 127 ? 128 : 0))
    if (rest <= 127) return Uint8Array.from([field * 8 + 2, ...bytes])
  }
}

it('knows the layers of a fused graph, the last of which has no name', async () => {
  const { names, additions } = await layersOf('tiny-smolvlm')
  expect(names).toEqual(['y0', 'x1/leakscope_sum_0'])
  expect(additions).toEqual([{ operator: 'Add', inputs: ['r1', 'd1'], outputs: ['x1/leakscope_sum_0'] }])
})

it('knows them in a graph of standard operators from its biases, rotations and epsilons', async () => {
  expect(await layersOf('tiny-llava')).toEqual({
    names: ['/model/layers.0/Add_1_output_0', '/model/layers.1/Add_1_output_0'],
    additions: [],
  })
})

it('knows them in the control models, as quantised', async () => {
  const path = new URL('../../public/models/control-reader/onnx/decoder_model_merged_q4.onnx', import.meta.url)
  const { names, additions } = layerOutputs('q4', await readGraph('q4', new Blob([readFileSync(path)])))
  expect(names.length).toBeGreaterThanOrEqual(2)
  expect(names).toEqual(names.map((_, i) => `/model/layers.${i}/output`))
  expect(additions).toEqual([])
})

it('reads next to nothing of a graph with 30 blocks and 600 MB of weights inside', async () => {
  const blocks = 30
  const node = (operator: string, inputs: readonly string[], outputs: readonly string[]) =>
    graphAddition([{ operator, inputs, outputs }], [])
  const parts: Blob[] = []
  const zeros = new Blob([new Uint8Array(5_000_000)])
  for (let i = 0; i < blocks; i++) {
    const x = i === 0 ? 'inputs_embeds' : `y${i - 1}`
    const nodes = [
      node('SkipSimplifiedLayerNormalization', [x, `o${i}`, 'g'], [`n${i}`, '', '', `r${i}`]),
      node('GroupQueryAttention', [`q${i}`], [`a${i}`, `present.${i}.key`, `present.${i}.value`]),
      node('MatMulNBits', [`a${i}`], [`o${i}`]),
      node('MatMulNBits', [i === 0 ? x : `m${i - 1}`], [`q${i}`]),
      node('MatMulNBits', [`n${i}`], [`d${i}`]),
      node('SkipSimplifiedLayerNormalization', [`r${i}`, `d${i}`, 'g'], [`m${i}`, '', '', `y${i}`]),
    ]
    // The nodes as fields of the one graph, each initialiser with its name before its weights.
    parts.push(...nodes.map((bytes) => new Blob([[...messages(bytes)][0]!.payload.slice()])))
    for (let w = 0; w < 4; w++) {
      const name = encodeField(8, `model.layers.${i}.weight_${w}`)
      const raw = head(9, zeros.size)
      const length = name.length + raw.length + zeros.size
      parts.push(new Blob([head(5, length), name, raw, zeros]))
    }
  }
  const outputs = Array.from({ length: blocks }, (_, i) => [`present.${i}.key`, `present.${i}.value`]).flat()
  parts.push(
    new Blob([[...messages(node('MatMul', [`m${blocks - 1}`], ['logits']))][0]!.payload.slice()]),
    ...outputs.map((name) => new Blob([encodeField(12, [encodeField(1, name)])])),
  )
  const graph = new Blob(parts)
  const file = counted(new Blob([head(7, graph.size), graph]))
  expect(file.size).toBeGreaterThan(600e6)
  const { names } = layerOutputs('large', await readGraph('large', file))
  expect(names).toEqual(Array.from({ length: blocks }, (_, i) => `y${i}`))
  expect(file.readBytes).toBeLessThan(1e6)
})

it('says what is missing where layers cannot be told apart', async () => {
  const file = new Blob([graphAddition([{ operator: 'Add', inputs: ['a', 'b'], outputs: ['logits'] }], ['logits'])])
  const graph = await readGraph('a.onnx', file)
  expect(() => layerOutputs('a.onnx', graph)).toThrow(expect.objectContaining({ code: 'bad-config' }))
  const blind = { nodes: graph.nodes, outputs: ['present.0.key', 'present.1.key', 'logits'] }
  expect(() => layerOutputs('a.onnx', blind)).toThrow(/residual sums/)
})

it.each([
  ['a cut file', bytesOf('tiny-smolvlm').subarray(0, 5000)],
  ['a web page', new TextEncoder().encode('<!doctype html>')],
  ['nothing', new Uint8Array()],
])('refuses %s', async (_, bytes) => {
  await expect(readGraph('a.onnx', new Blob([bytes]))).rejects.toMatchObject({ code: 'model-corrupt' })
})
