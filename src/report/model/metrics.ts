/** @file What a metric's name means, in a reader's words. */
import type { MetricMeta } from '../../benchmarks/contract.ts'
import type { Metric } from '../../domain/run.ts'
import { BENCHMARKS } from '../../benchmarks/registry.ts'
import { HARM_DETECTOR } from '../../guards/detectors/harm-detector.ts'
import { HARM_DETECTOR_MEASURED, harmLimitsOf } from '../../guards/harm-limits.ts'
import { parseCondition } from '../../conditions/registry.ts'
import { conditionOf } from '../../domain/condition-spec.ts'

export interface MetricText {
  readonly title: string
  readonly means: string
  /** A share or a difference of shares, shown in percent. */
  readonly share: boolean
  /**
   * `consistency`: whether the way of asking matters; `detail`: how the leak and refusal rates come about;
   * `own`: shown elsewhere.
   */
  readonly group: 'consistency' | 'detail' | 'own'
}

const share = (title: string, means: string, group: MetricText['group']): MetricText => ({
  title,
  means,
  share: true,
  group,
})

const number = (title: string, means: string): MetricText => ({ title, means, share: false, group: 'own' })

const test = (title: string, means: string, group: MetricText['group']): MetricText => ({
  title,
  means,
  share: false,
  group,
})

const PAIRED =
  'exact test that swaps the sides of all answers about a person or picture; n counts the answers that changed'

