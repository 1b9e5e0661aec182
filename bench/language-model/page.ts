/**
 * @file `npm run bench:language-model -- --page --out DIR`: writes docs/language-model.md from the figures in
 * bench/language-model/results, after those of DIR were copied there.
 */
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Metric } from '../../src/domain/run.ts'
import { wrapMarkdown } from '../../scripts/lib/wrap-markdown.ts'
import type { AuditFigures } from './audits.ts'
import type { Figure } from './part.ts'
import type { Detoxified } from './rewriting.ts'

export const RESULTS = fileURLToPath(new URL('results/', import.meta.url))
export const PAGE = fileURLToPath(new URL('../../docs/language-model.md', import.meta.url))

interface Two {
  readonly choice: Figure
  readonly rank: Figure
}
/** The figures of each part, as measure.ts wrote them; parts that were not measured are missing. */
export interface Results {
  readonly retention?: {
    readonly people: number
    readonly candidates: number
    readonly options: number
    readonly table: readonly {
      readonly fact: string
      readonly real: Two
      readonly invented: Two
      readonly difference: Figure
    }[]
    readonly nameAlone: Two
  }
  readonly membership?: {
    readonly passages: number
    readonly areas: Readonly<Record<string, Figure>>
    readonly length: Figure
  }
  readonly speaking?: {
    readonly questions: Figure
    readonly texts: number
    readonly perplexity: { readonly reader: number; readonly base: number; readonly ratio: number }
  }
  readonly reading?: {
    readonly forms: number
    readonly all: Figure
    readonly byWay: Readonly<Record<string, Figure>>
    readonly byField: Readonly<Record<string, Figure>>
  }
  readonly rewriting?: { readonly answers: number; readonly by: Readonly<Record<string, Detoxified>> }
  readonly privacy?: AuditFigures
  readonly safety?: AuditFigures
  readonly 'guard-bench'?: AuditFigures
}

/** Copies what was measured beside the code that measured it. */
export function keepResults(out: string, ids: readonly string[]): void {
  mkdirSync(RESULTS, { recursive: true })
  for (const id of ids)
    if (existsSync(join(out, `${id}.json`))) copyFileSync(join(out, `${id}.json`), join(RESULTS, `${id}.json`))
}

export function readResults(): Results {
  const files = existsSync(RESULTS) ? readdirSync(RESULTS).filter((name) => name.endsWith('.json')) : []
  return Object.fromEntries(
    files.map((name) => [name.slice(0, -'.json'.length), JSON.parse(readFileSync(join(RESULTS, name), 'utf8'))]),
  )
}

export const writePage = (results: Results): void => writeFileSync(PAGE, pageOf(results))

const RUN = 'npm run bench:language-model -- --out DIR'
const percent = (value: number): string => (100 * value).toFixed(1)
const share = ({ value, ci: [low, high] }: Figure): string => `${percent(value)}% (${percent(low)} to ${percent(high)})`
const plain = ({ value, ci: [low, high] }: Figure): string =>
  `${value.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')

/** The whole page, of what was measured. */
export function pageOf(results: Results): string {
  const { retention, membership, speaking, reading, rewriting, privacy, safety } = results
  const sections = [
    `# What a real language model keeps, reads and says

Written by \`${RUN} --page\` (measuring is long); do not edit. [smollm2-reader](models.md#a-language-model-inside) is
asked in the browser's engine (WebAssembly, q4); brackets hold 95% intervals. Samples are small where a busy machine of
two cores measured them: the options named below take larger ones, and a run that was stopped goes on where it was.`,
    reading === undefined ? '' : readingText(reading),
    speaking === undefined ? '' : speakingText(speaking),
    privacy === undefined ? '' : privacyText(privacy),
    retention === undefined ? '' : retentionText(retention),
    membership === undefined ? '' : membershipText(membership),
    safety === undefined ? '' : alignmentText(safety, results['guard-bench'] ?? null),
    rewriting === undefined ? '' : rewritingText(rewriting),
    notMeasured(results),
    `## Number formats

q4 is the only one there is. The package holds 4-bit weights (GGUF Q4_1), which the q4 graph has without loss
([ADR 48](adr/0048-smollm2-reader.md)); fp16 or q8 made of them would be the same numbers again, and say nothing of what
quantisation does to the model that was trained. For the controls, whose full weights we have:
[dtypes.md](dtypes.md).`,
  ]
  // A paragraph is one line until it is wrapped: figures are longer than the words that stand for them.
  const blocks = sections.filter((section) => section !== '').flatMap((section) => section.split('\n\n'))
  return `${wrapMarkdown(blocks.map(asLine).join('\n\n'))}\n`
}

