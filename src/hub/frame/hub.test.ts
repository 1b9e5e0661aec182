import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ADAPTERS, adapterFor } from '../../../workers/model/adapters/registry.ts'
import { STRANGERS } from '../../../e2e/fixtures/models/strangers.ts'
import { inspectModel } from '../../../workers/model/inspect.ts'
import type { StoredFile } from '../../storage/models/types.ts'
import { CATALOGUE } from './catalogue.ts'
import { chosenFiles, defaultChoice, KNOWN_TYPES, listingFaults, sessionChoices } from './choose.ts'
import { checkRepository, fileUrl, nextPage, secondsOf } from './listing.ts'

const FAMILIES = new URL('../../../e2e/fixtures/models/families/', import.meta.url)
/** `model_type` of each tiny instance. */
const RUN_HERE: ReadonlySet<unknown> = new Set(
  readdirSync(FAMILIES, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('_'))
    .map(
      ({ name }) =>
        JSON.parse(readFileSync(new URL(`${name}/config.json`, FAMILIES), 'utf8')) as { model_type: string },
    )
    .map(({ model_type: type }) => type),
)

const file = (path: string, bytes = 1): StoredFile => ({ path, bytes, hash: null })
interface Config {
  readonly model_type?: string
  readonly architectures?: readonly string[]
}
const MODEL = [
  file('README.md'),
  file('config.json', 9),
  file('tokenizer.json', 7),
  file('tokenizer_config.json', 6),
  file('processor_config.json', 5),
  file('chat_template.jinja', 8),
  file('model.safetensors', 900),
  file('onnx/vision_encoder_fp16.onnx', 50),
  file('onnx/embed_tokens_fp16.onnx', 40),
  file('onnx/decoder_model_merged_q4.onnx', 30),
  file('onnx/decoder_model_merged_q4.onnx_data', 300),
  file('onnx/decoder_model_merged_q4.onnx_data_1', 301),
  file('onnx/decoder_model_merged_q4f16.onnx', 20),
  file('onnx/decoder_model_merged_q4f16.onnx_data', 200),
  file('onnx/decoder_with_past_model_q4.onnx', 33),
]

describe('which files make the model', () => {
  it('configuration, the graphs in the dtypes chosen, and the weights beside them', () => {
    expect(Object.keys(sessionChoices(MODEL))).toEqual(['vision_encoder', 'embed_tokens', 'decoder_model_merged'])
    const dtypes = defaultChoice(MODEL, 'webgpu', false)
    expect(dtypes.decoder_model_merged).toBe('q4')
    expect(chosenFiles(MODEL, dtypes).map(({ path }) => path)).toEqual([
      'processor_config.json',
      'tokenizer_config.json',
      'tokenizer.json',
      'chat_template.jinja',
      'config.json',
      'onnx/decoder_model_merged_q4.onnx',
      'onnx/embed_tokens_fp16.onnx',
      'onnx/vision_encoder_fp16.onnx',
      'onnx/decoder_model_merged_q4.onnx_data',
      'onnx/decoder_model_merged_q4.onnx_data_1',
    ])
    expect(defaultChoice(MODEL, 'webgpu', true).decoder_model_merged).toBe('q4f16')
  })

  it('weights by whatever name, but none of a graph that was not chosen', () => {
    const graphs = ['vision_encoder', 'embed_tokens', 'decoder_model_merged', 'decoder_model_merged_q4']
    const weights = ['vision_encoder.onnx.data', 'decoder_model_merged.data', 'decoder_model_merged_q4.data', 'all.bin']
    const files = [file('config.json'), ...graphs.map((name) => file(`onnx/${name}.onnx`))]
    const dtypes = { vision_encoder: 'fp32', embed_tokens: 'fp32', decoder_model_merged: 'q4' }
    const chosen = chosenFiles([...files, ...weights.map((name) => file(`onnx/${name}`))], dtypes)
    expect(chosen.map(({ path }) => path).filter((path) => !path.endsWith('.onnx'))).toEqual([
      'config.json',
      'onnx/vision_encoder.onnx.data',
      'onnx/decoder_model_merged_q4.data',
      'onnx/all.bin',
    ])
  })
})

describe('what a listing tells before a download', () => {
  const fine = { type: 'llava', architecture: null, gated: false, files: MODEL }

  it.each([...KNOWN_TYPES, null])('%s may be fetched', (type) => {
    expect(listingFaults({ ...fine, type })).toEqual([])
  })

  it('an unknown architecture, a gated repository and one that is too large are said in a line each', () => {
    const large = MODEL.map(({ path }) => file(path, 2e9))
    const faults = listingFaults({ type: 'moondream1', architecture: null, gated: true, files: large })
    expect(faults).toEqual([
      expect.stringMatching(/^Its architecture, moondream1, is not known/),
      expect.stringMatching(/^It is too large for a browser: in its fewest bits it has 8\.0 GB/),
      expect.stringMatching(/^The hub gives its files to accounts/),
    ])
  })

  it.each(STRANGERS)('$name', ({ files, says, listed }) => {
    const config = files.get('config.json')
    const { model_type: type = null, architectures: [architecture = null] = [] } =
      listed && config !== undefined
        ? (JSON.parse(typeof config === 'string' ? config : new TextDecoder().decode(config)) as Config)
        : {}
    const faults = listingFaults({
      type,
      architecture,
      gated: false,
      files: [...files].map(([path, content]) => file(path, content.length)),
    })
    if (listed) for (const line of says) expect(faults).toContainEqual(expect.stringMatching(line))
    else expect(faults).toEqual([])
  })

  it('knows the architectures that the adapters are meant for, and no other', () => {
    expect([...ADAPTERS.values()].flatMap(({ modelTypes }) => [...modelTypes.keys()]).toSorted()).toEqual([
      ...KNOWN_TYPES,
    ])
    for (const type of RUN_HERE) expect(KNOWN_TYPES).toContain(type)
  })
})