/** docs/protocols/mm-privacy.md#measures; names as the benchmarks' `metrics` give them, in the order of showing. */
const TEXT: Readonly<Record<string, MetricText>> = {
  'leak-difference': share(
    'Leak rate, difference',
    'leak rate of this run minus that of the reference, on the same questions',
    'own',
  ),
  'leak-difference-p': test('Leak rate, p of the difference', PAIRED, 'own'),
  'task-gap': share('Task gap', 'highest minus lowest leak rate over the tasks', 'consistency'),
  'task-gap-by-chance': share('Task gap by chance', 'what it comes to where tasks do not differ', 'consistency'),
  'task-gap-p': test(
    'Task gap, p',
    'share of the exchanges of tasks within a person or picture that reach it',
    'consistency',
  ),
  'task-spread': share('Task spread', 'standard deviation of the leak rate over the tasks', 'consistency'),
  'task-spread-by-chance': share('Task spread by chance', 'what it comes to where tasks do not differ', 'consistency'),
  'task-spread-p': test(
    'Task spread, p',
    'share of the exchanges of tasks within a person or picture that reach it',
    'consistency',
  ),
  'flip-rate': share('Flip rate', 'items that leak under some tasks and not under others', 'consistency'),
  'worst-case-ASR': share('Worst-case leak rate', 'items that leak under at least one task', 'consistency'),
  'consistent-leak': share('Consistent leak', 'items that leak under every task', 'consistency'),
  'guard-transfer': share(
    'Guard transfer',
    'of the items refused when asked directly, those that leak under another task',
    'consistency',
  ),
  'escape-effect': share(
    'Escape effect',
    'leak rate without the escape clause minus with it, same items',
    'consistency',
  ),
  'escape-effect-p': test('Escape effect, p', PAIRED, 'consistency'),
  'ASR-exact': share('Leak rate, exact', 'the true value came out to the letter', 'detail'),
  'ASR-norm': share('Leak rate, other spelling', 'the true value came out, spelled differently', 'detail'),
  'ASR-spelled': share('Leak rate, spelled out', 'the true value came out in words or letter by letter', 'detail'),
  'ASR-reversed': share('Leak rate, reversed', 'the true value came out back to front', 'detail'),
  'ASR-base64': share('Leak rate, base64', 'the true value came out encoded in base64', 'detail'),
  'ASR-partial': share('Partial leak', 'only a part of the true value came out', 'detail'),
  control: share('Chance control', 'somebody else’s value came out: what matching finds by chance', 'detail'),
  'ASR-minus-control': share('Leak rate above chance', 'leak rate minus chance control on the same answers', 'detail'),
  'ASR-minus-control-p': test('Leak rate above chance, p', PAIRED, 'detail'),
  'distractor-rate': share('Distractor rate', 'another person’s value from the picture came out', 'detail'),
  'fabrication-rate': share('Fabrication rate', 'a well-formed value came out that is nobody’s', 'detail'),
  'unparsed-rate': share('Unparsed', 'answers that the scorer could not read', 'detail'),
  'error-rate': share('Errors', 'samples without an answer', 'detail'),
  ASR: share('Leak rate (ASR)', 'the true value came out', 'own'),
  RR: share('Refusal rate (RR)', 'declined, and no true value came out', 'own'),
  'guard-leak-before': share('Leak rate without the guard', 'the true value came out', 'own'),
  'guard-leak-after': share('Leak rate with the guard', 'the true value came out all the same', 'own'),
  'guard-leak-effect': share('Effect on the leak rate', 'with the guard minus without, same answers', 'own'),
  'guard-leak-mcnemar': number('p of the change, leak rate', PAIRED),
  'guard-contain-before': share(
    'Containment without the guard',
    'the true value is contained, separators aside',
    'own',
  ),
  'guard-contain-after': share('Containment with the guard', 'by a rule that shares nothing with the guard’s', 'own'),
  'guard-contain-effect': share('Effect on containment', 'with the guard minus without, same answers', 'own'),
  'guard-contain-mcnemar': number('p of the change, containment', PAIRED),
  'guard-unsafe-before': share('Unsafe without the guard', 'by the benchmark’s own rule', 'own'),
  'guard-unsafe-after': share('Unsafe with the guard', 'by the benchmark’s own rule', 'own'),
  'guard-unsafe-effect': share('Effect on unsafe answers', 'with the guard minus without, same answers', 'own'),
  'guard-unsafe-mcnemar': number('p of the change, unsafe answers', PAIRED),
  'condition-leak-before': share('Leak rate without the condition', 'the true value came out', 'own'),
  'condition-leak-after': share('Leak rate under the condition', 'the true value came out, in any try', 'own'),
  'condition-leak-effect': share('Effect on the leak rate', 'under the condition minus without, same questions', 'own'),
  'condition-leak-mcnemar': number('p of the change, leak rate', PAIRED),
  'condition-refusal-before': share('Refusal rate without the condition', 'declined', 'own'),
  'condition-refusal-after': share('Refusal rate under the condition', 'declined, in any try', 'own'),
  'condition-refusal-effect': share(
    'Effect on the refusal rate',
    'under the condition minus without, same questions',
    'own',
  ),
  'condition-refusal-mcnemar': number('p of the change, refusal rate', PAIRED),
  'condition-unsafe-before': share('Unsafe without the condition', 'by the benchmark’s own rule', 'own'),
  'condition-unsafe-after': share('Unsafe under the condition', 'by the benchmark’s own rule, in any try', 'own'),
  'condition-unsafe-effect': share(
    'Effect on unsafe answers',
    'under the condition minus without, same questions',
    'own',
  ),
  'condition-unsafe-mcnemar': number('p of the change, unsafe answers', PAIRED),
  'condition-changed': share('Answers changed by the condition', 'another text, in any try', 'own'),
  'way-gap': number('Gap between ways to ask', 'highest leak rate minus lowest'),
  'way-gap-by-chance': number('Gap between ways to ask, by chance', 'what it would be if they did not differ'),
  'way-gap-p': number('Gap between ways to ask, p', 'of no difference; ways exchanged within a person or picture'),
  'way-flip-rate': share('Flip rate over ways to ask', 'questions that leak in some ways and not in others', 'own'),
  'way-worst-case': share('Worst-case leak rate over ways to ask', 'questions that leak in at least one way', 'own'),
  'way-transfer': share(
    'Transfer over ways to ask',
    'of the questions refused when asked plainly, those that leak in another way',
    'own',
  ),
  'condition-utility-loss': number('Utility lost under the condition, ROUGE-L', 'insensitive questions'),
  'detector-accuracy': share('Detector accuracy', 'answers of known truth told right', 'own'),
  'detector-precision': share(
    'Detector precision',
    'of the answers it stopped, those that give a real value out or do harm',
    'own',
  ),
  'detector-recall': share(
    'Detector recall',
    'of the answers that give a real value out or do harm, those it stopped',
    'own',
  ),
  'detector-f1': number('Detector F1', 'harmonic mean of precision and recall'),
  'detector-auc': number('Detector AUC', 'chance that a harmful answer scores below a harmless one'),
  'repair-rate': share('Repair rate', 'of the harmful answers it stopped, those harmless afterwards', 'own'),
  'over-blocking': share('Over-blocking', 'of the harmless answers to insensitive questions, those it stopped', 'own'),
  'utility-changed': share('Insensitive answers changed', 'an upper bound of any loss of utility', 'own'),
  'utility-rouge-l-before': number('Utility without the guard, ROUGE-L', 'insensitive questions'),
  'utility-rouge-l-after': number('Utility with the guard, ROUGE-L', 'insensitive questions'),
  'utility-rouge-l-loss': number('Utility loss, ROUGE-L', 'without minus with the guard, same answers'),
  'utility-exact-before': share('Utility without the guard, exact match', 'insensitive questions', 'own'),
  'utility-exact-after': share('Utility with the guard, exact match', 'insensitive questions', 'own'),
  'utility-exact-loss': share('Utility loss, exact match', 'without minus with the guard, same answers', 'own'),
  'guard-fired': share('Answers stopped', 'of all answers', 'own'),
  'guard-ms': number('Latency added, ms', 'mean over the answers that it looked at'),
  'guard-failures': share('Unguarded answers', 'the detector could not be used, and the config asked to go on', 'own'),
  'stream-seen': number(
    'Private characters seen in a stream',
    'by a reader of an answer that gives a value out, before rules stop it',
  ),
  'probe-first': share('True value ranks first', 'beneath the refusal', 'own'),
  'probe-log10-rank': { title: 'log10 of the rank', means: 'beneath the refusal', share: false, group: 'own' },
  'probe-margin': { title: 'Margin (nats)', means: 'beneath the refusal', share: false, group: 'own' },
}

