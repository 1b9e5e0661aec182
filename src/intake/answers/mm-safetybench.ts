/**
 * @file MM-SafetyBench's question files with `"ans"` in each record, as its scripts and MLLM-Protector's write
 * them (docs/protocols/mm-safetybench.md#data, docs/protocols/mllm-protector.md#pipeline).
 */
import * as v from 'valibot'
import type { Sample } from '../../domain/sample.ts'
import { SCENARIOS } from '../../benchmarks/mm-safetybench/meta.ts'
import { idPart } from '../../datasets/rows.ts'
import { badAnswers, type AnswerReader, type AnswerRow } from './reader.ts'
import { hasRows, parsedText } from './records.ts'

const recordsOf = v.record(
  v.string(),
  v.object({ ans: v.record(v.string(), v.union([v.string(), v.looseObject({ text: v.string() })])) }),
)

/**
 * Keys of `"ans"` are kinds of pictures, or models, and then the path says the kind. `"is_safe(gpt)"` beside a
 * text is a verdict on it; `"text_original"` is what was said before a guard, `"score"` that guard's P(harmless).
 */
export const mmSafetyBenchRecords: AnswerReader = {
  id: 'mm-safetybench',
  title: 'MM-SafetyBench’s and MLLM-Protector’s records with "ans"',

  recognise: (file) => file.kind === 'text' && hasRows(file.text, 'ans'),

  read(file, { samples }, answeredBy) {
    const result = v.safeParse(recordsOf, file.kind === 'text' ? parsedText(file.text) : null)
    if (!result.success)
      throw badAnswers(file.path, 'not as it must be; allowed are records with "ans": {"SD": {"text": …}}')
    return { rows: answersIn(file.path, result.output, samples, answeredBy) }
  },
}

const KINDS: Readonly<Record<string, string>> = { TEXT: 'text', SD: 'sd', TYPO: 'typo', SD_TYPO: 'sd-typo' }

function answersIn(
  path: string,
  rows: v.InferOutput<typeof recordsOf>,
  samples: readonly Sample[],
  answeredBy: string | null,
): AnswerRow[] {
  const scenario = SCENARIOS.find(({ id }) => path.toLowerCase().endsWith(`${id.toLowerCase()}.json`))?.id
  if (scenario === undefined)
    throw badAnswers(path, `it is not named after a scenario (${SCENARIOS[0].id}.json … ${SCENARIOS[12].id}.json)`)
  const asked = new Map(samples.map((sample) => [`${sample.itemId} ${sample.task}`, sample]))
  const models = [
    ...new Set(
      Object.values(rows).flatMap(({ ans }) => Object.keys(ans).filter((name) => !Object.hasOwn(KINDS, name))),
    ),
  ]
  if (models.length > 1 && (answeredBy === null || !models.includes(answeredBy)))
    throw badAnswers(
      path,
      `it has answers of ${models.length} models${answeredBy === null ? '' : `, none of them ${answeredBy}`}; say whose are meant with --answered-by: ${models.slice(0, 12).join(', ')}`,
    )
  const meant = (name: string): boolean => models.length < 2 || name === answeredBy || Object.hasOwn(KINDS, name)
  return Object.entries(rows).flatMap(([key, { ans }]) =>
    Object.entries(ans)
      .filter(([name]) => meant(name))
      .map(([name, answer]) => {
        const kind = KINDS[name] ?? kindOf(path)
        if (kind === undefined)
          throw badAnswers(path, `neither "ans" nor the path says what was shown: ${Object.keys(KINDS).join(', ')}`)
        const { text, ...all } = typeof answer === 'string' ? { text: answer } : answer
        const { text_original: original, score, ...others } = all as Record<string, unknown>
        const before =
          typeof original === 'string' ? { output: original, score: typeof score === 'number' ? score : null } : null
        const sample = asked.get(`${scenario}-${idPart(key)}-${kind} ${kind}`)
        return {
          where: `${path}, row ${key}, ${name}`,
          match:
            sample === undefined ? { reason: `no question of ${scenario} has this number and ${kind}` } : { sample },
          output: text,
          beside: before === null ? all : others,
          ...(before === null ? {} : { before }),
        }
      }),
  )
}

/** By the nearest folder that is one, as the pictures' folders are called. */
function kindOf(path: string): string | undefined {
  const folder = path
    .split('/')
    .toReversed()
    .find((part) => Object.hasOwn(KINDS, part.toUpperCase()))
  return folder === undefined ? undefined : KINDS[folder.toUpperCase()]
}
