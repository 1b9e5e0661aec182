import { describe, expect, it } from 'vitest'
import { isNamedAfter, repositoryFaults, sizeFault } from './repository.ts'

const file = (path: string, bytes = 1) => ({ path, bytes })
const WHOLE = [
  ...['config.json', 'tokenizer.json', 'tokenizer_config.json', 'processor_config.json'].map((path) => file(path)),
  ...['vision_encoder', 'embed_tokens', 'decoder_model_merged'].map((name) => file(`onnx/${name}.onnx`)),
]
const without = (path: string) => WHOLE.filter((other) => other.path !== path)

describe('what a list of files tells', () => {
  it('nothing speaks against a model', () => {
    expect(repositoryFaults({ files: WHOLE, architecture: null })).toEqual([])
    expect(repositoryFaults({ files: [...WHOLE, file('x.gguf'), file('x.zip')], architecture: null })).toEqual([])
  })

  it.each(WHOLE.map(({ path }) => path))('%s is missed', (path) => {
    const faults = repositoryFaults({ files: without(path), architecture: null })
    expect(faults).toHaveLength(1)
    expect(faults[0]).toMatch(path === 'processor_config.json' ? /^preprocessor_config/ : /config\.json|is not there/)
  })

  it('an encoder is missed where one reads the prompts', () => {
    expect(repositoryFaults({ files: WHOLE, architecture: null, encoderDecoder: true })).toEqual([
      'onnx/encoder_model.onnx is not there in any dtype',
    ])
  })

  it.each([
    ['m.gguf', 'GGUF'],
    ['m.task', 'LiteRT'],
    ['m.mlpackage/Data/weights.bin', 'Core ML'],
    ['openvino_model.xml', 'OpenVINO'],
    ['pytorch_model-00001-of-00002.bin', 'PyTorch'],
    ['tf_model.h5', 'TensorFlow'],
  ])('%s holds weights of %s', (path, format) => {
    const [fault, ...more] = repositoryFaults({ files: [file('config.json'), file(path)], architecture: null })
    expect(fault).toMatch(new RegExp(`^Its weights are ${format}.*look for an export`))
    expect(more).toEqual([])
  })

  it('too much in any choice of dtypes, the smallest of each session counted with its weights', () => {
    const large = [
      ...WHOLE,
      file('onnx/decoder_model_merged.onnx_data', 9e9),
      file('onnx/decoder_model_merged_q4.onnx', 1e6),
      file('onnx/decoder_model_merged_q4.onnx_data', 3e9),
      file('onnx/decoder_model_merged_q4.onnx_data_1', 2e9),
    ]
    expect(sizeFault(large)).toMatch(
      /^It is too large for a browser: in its fewest bits it has 5\.0 GB.*ends at 4\.3 GB$/,
    )
    expect(sizeFault(large.filter(({ path }) => !path.endsWith('_data_1')))).toBeNull()
    expect(sizeFault([])).toBeNull()
  })

  it('weights are named after their graph', () => {
    for (const path of ['a.onnx_data', 'a.onnx_data_1', 'a.onnx.data', 'a.data'])
      expect(isNamedAfter(`onnx/${path}`, 'onnx/a.onnx')).toBe(true)
    expect(isNamedAfter('onnx/a_q4.onnx', 'onnx/a.onnx')).toBe(false)
  })
})