/** What a tiny instance is called, without what is special about it. */
const NAMES = new Map(
  readdirSync(FAMILIES, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('_'))
    .map(({ name }) => {
      const read = (path: string) =>
        JSON.parse(readFileSync(new URL(`${name}/${path}`, FAMILIES), 'utf8')) as Record<string, string>
      const { name: whole = '' } = read('leakscope.json')
      const [title = ''] = whole.replace(/^Tiny /, '').split(/,| with /)
      return [read('config.json')['model_type']!, { folder: name, title }] as const
    }),
)

describe('every line of the catalogue', () => {
  it.each(CATALOGUE)('$repository has its capability card, on which nothing is missing', async (line) => {
    expect(line.supported).toBe(true)
    const folder = new URL(`${NAMES.get(line.ran!.type)!.folder}/`, FAMILIES)
    const named = (path: string, text: string) => {
      if (path === 'config.json') return text.replace(/"model_type": "[^"]*"/, `"model_type": "${line.type}"`)
      if (!/^(?:pre)?processor_config\.json$/.test(path)) return text
      return text.replace(/"processor_class": "[^"]*"/, `"processor_class": "${line.processor}"`)
    }
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.(?:json|jinja|onnx|bin)$/.test(path))
      .map((path) => {
        const bytes = readFileSync(new URL(path, folder))
        const from = new Blob([path.endsWith('.json') ? named(path, bytes.toString('utf8')) : bytes])
        return { path: path.replaceAll('\\', '/'), bytes: from.size, sha256: null, from }
      })
    expect((await inspectModel(files)).missing).toEqual([])
  })

  it('says the day that docs/models.md says, and README names what it names', () => {
    const root = new URL('../../../', import.meta.url)
    const document = readFileSync(new URL('docs/models.md', root), 'utf8')
    const readme = readFileSync(new URL('README.md', root), 'utf8').replaceAll(/\s+/g, ' ')
    const load = /These architectures load: (.*?)\. Each/.exec(readme)![1]!
    const rows = new Map(
      [...document.matchAll(/^\| ([^|]+) \| [^|]+ \| (\d{4}-\d\d-\d\d) \|$/gm)].map(([, a, b]) => [a, b]),
    )
    expect(new Set(rows.keys())).toEqual(new Set([...NAMES.values()].map(({ title }) => title)))
    for (const { title } of NAMES.values()) expect(load).toMatch(new RegExp(`(?:^|[ (])${title}(?:[ ,)]|$)`))
    for (const { ran } of CATALOGUE) expect(ran!.on).toBe(rows.get(NAMES.get(ran!.type)!.title))
  })
})

describe('the hub', () => {
  it.each(['owner/name', ' owner/name ', 'https://hub.example/owner/name/'])('%s is a repository', (text) => {
    expect(checkRepository(text)).toBe('owner/name')
  })
  it.each(['', 'a/b/c', '../name', 'a/../b', 'a b', 'a/b?x=1', 'a/b#c', '/a'])('"%s" is none', (text) => {
    expect(() => checkRepository(text)).toThrow(/give it as owner\/name/)
  })

  it('asks for a file at its commit, whatever characters are in its name', () => {
    const listing = {
      repository: 'o/n',
      revision: 'c'.repeat(40),
      licence: null,
      type: null,
      architecture: null,
      gated: false,
      files: [],
    }
    expect(fileUrl('http://h/x', listing, 'a b/c#d.json')).toBe(
      `http://h/x/o/n/resolve/${'c'.repeat(40)}/a%20b/c%23d.json`,
    )
  })

  it('follows pages on its own host only', () => {
    expect(nextPage('<https://h/api?cursor=2>; rel="next"', 'https://h')).toBe('https://h/api?cursor=2')
    expect(nextPage('</api?cursor=2>; rel=next', 'https://h')).toBe('https://h/api?cursor=2')
    expect(nextPage('<https://elsewhere/api>; rel="next"', 'https://h')).toBeNull()
    expect(nextPage('<https://h/api>; rel="prev"', 'https://h')).toBeNull()
    expect(nextPage(null, 'https://h')).toBeNull()
  })

  it('reads Retry-After as seconds or as a date, and waits a minute where it says nothing', () => {
    expect([secondsOf('7'), secondsOf('0'), secondsOf('99999'), secondsOf(null), secondsOf('soon')]).toEqual([
      7, 1, 3600, 60, 60,
    ])
    const now = Date.parse('2026-11-25T12:00:00Z')
    expect(secondsOf('Wed, 25 Nov 2026 12:00:30 GMT', now)).toBe(30)
  })
})

describe('the list of models', () => {
  it('names each repository once, and says truly which of them the engine can load', () => {
    expect(new Set(CATALOGUE.map(({ repository }) => repository)).size).toBe(CATALOGUE.length)
    for (const { repository, type, processor, supported, ran } of CATALOGUE) {
      expect(checkRepository(repository)).toBe(repository)
      expect(supported, `${repository}: its type is ${type}`).toBe(KNOWN_TYPES.has(type))
      if (supported) expect(() => adapterFor(processor)).not.toThrow()
      expect(ran === null || RUN_HERE.has(ran.type), `${repository}: ${ran?.type} has no tiny instance`).toBe(true)
      expect(supported ? ran : 'nothing', `${repository}: what was run?`).not.toBeNull()
    }
  })
})
