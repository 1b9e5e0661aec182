import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { besideGraph, summarise } from './onnx.ts'

const file = (name: string) =>
  readFileSync(new URL(`../../e2e/fixtures/models/tiny-smolvlm/onnx/${name}`, import.meta.url))

it('knows a graph with 16-bit weights from one without', () => {
  expect(summarise('a.onnx', file('decoder_model_merged.onnx')).float16).toBe(false)
  expect(summarise('a.onnx', file('decoder_model_merged_fp16.onnx')).float16).toBe(true)
})

it('names the operators', () => {
  const { operators, externalFiles } = summarise('a.onnx', file('decoder_model_merged.onnx'))
  expect(operators).toContain('GroupQueryAttention')
  expect(externalFiles.size).toBe(0)
})

it('finds the files that weights lie in', () => {
  const bytes = (field: number, content: readonly number[]) => [field * 8 + 2, content.length, ...content]
  const text = (value: string) => [...new TextEncoder().encode(value)]
  // ModelProto.graph.initializer.external_data: { key: "location", value: "w.onnx_data" }
  const entry = bytes(13, [...bytes(1, text('location')), ...bytes(2, text('w.onnx_data'))])
  expect([...summarise('a.onnx', Uint8Array.from(bytes(7, bytes(5, entry)))).externalFiles]).toEqual(['w.onnx_data'])
})

it.each(['weights.bin', './weights.bin', '././weights.bin'])('looks for %s beside the graph', (location) => {
  expect(besideGraph('onnx/a.onnx', location)).toBe('onnx/weights.bin')
})

it.each(['../weights.bin', './a/../../b', '/etc/passwd', './', '..\\b'])('looks for no weights in %s', (location) => {
  expect(() => besideGraph('onnx/a.onnx', location)).toThrow(expect.objectContaining({ code: 'model-corrupt' }))
})

it.each([
  ['a cut file', file('embed_tokens.onnx').subarray(0, 5000)],
  ['a web page', new TextEncoder().encode('<!doctype html>')],
  ['nothing', new Uint8Array()],
  ['a length beyond the file', Uint8Array.from([0x3a, 0xff, 0xff, 0xff, 0xff, 0x7f, 1])],
  ['a number without end', new Uint8Array(4096).fill(0xff)],
  ['a kind of field that does not exist', Uint8Array.from([0x3f, 1])],
])('refuses %s', (_, bytes) => {
  expect(() => summarise('a.onnx', bytes)).toThrow(expect.objectContaining({ code: 'model-corrupt' }))
})