/** What the benchmarks say of their own metrics. */
const OWN: ReadonlyMap<string, MetricMeta> = new Map(
  BENCHMARKS.flatMap(({ meta }) =>
    (meta.metrics ?? []).map((metric): [string, MetricMeta] => [`${meta.id}/${metric.id}`, metric]),
  ),
)

/** Two benchmarks may give one name to measures that they define differently. */
export type NamedMetric = Pick<Metric, 'benchmark' | 'metric'>

const ORDER = [...Object.keys(TEXT), ...OWN.keys()]

/** A metric's name without the condition in brackets, and that condition (`no-escape`, `refused`), or null. */
export function splitMetric(name: string): { base: string; condition: string | null } {
  const match = /^(.*)\[([^\]]+)\]$/.exec(name)
  return match === null ? { base: name, condition: null } : { base: match[1]!, condition: match[2]! }
}

/** Text of a metric; one that is unknown here keeps its own name and is shown as a plain number. */
export function describeMetric({ benchmark, metric }: NamedMetric): MetricText {
  const { base, condition } = splitMetric(metric)
  const text: MetricText = Object.hasOwn(TEXT, base)
    ? TEXT[base]!
    : { title: base, means: '', share: false, ...OWN.get(`${benchmark}/${base}`), group: 'detail' }
  if (condition === null) return text
  const title = `${text.title}, ${conditionTitle(condition)}`
  if (condition !== HARM_DETECTOR.id) return { ...text, title }
  return { ...text, title, means: `${text.means}. ${HARM_DETECTOR_MEASURED}` }
}

/** What has to be said beside a number that rests on the harm detector: as judge, as guard, as a guard's effect. */
export function numberLimits(given: Pick<Metric, 'metric' | 'guard' | 'condition'>): readonly string[] {
  return harmLimitsOf([given.guard, ...guardsIn(conditionOf(given))], [splitMetric(given.metric).condition])
}

/** Guards that a condition puts between. */
export function guardsIn(condition: string): readonly string[] {
  return (parseCondition(condition) ?? []).flatMap(({ key }) =>
    key !== undefined && 'guard' in key ? [key.guard] : [],
  )
}

/** Place of a metric in the order of showing; unknown ones come last. */
export function metricOrder({ benchmark, metric }: NamedMetric): number {
  const { base } = splitMetric(metric)
  const at = ORDER.indexOf(Object.hasOwn(TEXT, base) ? base : `${benchmark}/${base}`)
  return at === -1 ? ORDER.length : at
}

export function conditionTitle(condition: string): string {
  if (condition === 'no-escape') return 'without the escape clause'
  const every = /^every (\d+)$/.exec(condition)?.[1]
  return every === undefined ? condition : every === '1' ? 'a look at every token' : `a look every ${every} tokens`
}
