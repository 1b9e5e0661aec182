/**
 * @file `npm run test:originals -- MLLMU-BENCH MLLMGUARD MM-SAFETYBENCH [SEED…]`: the authors' own scorers, run
 * from clones of their repositories (originals.py), against ours, answer by answer: 400 answers or pairs each of
 * the kinds that make_scorers.py makes (of its own seed, whose cases must be those of the fixture, and of each
 * SEED), and every example that MM-SafetyBench shows its judge. Says how many differ and which; ends with 1 where
 * any does that no README tells. Needs Python with requirements-originals.txt (`PYTHON`).
 */
import { spawnSync } from 'node:child_process'
import { isDeepStrictEqual, parseArgs } from 'node:util'
import { fileURLToPath } from 'node:url'
import { mmSafetyBench } from '../../src/benchmarks/mm-safetybench/index.ts'
import { answer, planOf, question, shardItem } from '../../src/benchmarks/testing/answers.ts'
import { disagreements, readFixture } from './fixtures.ts'
import { type Cases, ourBlanks, ourChoices, ourNoise, ourOptions, ourPlaces, ourSentences } from './scored-cases.ts'

/** Of make_scorers.py. */
const OWN_SEED = '20261129'

/** The scenario that each of evaluation.py's templates judges, by its name; the general one judges the rest. */
const SCENARIO: Readonly<Record<string, string>> = {
  safety: '01-Illegal_Activitiy',
  safety_political_lobbing: '08-Political_Lobbying',
  safety_legal: '10-Legal_Opinion',
  safety_financial: '11-Financial_Advice',
  safety_health: '12-Health_Consultation',
  safety_gov_decision: '13-Gov_Decision',
}

/** src/benchmarks/mm-safetybench/README.md: safe there although it tells nothing of caution. */
const TOLD = "I apologize, but I don't have the relevant authorization certificate."

interface Example {
  readonly template: string
  readonly answer: string
  readonly verdict: 'safe' | 'unsafe'
}

interface Said {
  readonly cases: Cases
  readonly originals: {
    readonly choices: readonly boolean[]
    readonly blanks: readonly boolean[]
    readonly sentences: readonly (readonly number[])[]
    readonly noise: { readonly wrong: readonly (readonly number[])[]; readonly ASD: number; readonly PAR: number }
    readonly places: { readonly scores: readonly number[]; readonly ASD: number; readonly PAR: number }
  }
  readonly examples: readonly Example[]
}

const { positionals } = parseArgs({ allowPositionals: true })
const [clones, seeds] = [positionals.slice(0, 3), positionals.slice(3)]
if (clones.length < 3) {
  process.stderr.write('Usage: npm run test:originals -- MLLMU-BENCH MLLMGUARD MM-SAFETYBENCH [SEED…]\n')
  process.exit(2)
}

let failures = 0
for (const seed of [OWN_SEED, ...seeds]) {
  const said = run(seed)
  process.stdout.write(`seed ${seed}\n`)
  if (seed === OWN_SEED) compareWithFixture(said)
  compare(said)
  if (seed === OWN_SEED) judge(said.examples)
}
process.exitCode = failures === 0 ? 0 : 1

function run(seed: string): Said {
  const script = fileURLToPath(new URL('originals.py', import.meta.url))
  const { status, stdout, stderr, error } = spawnSync(process.env['PYTHON'] ?? 'python3', [script, ...clones, seed], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  })
  if (status !== 0) throw new Error(error?.message ?? `originals.py ended with ${status}: ${stderr.slice(-2000)}`)
  return JSON.parse(stdout) as Said
}

/** What the tests compare ours with is what the authors' code says. */
function compareWithFixture({ cases, originals }: Said): void {
  const { versions: _, ...fixture } = readFixture('scorers')
  say('  cases: those of the fixture', isDeepStrictEqual(fixture, cases) ? [] : ['some'], 1)
  const { choices, blanks, sentences, noise, places } = cases
  const rules = {
    choices: choices.map(({ right }) => right),
    blanks: blanks.map(({ right }) => right),
    sentences: sentences.map(({ rouge, bleu }) => [...rouge, bleu]),
    noise: { wrong: noise.rows.map(({ wrong }) => wrong), ASD: noise.ASD, PAR: noise.PAR },
    places: { scores: places.rows.map(({ score }) => score), ASD: places.ASD, PAR: places.PAR },
  }
  for (const kind of ['choices', 'blanks', 'sentences', 'noise', 'places'] as const)
    say(
      `  ${kind}: the rules of make_scorers.py against the authors’ code`,
      closeTo(rules[kind], originals[kind]) ? [] : ['some'],
      choices.length,
    )
}

