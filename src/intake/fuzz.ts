/**
 * @file Bends valid files and imports them: whatever comes out, it is an import or one clear error, soon, and
 * nothing else has changed.
 */
import { LeakscopeError } from '../domain/errors.ts'
import { createRandom, type Random } from '../domain/random.ts'
import { PLAIN_QUESTION } from '../domain/sample.ts'
import { ANSWER_READERS } from './answers/readers.ts'
import { readAnswerFiles } from './answers/read-answers.ts'
import { askedOf } from './answers/testing.ts'
import { joined } from '../datasets/formats/bytes.ts'
import { readNpy } from '../datasets/formats/npy.ts'
import { openImport, type PickedFile } from './import.ts'
import { PNG, tinyItem } from './testing.ts'
import { answerSeeds, ASKED_HOME, ASKED_JOB, seeds } from './seeds.ts'

export interface FuzzResult {
  readonly format: string
  readonly imported: number
  readonly refused: number
  readonly slowestMs: number
  /** What no input may cause, with the seed that does. */
  readonly failures: readonly string[]
}

const SLOWEST_MS = 5000
/**
 * hyparquet believes a run's length, so that a bent one keeps it busy for minutes: in the app the intake's watchdog
 * ends that (src/run/intake.ts).
 */
const WATCHED: ReadonlySet<string> = new Set(['mllmu-bench', 'mllmu-bench gzip', 'mm-safetybench hub', 'clear'])
const LONGEST_LINE = 1500
/** What a refusal may be called: files of answers are settings of a run. */
const CODES: ReadonlySet<string> = new Set(['bad-shard', 'licence-missing', 'bad-config'])
const NASTY = [
  '"__proto__"',
  '1e999',
  'NaN',
  '-1',
  '9007199254740993',
  '../../',
  '\u0000',
  '\uFEFF',
  '<script>',
  '"',
  '\\',
  '[[[[',
  '\n',
  ',,,,,',
]

/** Every format, and whether only a watchdog ends some of its bent files. */
export async function formatsOfFuzz(): Promise<readonly { readonly format: string; readonly watched: boolean }[]> {
  const names = Object.keys({ ...(await seeds()), ...(await answerSeeds()) })
  return names.map((format) => ({ format, watched: WATCHED.has(format) }))
}

/**
 * One result for each format, as it is done. Deterministic in the seed.
 * @param range the bent files of each, from the first to before the last. @param words formats whose names
 *   hold one of them, or are what follows its `=`; empty: all.
 */
export async function* fuzz(
  { from = 0, to }: { readonly from?: number; readonly to: number },
  seed: string,
  words: readonly string[] = [],
): AsyncGenerator<FuzzResult> {
  for (const [format, files] of Object.entries({ ...(await seeds()), ...(await answerSeeds()) })) {
    if (words.length > 0 && !words.some((word) => isNamed(format, word))) continue
    const contents = await Promise.all(files.map(async ({ file }) => new Uint8Array(await file.arrayBuffer())))
    let [imported, refused, slowestMs] = [0, 0, 0]
    const failures: string[] = []
    for (let i = from; i < to; i++) {
      const random = createRandom(`${seed}/${format}/${i}`)
      const began = performance.now()
      const failure = await attempt(
        bend(files, contents, random),
        format === 'npy answers' ? readAnswerFile : format.endsWith(' answers') ? readAnswers : importAll,
      )
      const took = performance.now() - began
      slowestMs = Math.max(slowestMs, took)
      if (failure === 'imported') imported++
      else if (failure === 'refused') refused++
      else failures.push(`${seed}/${format}/${i}: ${failure}`)
      if (took > SLOWEST_MS && !WATCHED.has(format))
        failures.push(`${seed}/${format}/${i}: took ${Math.round(took)} ms`)
    }
    yield { format, imported, refused, slowestMs, failures }
  }
}

/** Whether a word of the command line means a format. */
export function isNamed(format: string, word: string): boolean {
  return word.startsWith('=') ? format === word.slice(1) : format.includes(word)
}

async function importAll(files: readonly PickedFile[]): Promise<void> {
  const pending = await openImport(files)
  await pending.load({ allowUnknownTruth: true, draw: async () => PNG.slice().buffer, keep: async () => {} })
}

/** As `npm run score` reads it. */
async function readAnswerFile([file]: readonly PickedFile[]): Promise<void> {
  const bytes = new Uint8Array(await file!.file.arrayBuffer())
  const text = JSON.stringify(readNpy(file!.path, bytes))
  ANSWER_READERS.some((reader) => reader.recognise({ path: file!.path, kind: 'text', text }))
}

const ASKED = askedOf(
  'mllmu-bench',
  [ASKED_JOB, ASKED_HOME].map((prompt, n) =>
    tinyItem(`q${n}`, {
      split: 'forget',
      scenario: null,
      type: 'text',
      prompt,
      truths: [],
      question: { ...PLAIN_QUESTION, answer: 'A pilot in Bergen.' },
    }),
  ),
)

/** As the app reads them. */
async function readAnswers(files: readonly PickedFile[]): Promise<void> {
  await readAnswerFiles(files, ASKED)
}

async function attempt(
  files: readonly PickedFile[],
  read: (files: readonly PickedFile[]) => Promise<void>,
): Promise<string> {
  try {
    await read(files)
  } catch (error) {
    if (!(error instanceof LeakscopeError)) return `threw ${String(error).slice(0, 200)}`
    if (!CODES.has(error.code)) return `has the code ${error.code}`
    if (error.message.includes('\n') || error.message.length > LONGEST_LINE)
      return `says no one line: ${error.message.slice(0, 200)}`
    return polluted() ?? 'refused'
  }
  return polluted() ?? 'imported'
}

function polluted(): string | null {
  return Object.keys(Object.prototype).length === 0 ? null : 'changed Object.prototype'
}

/** One to four changes, in one of the files. */
function bend(files: readonly PickedFile[], contents: readonly Uint8Array[], random: Random): PickedFile[] {
  const at = random.int(files.length)
  const bytes = bendBytes(contents[at] as Uint8Array<ArrayBuffer>, random)
  return files.map((file, i) => (i === at ? { path: file.path, file: new Blob([bytes]) } : file))
}

/** One to four changes. */
export function bendBytes(bytes: Uint8Array<ArrayBuffer>, random: Random): Uint8Array<ArrayBuffer> {
  let bent = bytes
  for (let n = 1 + random.int(4); n > 0; n--) bent = bendOnce(bent, random)
  return bent
}

function bendOnce(bytes: Uint8Array<ArrayBuffer>, random: Random): Uint8Array<ArrayBuffer> {
  const from = random.int(bytes.length + 1)
  const to = Math.min(bytes.length, from + random.int(65))
  const [head, cut, tail] = [bytes.slice(0, from), bytes.slice(from, to), bytes.slice(to)]
  switch (random.int(7)) {
    case 0: {
      const flipped = bytes.slice()
      for (let n = 1 + random.int(8); n > 0 && flipped.length > 0; n--)
        flipped[random.int(flipped.length)]! ^= 1 << random.int(8)
      return flipped
    }
    case 1:
      return head
    case 2:
      return joined([head, tail])
    case 3:
      return joined([head, cut, cut, tail])
    case 4:
      return joined([head, new TextEncoder().encode(random.pick(NASTY)), tail])
    case 5:
      return joined([head, cut.map(() => random.int(256)), tail])
    default:
      return joined([head, cut.map(() => random.pick([0, 0xff])), tail])
  }
}
