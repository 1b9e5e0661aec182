import { describe, expect, it } from 'vitest'
import { modelFromFolder } from './source.ts'

const file = (path: string, content: string) => ({ path, file: new File([content], path.split('/').at(-1)!) })
const hash = 'a'.repeat(64)

describe('modelFromFolder', () => {
  it('takes a folder in hub layout as it is', async () => {
    const model = await modelFromFolder([
      file('my-vlm/config.json', '{}'),
      file('my-vlm/onnx/embed_tokens.onnx', '12345'),
    ])
    expect(model).toMatchObject({ id: 'my-vlm', golden: null, defaultDtype: { webgpu: null, wasm: null } })
    expect(model.files.map(({ path, bytes, sha256 }) => [path, bytes, sha256])).toEqual([
      ['config.json', 2, null],
      ['onnx/embed_tokens.onnx', 5, null],
    ])
  })

  it('holds a folder to its own manifest', async () => {
    const manifest = {
      id: 'm',
      name: 'M',
      files: [{ path: 'config.json', bytes: 2, sha256: hash }],
      defaultDtype: { wasm: 'q4' },
    }
    const files = (content: object) => [file('f/config.json', '{}'), file('f/leakscope.json', JSON.stringify(content))]
    expect(await modelFromFolder(files(manifest))).toMatchObject({
      id: 'm',
      files: [{ sha256: hash }],
      defaultDtype: { webgpu: null, wasm: 'q4' },
    })
    const refusal = (content: object) => modelFromFolder(files(content)).catch((error: unknown) => error)
    const lacking = { ...manifest, files: [{ path: 'onnx/x.onnx', bytes: 2, sha256: hash }] }
    expect(await refusal(lacking)).toMatchObject({
      code: 'model-incomplete',
      message: expect.stringContaining('onnx/x.onnx'),
    })
    const unhashed = { ...manifest, files: [{ path: 'config.json', bytes: 2, sha256: '?' }] }
    expect(await refusal(unhashed)).toMatchObject({
      code: 'model-corrupt',
      message: expect.stringContaining('files.0.sha256'),
    })
    const golden = { ...manifest, golden: { image: 'g.png', prompt: '', tokens: {} } }
    expect(await refusal(golden)).toMatchObject({ code: 'model-corrupt', message: expect.stringContaining('g.png') })
  })

  it('says which folder is meant when it is another one', async () => {
    await expect(modelFromFolder([file('photos/cat.jpg', '')])).rejects.toMatchObject({
      code: 'model-incomplete',
      message: expect.stringContaining('config.json'),
    })
    await expect(modelFromFolder([])).rejects.toMatchObject({ code: 'model-incomplete' })
  })
})