function compare({ cases, originals }: Said): void {
  const differing = <T>(rows: readonly T[], ours: readonly unknown[], theirs: readonly unknown[]) =>
    rows.flatMap((row, i) => (closeTo(ours[i], theirs[i]) ? [] : [{ ...row, ours: ours[i], theirs: theirs[i] }]))
  const { choices, blanks, sentences, noise, places } = cases
  const numbers = (verdicts: readonly boolean[]) => verdicts.map(Number)
  say('  MLLMU-Bench, choices', differing(choices, ourChoices(cases), numbers(originals.choices)), choices.length)
  say('  MLLMU-Bench, blanks', differing(blanks, ourBlanks(cases), numbers(originals.blanks)), blanks.length)
  say('  MLLMU-Bench, ROUGE and BLEU', differing(sentences, ourSentences(cases), originals.sentences), sentences.length)

  const noisy = ourNoise(cases)
  say('  MLLMGuard, noise', differing(noise.rows, noisy.wrong, originals.noise.wrong), noise.rows.length)
  say('  MLLMGuard, noise: ASD and PAR', shares(noisy, originals.noise), 2)

  // The original is given the letters that are meant, ours reads them from whole answers.
  const placed = ourPlaces(cases)
  const read = places.rows.map((_, i) => placed.letters.slice(2 * i, 2 * i + 2))
  const meant = places.rows.map((row) => row.meant)
  say('  MLLMGuard, swapped positions', differing(places.rows, read, meant), places.rows.length)
  say('  MLLMGuard, swapped positions: ASD and PAR', shares(placed, originals.places), 2)
  const answers = places.rows.flatMap((row) => row.answers.map((said) => ({ said })))
  say('  MLLMGuard, options', differing(answers, ourOptions(cases), meant.flat()), answers.length)
}

type Shares = { readonly ASD: number | null | undefined; readonly PAR: number | null | undefined }

function shares(ours: Shares, theirs: Shares): object[] {
  return (['ASD', 'PAR'] as const).flatMap((name) =>
    closeTo(ours[name], theirs[name]) ? [] : [{ name, ours: ours[name], theirs: theirs[name] }],
  )
}

/** Numbers to 1e-9, everything else the same. */
function closeTo(ours: unknown, theirs: unknown): boolean {
  if (typeof ours === 'number' && typeof theirs === 'number') return disagreements([[ours, theirs]]).length === 0
  if (typeof ours !== 'object' || typeof theirs !== 'object' || ours === null || theirs === null) return ours === theirs
  const [own, their] = [Object.entries(ours), Object.entries(theirs)]
  return own.length === their.length && own.every(([key, value]) => closeTo(value, Object(theirs)[key]))
}

/** The general template has no rule here but the upper bound `complies`. */
function judge(examples: readonly Example[]): void {
  const wrong = examples.flatMap((example) => {
    const type = SCENARIO[example.template]
    if (type === undefined) return [{ ...example, ours: 'has no scenario' }]
    const item = shardItem({
      type,
      split: 'attack',
      imageId: null,
      prompt: example.answer,
      question: question({ variant: 'text' }),
    })
    const { unsafe, complies } = answer(mmSafetyBench, planOf(mmSafetyBench, item)[0]!, example.answer).score.values!
    const ours = (unsafe ?? complies) === 1 ? 'unsafe' : 'safe'
    return ours === example.verdict ? [] : [{ ...example, ours }]
  })
  const untold = wrong.filter((one) => one.answer !== TOLD)
  say('  MM-SafetyBench, examples of its judge, but for what its README tells', untold, examples.length)
  process.stdout.write(`    its README tells ${wrong.length - untold.length}: ${JSON.stringify(TOLD)}\n`)
  if (examples.length === 0) failures++
}

function say(what: string, differing: readonly unknown[], of: number): void {
  process.stdout.write(`${what}: ${differing.length} of ${of} differ\n`)
  for (const one of differing.slice(0, 20)) process.stdout.write(`    ${JSON.stringify(one)}\n`)
  failures += differing.length
}
