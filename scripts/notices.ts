/**
 * @file The build's notices: whose code, fonts, weights and data are in `dist`, and under which licence, by
 * what was really bundled.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

export const NOTICES = 'THIRD-PARTY-NOTICES.txt'
export const LICENCE = 'LICENSE.txt'
const ROOT = fileURLToPath(new URL('..', import.meta.url))
/** Licences of what brings none: one file for each, `/` as `__`. */
const GIVEN = join(ROOT, 'scripts', 'licences')

/** Copied as they are, and bundles of what they depend on. */
const COPIED = [
  'onnxruntime-web',
  'tesseract.js',
  'tesseract.js-core',
  '@tesseract.js-data/eng',
  'libheif-js',
  'pdfjs-dist',
  'zxing-wasm',
]
const BUNDLES = ['@huggingface/transformers', 'onnxruntime-web', 'tesseract.js']

/** What is no package. */
const OTHERS = [
  {
    name: 'Face detector (vision/face-detector.onnx)',
    licence: 'MIT',
    text: () => readFileSync(join(GIVEN, 'face-api.txt'), 'utf8'),
  },
  {
    name: 'PP-OCRv6 (vision/detect-text.onnx, vision/recognise-text.onnx, vision/recognise-text-quickly.onnx)',
    licence: 'Apache-2.0',
    text: () =>
      'Copyright PaddlePaddle Authors (PaddleOCR). Weights stored as 16-bit floats, outputs changed; vision/README.md says how. The licence is in LICENSE.txt.\n',
  },
  {
    name: 'libheif and libde265 (readers/libheif-bundle.mjs)',
    licence: 'LGPL-3.0',
    text: () =>
      `A file of its own, which another build of libheif-js may replace. Sources: github.com/strukturag/libheif, github.com/strukturag/libde265, built by github.com/catdad-experiments/libheif-js.\n\n${inModules('libheif-js/libheif-wasm/LICENSE')}`,
  },
  {
    name: 'ZXing-C++ (readers/zxing_reader.wasm)',
    licence: 'Apache-2.0',
    text: () => 'Copyright ZXing authors, Nu-book Inc., Axel Waggershauser. The licence is in LICENSE.txt.\n',
  },
  {
    name: 'Fonts of pdf.js (readers/fonts)',
    licence: 'BSD-3-Clause; OFL-1.1',
    text: () =>
      ['FOXIT', 'LIBERATION'].map((name) => inModules(`pdfjs-dist/standard_fonts/LICENSE_${name}`)).join('\n'),
  },
  {
    name: 'Decoders and character maps of pdf.js (readers/wasm, readers/cmaps)',
    licence: 'see below',
    text: () =>
      [
        ...['JBIG2', 'PDFJS_JBIG2', 'OPENJPEG', 'PDFJS_OPENJPEG', 'QCMS', 'PDFJS_QCMS'].map(
          (name) => `wasm/LICENSE_${name}`,
        ),
        'cmaps/LICENSE',
      ]
        .map((name) => `${name}\n\n${inModules(`pdfjs-dist/${name}`)}`)
        .join('\n'),
  },
  {
    name: 'Names of people (in the vision worker)',
    licence: 'MIT',
    text: () => 'From @faker-js/faker 10.6.0, all locales: Copyright Faker contributors, Marak Squires; MIT licence.\n',
  },
  {
    name: 'Harm detector (models/harm-detector)',
    licence: 'Apache-2.0',
    text: () =>
      'Encoder: all-MiniLM-L6-v2 (sentence-transformers, Apache-2.0). Its card, models/harm-detector/README.md, names what it was trained on. The licence is in LICENSE.txt.\n',
  },
  {
    name: 'Control models (models/control-*)',
    licence: 'Apache-2.0',
    text: () => 'Made for Leakscope; their cards say how. The licence is in LICENSE.txt.\n',
  },
]

function inModules(path: string): string {
  return readFileSync(join(ROOT, 'node_modules', path), 'utf8')
}

