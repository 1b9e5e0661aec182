import { expect, it } from 'vitest'
import { isFloat16, modelFile, resolveDtypes } from './dtype.ts'

const OWN = { dtype: { vision_encoder: 'fp32', embed_tokens: 'fp32', decoder_model_merged: 'q4' } }
const all = () => true

it('takes what is asked for, then what the repository prefers, then what transformers.js does', () => {
  expect(resolveDtypes(null, OWN, 'wasm', all)).toEqual(OWN.dtype)
  expect(resolveDtypes({ decoder_model_merged: 'q8' }, OWN, 'wasm', all)).toEqual({
    ...OWN.dtype,
    decoder_model_merged: 'q8',
  })
  expect(resolveDtypes(null, undefined, 'wasm', all).embed_tokens).toBe('q8')
  expect(resolveDtypes(null, undefined, 'webgpu', all).embed_tokens).toBe('fp32')
  const perDevice = { ...OWN, device_config: { webgpu: { dtype: 'q4f16' } } }
  expect(resolveDtypes(null, perDevice, 'webgpu', all).vision_encoder).toBe('q4f16')
  expect(resolveDtypes(null, perDevice, 'wasm', all).vision_encoder).toBe('fp32')
})

it('lets encoders that do not exist in the one dtype asked for keep their own', () => {
  const has = (path: string) => path === 'onnx/decoder_model_merged_quantized.onnx'
  expect(resolveDtypes('q8', OWN, 'webgpu', has)).toEqual({ ...OWN.dtype, decoder_model_merged: 'q8' })
  // The decoder does not: its file will be reported missing.
  expect(resolveDtypes('q2', OWN, 'webgpu', () => false).decoder_model_merged).toBe('q2')
})

it('names files as transformers.js does, and refuses what is no dtype', () => {
  expect(modelFile('decoder_model_merged', 'q8')).toBe('onnx/decoder_model_merged_quantized.onnx')
  expect(modelFile('vision_encoder', 'fp32')).toBe('onnx/vision_encoder.onnx')
  expect(['fp16', 'q4f16', 'q4', 'fp32'].map(isFloat16)).toEqual([true, true, false, false])
  expect(() => resolveDtypes('q5', OWN, 'wasm', all)).toThrow(/"q5" is unknown; allowed are fp32, fp16, q8/)
})
