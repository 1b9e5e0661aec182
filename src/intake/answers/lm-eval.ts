/**
 * @file `samples_*.jsonl` of lm-evaluation-harness (`doc`, `arguments`, `resps`) and of lmms-eval, which leaves
 * `doc` out and calls the question `input`.
 */
import * as v from 'valibot'
import { LIMITS } from '../../datasets/fields.ts'
import { parseJsonLine } from '../../datasets/formats/json.ts'
import { NO_GUARD } from '../../domain/guard-spec.ts'
import { type Asked, brief, flat, type Match } from './asked.ts'
import { badAnswers, isRecord, type AnswerReader, type AnswerRow } from './reader.ts'
import { optionsOf, textsOf } from './told.ts'

const line = v.looseObject({
  doc_id: v.union([v.number(), v.string()]),
  doc: v.optional(v.unknown()),
  input: v.optional(v.unknown()),
  arguments: v.optional(v.unknown()),
  resps: v.optional(v.unknown()),
  filtered_resps: v.optional(v.unknown()),
  guard: v.optional(v.unknown()),
})
type Line = v.InferOutput<typeof line>

export const lmEvalSamples: AnswerReader = {
  id: 'lm-eval',
  title: 'samples_*.jsonl of lm-eval and lmms-eval',

  recognise(file) {
    if (file.kind !== 'text') return false
    const [first = ''] = file.text.trimStart().split('\n', 1)
    return first.startsWith('{') && /"doc_id"\s*:/.test(first) && /"(?:filtered_)?resps"\s*:/.test(first)
  },

  read(file, asked) {
    const rows: AnswerRow[] = []
    const seen = new Map<string, string>()
    for (const [index, source] of (file.kind === 'text' ? file.text : '').split('\n').entries()) {
      if (source.trim() === '') continue
      const where = `${file.path}, line ${index + 1}`
      if (rows.length === LIMITS.rows) throw badAnswers(where, `more than ${LIMITS.rows} answers`)
      const result = v.safeParse(line, parsed(source))
      if (!result.success)
        throw badAnswers(where, 'not as it must be; allowed is {"doc_id": …, "resps" or "filtered_resps": [[text]], …}')
      const output = textIn(result.output.resps) ?? textIn(result.output.filtered_resps)
      if (output === null) {
        rows.push({ where, output: '', match: { reason: 'it has no text: only answers in words can be scored' } })
        continue
      }
      // One line for each way of filtering the same answer.
      const key = String(result.output.doc_id)
      const isAgain = seen.get(key) === output
      seen.set(key, output)
      const match = isAgain ? { reason: 'the same answer by another filter' } : matchOf(result.output, asked)
      rows.push({ where, output, match })
    }
    return { rows }
  },
}

function parsed(source: string): unknown {
  try {
    return parseJsonLine(source)
  } catch {
    return null
  }
}

/** The first answer; null for likelihoods, which are written as texts too: `["-3.1", "False"]`. */
function textIn(value: unknown): string | null {
  if (typeof value === 'string') return value
  if (isLikelihood(value)) return null
  return Array.isArray(value) && value.length > 0 ? textIn(value[0]) : null
}

/** A log-likelihood, and whether greedy decoding would have said so. */
function isLikelihood(value: unknown): boolean {
  if (!Array.isArray(value) || value.length !== 2) return false
  const [likelihood, isGreedy] = value.map(String)
  return /^-?(?:\d+(?:\.\d+)?(?:e[+-]?\d+)?|inf)$/i.test(likelihood!) && /^(?:true|false)$/i.test(isGreedy!)
}

const IDS = ['sampleId', 'sample_id', 'id', 'question_id', 'item', 'index'] as const
const TEXTS = ['question', 'prompt', 'query', 'text'] as const
const PICTURES = ['picture', 'image', 'image_path', 'img_path', 'image_id'] as const

function matchOf({ doc, input, arguments: given, guard }: Line, asked: Asked): Match {
  if (typeof guard === 'string' && guard !== NO_GUARD)
    return { reason: `an answer behind the guard ${brief(guard)}; allowed are a model's own` }
  const fields = isRecord(doc) ? doc : {}
  const texts = (keys: readonly string[]): string[] =>
    keys.flatMap((key) => {
      const value = fields[key]
      return typeof value === 'string' || typeof value === 'number' ? [String(value)] : []
    })
  const rendered = textIn(given) ?? textIn(isRecord(given) ? firstOf(firstOf(given)) : null)
  const shown = textIn(input)
  return asked.match({
    ids: texts(IDS),
    // What the model was asked says more than what stands in the data.
    texts: [...textsOf(rendered), ...textsOf(shown), ...texts(TEXTS)].filter(
      (text, at, all) => all.findIndex((other) => flat(other) === flat(text)) === at,
    ),
    picture: texts(PICTURES).find((name) => name.length <= LIMITS.valueLength && !name.startsWith('data:')) ?? null,
    choices: optionsOf(fields),
    task: texts(['task'])[0] ?? null,
    split: texts(['split'])[0] ?? null,
  })
}

/** `{gen_args_0: {arg_0: text}}`. */
function firstOf(value: unknown): unknown {
  return isRecord(value) ? Object.values(value)[0] : null
}