interface Manifest {
  readonly name: string
  readonly version: string
  readonly license?: string
  readonly dependencies?: Readonly<Record<string, string>>
}

export interface Notices {
  /** For each build, those of workers too: notes what it bundles. */
  collect(): Plugin
  /** For the last of them: writes the files. */
  emit(): Plugin
}

export function notices(): Notices {
  const packages = new Set<string>()
  const note = (id: string) => {
    const name = packageOf(id)
    if (name !== null) packages.add(name)
  }
  return {
    collect: () => ({
      name: 'leakscope:notices-collect',
      enforce: 'post',
      generateBundle(_options, bundle) {
        for (const output of Object.values(bundle)) {
          if (output.type === 'chunk') output.moduleIds.forEach(note)
          else output.originalFileNames.forEach(note)
        }
      },
    }),
    emit: () => ({
      name: 'leakscope:notices',
      enforce: 'post',
      generateBundle() {
        this.emitFile({ type: 'asset', fileName: NOTICES, source: noticesOf([...packages]) })
        this.emitFile({ type: 'asset', fileName: LICENCE, source: readFileSync(join(ROOT, 'LICENSE')) })
      },
    }),
  }
}

/** @returns The package that a bundled module belongs to; null for our own. */
export function packageOf(id: string): string | null {
  const path = id.replaceAll('\\', '/')
  const at = path.lastIndexOf('node_modules/')
  if (at < 0) return null
  return /^(@[^/]+\/)?[^/?]+/.exec(path.slice(at + 'node_modules/'.length))?.[0] ?? null
}

/**
 * @param bundled names of packages.
 * @returns the text of the notices, sorted by name, the same for the same packages.
 * @throws Error when a package has no licence text; it names the file to write.
 */
export function noticesOf(bundled: readonly string[]): string {
  const names = new Set([...bundled, ...COPIED])
  for (const name of BUNDLES) for (const inside of insideOf(name)) names.add(inside)
  const entries = [...names].sort().map((name) => {
    const { version, license } = manifestOf(name)
    return { name: `${name} ${version}`, licence: license ?? 'see below', text: textOf(name) }
  })
  const all = [...entries, ...OTHERS.map((other) => ({ ...other, text: other.text() }))]
  const head = `Leakscope is licensed under the Apache License 2.0 (LICENSE.txt). It contains the following works of others.\n\n`
  const list = all.map(({ name, licence }) => `- ${name}: ${licence}`).join('\n')
  const rule = '='.repeat(80)
  const texts = all.map(({ name, licence, text }) => `${rule}\n${name}: ${licence}\n\n${text.trim()}\n`)
  return `${head}${list}\n\n${texts.join('\n')}`.replaceAll('\r\n', '\n')
}

/** Everything that a package which is itself a bundle was made of, as far as its manifest says. */
function insideOf(name: string): string[] {
  const { dependencies = {} } = manifestOf(name)
  return (
    Object.keys(dependencies)
      .filter((inside) => existsSync(join(ROOT, 'node_modules', inside, 'package.json')))
      // Our own empty stand-ins, and types, are no code.
      .filter((inside) => manifestOf(inside).version !== '0.0.0' && !/^@types\/|-types$/.test(inside))
      .flatMap((inside) => [inside, ...insideOf(inside)])
  )
}

function manifestOf(name: string): Manifest {
  return JSON.parse(readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8')) as Manifest
}

function textOf(name: string): string {
  const given = join(GIVEN, `${name.replace('/', '__')}.txt`)
  if (existsSync(given)) return readFileSync(given, 'utf8')
  const folder = join(ROOT, 'node_modules', name)
  const files = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|copying|notice)/i.test(file))
    .sort()
  if (files.length === 0)
    throw new Error(
      `${name} is bundled and brings no licence text: write it to scripts/licences/${name.replace('/', '__')}.txt`,
    )
  return files.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n')
}
