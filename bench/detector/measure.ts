/**
 * @file `npx tsx bench/detector/measure.ts [--limit N] [--webgpu M]`: the figures of the harm detector's card, by the browser's engine, and how far WebGPU is from WASM.
 *
 * The test rows are made anew from `../shared/data/harm-texts.jsonl` and the generators' seeds by `training/leakscope_training/detector_data.py` (plain Python 3, no package); without
 * that file it can't run, and says so. No text is printed or kept: harmful rows are offensive. Exit code 1 where a figure is off by more than .02 or the providers differ by more than .001.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright'
import { createServer } from 'vite'
import { CHROMIUM_ARGS, findChromium } from '../../scripts/find-chromium.mjs'
import { selfHostedOrt } from '../../scripts/vite-plugins.ts'
import { auc } from '../../src/audit/statistics/auc.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const HEADS = ['harm', 'private'] as const
/** The card's figures are on a sample of these rows: about three standard errors of its AUC. */
const NEAR = 0.02
const SAME = 1e-3
const CHUNK = 50

interface Row {
  readonly text: string
  readonly harm: 0 | 1 | null
  readonly private: 0 | 1 | null
}
interface Card {
  readonly thresholds: Readonly<Record<string, number>>
  readonly heads: Readonly<Record<string, Readonly<Record<string, { auc: number; accuracy: number; recall: number }>>>>
}

const { values } = parseArgs({
  options: {
    limit: { type: 'string' },
    webgpu: { type: 'string', default: '20' },
    texts: { type: 'string', default: join(ROOT, '..', 'shared', 'data', 'harm-texts.jsonl') },
  },
})
if (!existsSync(values.texts)) {
  process.stderr.write(`${values.texts} is not there: give the labelled texts with --texts FILE\n`)
  process.exit(2)
}
const folder = mkdtempSync(join(tmpdir(), 'leakscope-detector-'))
const server = await createServer({
  configFile: false,
  root: join(ROOT, 'bench', 'detector'),
  publicDir: join(ROOT, 'public'),
  cacheDir: join(folder, 'vite'),
  plugins: [selfHostedOrt()],
  logLevel: 'error',
  optimizeDeps: { exclude: ['@huggingface/transformers', 'onnxruntime-web'] },
  resolve: { conditions: ['onnxruntime-web-use-extern-wasm', 'module', 'browser', 'development', 'import', 'default'] },
  server: { port: 0, fs: { allow: [ROOT] } },
})
await server.listen()
const executablePath = findChromium()
const browser = await chromium.launch({ args: CHROMIUM_ARGS, ...(executablePath ? { executablePath } : {}) })
try {
  const made = spawnSync(
    'python3',
    [
      '-m',
      'leakscope_training.detector_data',
      '--texts',
      values.texts,
      '--part',
      'test',
      '--out',
      join(folder, 'rows'),
    ],
    { cwd: join(ROOT, 'training'), encoding: 'utf8' },
  )
  if (made.status !== 0) throw new Error(made.stderr)
  const all = readFileSync(join(folder, 'rows'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row)
  const card = JSON.parse(readFileSync(join(ROOT, 'public/models/harm-detector/measured.json'), 'utf8')) as Card
  // Evenly over the file, which is ordered by source.
  const limit = Math.min(Number(values.limit ?? all.length), all.length)
  const rows = Array.from({ length: limit }, (_, i) => all[Math.floor((i * all.length) / limit)] as Row)
  const page = await browser.newPage()
  // A busy machine is no fault.
  page.setDefaultTimeout(600_000)
  await page.goto(server.resolvedUrls?.local[0] ?? '')
  await page.waitForFunction(() => 'score' in globalThis)
  const score = async (device: string, texts: string[]): Promise<number[][]> => {
    const out: number[][] = []
    for (let i = 0; i < texts.length; i += CHUNK) {
      out.push(
        ...(await page.evaluate(
          ([d, t]) => (globalThis as unknown as { score: (d: string, t: string[]) => Promise<number[][]> }).score(d, t),
          [device, texts.slice(i, i + CHUNK)] as const,
        )),
      )
    }
    return out
  }
  const texts = rows.map(({ text }) => text)
  const wasm = await score('wasm', texts)
  let failed = 0
  for (const [h, head] of HEADS.entries()) {
    const known = rows.flatMap((row, i) =>
      row[head] === null ? [] : [{ p: wasm[i]?.[h] ?? Number.NaN, y: row[head] === 1 }],
    )
    const measured = {
      auc:
        auc(
          known.filter(({ y }) => y).map(({ p }) => p),
          known.filter(({ y }) => !y).map(({ p }) => p),
        ) ?? Number.NaN,
      accuracy: known.filter(({ p, y }) => p >= (card.thresholds[head] ?? Number.NaN) === y).length / known.length,
    }
    for (const [name, value] of Object.entries(measured)) {
      const expected = card.heads[head]?.['all']?.[name as 'auc'] ?? Number.NaN
      const near = limit < all.length || Math.abs(value - expected) <= NEAR
      if (!near) failed++
      process.stdout.write(
        `${near ? 'holds' : 'FAILS'}  ${head} ${name}: ${value.toFixed(4)}, card ${expected.toFixed(4)} (n = ${known.length})\n`,
      )
    }
  }
  const few = Math.min(Number(values.webgpu), rows.length)
  const picked = Array.from({ length: few }, (_, i) => Math.floor((i * rows.length) / few))
  const gpu = await score(
    'webgpu',
    picked.map((i) => texts[i] ?? ''),
  )
  const most = Math.max(
    0,
    ...gpu.flatMap((p, k) => p.map((value, h) => Math.abs(value - (wasm[picked[k] ?? 0]?.[h] ?? Number.NaN)))),
  )
  if (!(most <= SAME)) failed++
  process.stdout.write(
    `${most <= SAME ? 'holds' : 'FAILS'}  WebGPU against WASM: largest difference of a probability ${most.toExponential(1)} (n = ${few})\n`,
  )
  process.exitCode = failed > 0 ? 1 : 0
} finally {
  await browser.close()
  await server.close()
  rmSync(folder, { recursive: true, force: true })
}
