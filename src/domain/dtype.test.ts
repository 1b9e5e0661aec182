import { expect, it } from 'vitest'
import { availableDtypes, isFloat16, preferredDtype, sessionFileOf } from './dtype.ts'

it('reads session and dtype from a path of a hub repository', () => {
  expect(sessionFileOf('onnx/decoder_model_merged_q4f16.onnx')).toEqual({
    session: 'decoder_model_merged',
    dtype: 'q4f16',
  })
  expect(sessionFileOf('onnx/embed_tokens.onnx')).toEqual({ session: 'embed_tokens', dtype: 'fp32' })
  expect(sessionFileOf('onnx/vision_encoder_quantized.onnx')).toEqual({ session: 'vision_encoder', dtype: 'q8' })
  expect(sessionFileOf('onnx/vision_encoder.onnx_data')).toBeNull()
  expect(sessionFileOf('onnx/more/vision_encoder.onnx')).toBeNull()
  expect(availableDtypes(['config.json', 'onnx/a_q4.onnx', 'onnx/a.onnx', 'onnx/b_fp16.onnx'])).toEqual({
    a: ['fp32', 'q4'],
    b: ['fp16'],
  })
})

it('chooses by backend and device', () => {
  const all = ['fp32', 'fp16', 'q8', 'q4', 'q4f16']
  expect(preferredDtype('decoder_model_merged', all, 'webgpu', true)).toBe('q4f16')
  expect(preferredDtype('decoder_model_merged', all, 'webgpu', false)).toBe('q4')
  expect(preferredDtype('vision_encoder', all, 'webgpu', true)).toBe('fp16')
  expect(preferredDtype('vision_encoder', all, 'wasm', true)).toBe('fp32')
  expect(preferredDtype('decoder_model_merged', ['q4f16'], 'webgpu', false)).toBeNull()
  expect(['fp16', 'q4f16', 'q4', 'fp32'].map(isFloat16)).toEqual([true, true, false, false])
})
