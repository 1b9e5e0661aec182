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

  it.each([
    ['a file outside the folder', [{ path: '../../.ssh/id_rsa', bytes: 2, sha256: hash }]],
    ['a file on another host', [{ path: 'https://evil.example/x.onnx', bytes: 2, sha256: hash }]],
    ['a name of every object', [{ path: '__proto__', bytes: 2, sha256: hash }]],
  ])('a hostile manifest that names %s gets nothing: only what was picked can be read', async (_, named) => {
    const manifest = JSON.stringify({ id: 'm', name: 'M', files: named })
    await expect(
      modelFromFolder([file('f/config.json', '{}'), file('f/leakscope.json', manifest)]),
    ).rejects.toMatchObject({ code: 'model-incomplete' })
  })

  it('a hostile manifest that sends a picked file elsewhere is not followed', async () => {
    const url = 'https://evil.example/config.json'
    const files = [{ path: 'config.json', url, bytes: 2, sha256: hash }]
    const model = await modelFromFolder([
      file('f/config.json', '{}'),
      file('f/leakscope.json', JSON.stringify({ id: 'm', name: 'M', files })),
    ])
    expect(model.files[0]?.from).toBeInstanceOf(File)
    expect(JSON.stringify(model)).not.toContain('evil')
  })
})
