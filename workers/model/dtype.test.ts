import { expect, it } from 'vitest'
import { DTYPES } from '../../src/domain/dtype.ts'
import { modelFile, resolveDtypes, SESSIONS } from './dtype.ts'

const OWN = { dtype: { vision_encoder: 'fp32', embed_tokens: 'fp32', decoder_model_merged: 'q4' } }
const ALL = SESSIONS.flatMap((session) => DTYPES.map((dtype) => modelFile(session, dtype)))

it('takes what is asked for, then what the repository prefers', () => {
  expect(resolveDtypes(null, OWN, 'wasm', ALL, false)).toEqual(OWN.dtype)
  expect(resolveDtypes({ decoder_model_merged: 'q8' }, OWN, 'wasm', ALL, false)).toEqual({
    ...OWN.dtype,
    decoder_model_merged: 'q8',
  })
  const perDevice = { ...OWN, device_config: { webgpu: { dtype: 'q4f16' } } }
  expect(resolveDtypes(null, perDevice, 'webgpu', ALL, true).vision_encoder).toBe('q4f16')
  expect(resolveDtypes(null, perDevice, 'wasm', ALL, true).vision_encoder).toBe('fp32')
})

it('takes the best for the device of what is there where the repository says nothing, or what cannot be had', () => {
  const some = [...SESSIONS.map((session) => modelFile(session, 'fp16')), ...SESSIONS.map((s) => modelFile(s, 'q4'))]
  expect(resolveDtypes(null, undefined, 'webgpu', some, true)).toEqual({
    vision_encoder: 'fp16',
    embed_tokens: 'fp16',
    decoder_model_merged: 'q4',
  })
  expect(resolveDtypes(null, { dtype: 'fp16' }, 'webgpu', some, false)).toEqual({
    vision_encoder: 'q4',
    embed_tokens: 'q4',
    decoder_model_merged: 'q4',
  })
  expect(resolveDtypes(null, { dtype: 'q8' }, 'wasm', some, false).decoder_model_merged).toBe('q4')
  // Nothing is there: the name is kept, and its file will be reported missing.
  expect(resolveDtypes(null, { dtype: 'q8' }, 'wasm', [], false).decoder_model_merged).toBe('q8')
})

it('lets encoders that do not exist in the one dtype asked for keep their own', () => {
  const paths = ['onnx/decoder_model_merged_quantized.onnx', 'onnx/vision_encoder.onnx', 'onnx/embed_tokens.onnx']
  expect(resolveDtypes('q8', OWN, 'webgpu', paths, false)).toEqual({ ...OWN.dtype, decoder_model_merged: 'q8' })
  // The decoder does not: its file will be reported missing.
  expect(resolveDtypes('q2', OWN, 'webgpu', [], false).decoder_model_merged).toBe('q2')
})

it('names files as transformers.js does, and refuses what is no dtype', () => {
  expect(modelFile('decoder_model_merged', 'q8')).toBe('onnx/decoder_model_merged_quantized.onnx')
  expect(modelFile('vision_encoder', 'fp32')).toBe('onnx/vision_encoder.onnx')
  expect(() => resolveDtypes('q5', OWN, 'wasm', ALL, false)).toThrow(/"q5" is unknown; allowed are fp32, fp16, q8/)
})
