import { expect, it } from 'vitest'
import { explained } from './explain.ts'

it.each<[unknown, string]>([
  [
    new Error(
      "Can't create a session. ERROR_CODE: 1, ERROR_MESSAGE: /mnt/azure_nvme_temp/_work/1/s/onnxruntime/core/graph/" +
        'graph.cc:1555 void onnxruntime::Graph::InitializeStateFromModelFileGraphProto() ' +
        'This is an invalid model. Graph output (logits) does not exist in the graph.\n',
    ),
    'ONNX Runtime failed while loading the model: ' +
      'This is an invalid model. Graph output (logits) does not exist in the graph.',
  ],
  [
    new RangeError('Invalid array length'),
    `The model's files do not fit together: loading the model failed with "Invalid array length"; ` +
      'compare config.json, preprocessor_config.json, tokenizer.json and generation_config.json ' +
      'with those of the repository that they are from',
  ],
  [
    new Error(''),
    'loading the model failed, and nothing says why; try another dtype or device, or another export of the model',
  ],
  ['Unsupported model type: fish', 'Unsupported model type: fish'],
  [
    new Error('denied'),
    'loading the model failed and says only "denied"; try another dtype or device, or another export of the model',
  ],
])('%s', (error, says) => {
  expect(explained(error, 'loading the model')).toBe(says)
})

it('names what could not be read of what', () => {
  const error = new TypeError("Cannot read properties of undefined (reading 'height')")
  expect(explained(error, 'answering')).toMatch(
    /^The model's files do not fit together: answering failed with "Cannot read/,
  )
})