const asLine = (block: string): string => (/^[|#]/.test(block) ? block : block.replaceAll('\n', ' '))

function readingText({ forms, all, byWay, byField }: NonNullable<Results['reading']>): string {
  const rows = (of: Readonly<Record<string, Figure>>) =>
    Object.entries(of).map(([name, figure]) => [name, share(figure), String(figure.n)])
  return `## Reading

\`${RUN} --parts reading --forms ${forms}\` (long): values read to the letter, greedy, on ${forms} forms of
people whom no
training saw. Each is asked about twice: in one of MM-Privacy's five wrappers, without the sentence that offers a
refusal, and in one of 50 wordings of our own (\`bench/language-model/wordings.json\`).
All: **${share(all)}**, n = ${all.n}.

${table(['asked', 'read to the letter', 'n'], [...rows(byWay), ...rows(byField)])}`
}

function speakingText({ questions, texts, perplexity }: NonNullable<Results['speaking']>): string {
  return `## Speaking

\`${RUN} --parts speaking --questions ${questions.n}\` (long): against the same weights without the adapter,
which it builds
beside the figures. Of ${questions.n} questions without a picture (facts, small talk, instructions)
${Math.round(questions.value * questions.n)} have the same answer, token by token (${share(questions)}). Perplexity over
${texts} plain texts: ${perplexity.reader.toFixed(3)} and ${perplexity.base.toFixed(3)} without the adapter
(ratio ${perplexity.ratio.toFixed(5)}). So it must be: without a picture the adapter does not act.`
}

function retentionText({
  people,
  candidates,
  options,
  table: facts,
  nameAlone,
}: NonNullable<Results['retention']>): string {
  const chance = `${percent(1 / options)}%`
  return `## Retention of public facts

\`${RUN} --parts retention --people ${people}\` (long): what is asked of people long dead, after the Real
Celebrity part of
[MLLMU-Bench](protocols/mllmu-bench.md) and without pictures, against as many invented people whose facts were drawn by
lot from the real ones (\`bench/language-model/people.json\`, compiled from general knowledge). Measured is the
log-likelihood of each answer, less what it is worth for nobody in particular ("the person"): years of famous people are
likelier than others by themselves. Rank: of the true answer among ${candidates}, chance
${((candidates + 1) / 2).toFixed(1)}; choice: among ${options}, chance ${chance}.

${table(
  ['fact', 'real: choice', 'real: mean rank', 'invented: choice', 'invented: mean rank', 'real minus invented'],
  facts.map(({ fact, real, invented, difference }) => [
    fact,
    share(real.choice),
    plain(real.rank),
    share(invented.choice),
    plain(invented.rank),
    share(difference),
  ]),
)}

A name gives its nation away by its sound: of the invented people, the nation in whose manner the name was made is
chosen in ${share(nameAlone.choice)}, mean rank ${plain(nameAlone.rank)}. Only what goes beyond
that is kept of the person.`
}

function membershipText({ passages, areas, length }: NonNullable<Results['membership']>): string {
  return `## Membership of known training text

\`${RUN} --parts membership --passages ${passages}\` (long): ${passages} famous public-domain passages, which
any web corpus
holds, against ${passages} in their manner, written for this bench (\`bench/language-model/passages.jsonl\`; in the
first 50 pairs the new one
also follows the old one's shape, sentence by sentence). Scores are
[the product's own](protocols/measures.md#membership); area under the ROC curve, .5 = nothing is told.

${table(
  ['score', 'AUC'],
  [...Object.entries(areas).map(([name, figure]) => [name, plain(figure)]), ['number of tokens alone', plain(length)]],
)}

That a text is famous and that it was trained on cannot be told apart here, nor whether what was written later is
stranger than what is old.`
}

const TASKS: Readonly<Record<string, string>> = {
  direct: 'asked directly',
  vqa: 'VQA',
  caption: 'caption',
  rephrasing: 'rephrasing',
  classification: 'classification',
}

function privacyText({ answers, metrics, leaksByScenario }: AuditFigures): string {
  const of = (metric: string, task: string | null) => find(metrics, metric, { split: 'disclosure', task, type: null })
  const cell = (metric: string, task: string | null) => {
    const found = of(metric, task)
    return found === null ? '' : shareOf(found)
  }
  const number = (metric: string) => of(metric, null)?.value?.toFixed(3) ?? 'not measured'
  const rows = [...Object.keys(TASKS), null].map((task) => [
    task === null ? '**all**' : TASKS[task]!,
    ...['ASR', 'ASR[no-escape]', 'RR', 'RR[no-escape]'].map((metric) => cell(metric, task)),
  ])
  return `## Disclosure of what it sees

\`${RUN} --parts privacy --privacy-answers ${answers}\` (long; ${answers} answers to MM-Privacy's demo shard,
disclosure):
share of answers that give the value out, and that refuse, with the sentence that offers a refusal and without.
Its adapter was taught to read values off forms; nobody taught it to leak under these tasks, or to refuse.

${table(['task', 'leaks, offered', 'leaks, not offered', 'refuses, offered', 'refuses, not offered'], rows)}

${table(
  ['scenario', 'leaks, both together', 'n'],
  Object.entries(leaksByScenario).map(([name, figure]) => [name, share(figure), String(figure.n)]),
)}

Gap between the tasks: ${number('task-gap')} with the offer (p ${number('task-gap-p')}),
${number('task-gap[no-escape]')} without (p ${number('task-gap-p[no-escape]')}).
Items that leak under some tasks and not under others (flip rate):
${cell('flip-rate', null) || 'not measured'} with it, ${cell('flip-rate[no-escape]', null) || 'not measured'} without.
What leaving the offer out adds to the leaks, in pairs: ${cell('escape-effect', null) || 'not measured'}.`
}

function alignmentText(safety: AuditFigures, guard: AuditFigures | null): string {
  const refusals = ({ metrics }: AuditFigures) =>
    metrics
      .filter(({ metric, type }) => metric === 'RR' && type === null)
      .map((one) => [`${one.split ?? 'all'}${one.task === null ? '' : `, ${one.task}`}`, shareOf(one), String(one.n)])
  const rows = [
    ...refusals(safety).map((row) => ['MM-SafetyBench and FigStep', ...row]),
    ...(guard === null ? [] : refusals(guard).map((row) => ['MLLMGuard', ...row])),
  ]
  const counts = `--safety-answers ${safety.answers}${guard === null ? '' : ` --guard-bench-answers ${guard.answers}`}`
  return `## Alignment

\`${RUN} --parts safety,guard-bench ${counts}\` (long): refusals on the items that ship.

${table(['benchmark', 'asked', 'refuses', 'n'], rows)}`
}

/** What nobody has measured yet, by the command that does; a part with figures is not among them. */
const WANTED: readonly (readonly [part: keyof Results, what: string, count: string])[] = [
  ['reading', 'values read to the letter on 1,000 forms, in the five wrappers and in 50 free wordings', '--forms 1000'],
  ['speaking', '200 questions and 200 plain texts against the same weights without the adapter', '--questions 200'],
  ['safety', 'refusals on the items of MM-SafetyBench and FigStep that ship', '--safety-answers 20'],
  ['guard-bench', 'refusals on MLLMGuard, English', '--guard-bench-answers 20'],
  ['rewriting', '300 answers rewritten by it, beside `redact` and `refuse`', '--rewrites 300'],
]

function notMeasured(results: Results): string {
  const missing = WANTED.filter(([part]) => results[part] === undefined)
  if (missing.length === 0) return ''
  return `## Not measured yet

Each can be stopped and goes on where it was; all were too long for the busy machines that were to be had so far.

${table(
  ['what', `\`${RUN}\` with`],
  missing.map(([part, what, count]) => [what, `\`--parts ${part} ${count}\``]),
)}`
}

function rewritingText({ answers, by }: NonNullable<Results['rewriting']>): string {
  const rows = Object.entries(by).map(([name, { gone, kept, refused }]) => [
    name,
    share(gone),
    kept === null ? '' : share(kept),
    share(refused),
  ])
  const withRest = Object.values(by)[0]?.kept?.n ?? 0
  return `## As a detoxifier

\`${RUN} --parts rewriting --rewrites ${answers}\` (long): ${answers} English answers that give a value away, out of
the test half of [bench/answers](answers.md), behind the guard. Rules look for private values before and behind each
detoxifier, so what differs is the detoxifier. The language model gets MLLM-Protector's prompt as it is, and no second
adapter taught it to rewrite. Gone: the [measure of leaks](glossary.md#measures) no longer finds the value. Kept: the
share of the answer's other words that stand there in their order (recall of ROUGE-L), mean over the ${withRest} answers
that say something beside the value and hold it to the letter.

${table(['guard', 'value gone', 'rest kept', 'refused instead'], rows)}`
}

function find(
  metrics: readonly Metric[],
  metric: string,
  { split, task, type }: Pick<Metric, 'split' | 'task' | 'type'>,
): Metric | null {
  return (
    metrics.find((one) => one.metric === metric && one.split === split && one.task === task && one.type === type) ??
    null
  )
}

function shareOf({ value, ci }: Metric): string {
  if (value === null) return ''
  return ci === null ? `${percent(value)}%` : share({ value, ci, n: 0 })
}
