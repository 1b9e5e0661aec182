/**
 * @file Logs of Inspect (inspect-ai), EvalLog version 2: JSON, and `.eval`, the zip of the same sample by sample
 * (its `inspect log schema`).
 */
import * as v from 'valibot'
import { LIMITS } from '../../datasets/fields.ts'
import { parsePythonJson } from '../../datasets/formats/json.ts'
import { NO_GUARD } from '../../domain/guard-spec.ts'
import { type Asked, brief, type Match } from './asked.ts'
import { badAnswers, type AnswerFile, type AnswerReader, type AnswerRow } from './reader.ts'

const part = v.looseObject({
  type: v.string(),
  text: v.optional(v.nullable(v.string())),
  image: v.optional(v.unknown()),
})
const content = v.union([v.string(), v.array(part)])
const message = v.looseObject({ role: v.string(), content })
const logSample = v.looseObject({
  id: v.union([v.string(), v.number()]),
  epoch: v.optional(v.number(), 1),
  input: v.union([v.string(), v.array(message)]),
  choices: v.optional(v.nullable(v.array(v.string()))),
  metadata: v.optional(v.nullable(v.record(v.string(), v.unknown()))),
  output: v.optional(
    v.nullable(
      v.looseObject({
        completion: v.optional(v.nullable(v.string())),
        choices: v.optional(v.array(v.looseObject({ message: v.looseObject({ content }) })), []),
        error: v.optional(v.nullable(v.string())),
      }),
    ),
  ),
  error: v.optional(v.nullable(v.looseObject({ message: v.string() }))),
  attachments: v.optional(v.nullable(v.record(v.string(), v.string()))),
})
type LogSample = v.InferOutput<typeof logSample>
const head = v.looseObject({
  version: v.literal(2),
  status: v.optional(v.string()),
  eval: v.looseObject({ task: v.string(), model: v.string() }),
})
const log = v.looseObject({ ...head.entries, samples: v.nullish(v.array(v.unknown())) })

export const inspectLog: AnswerReader = {
  id: 'inspect',
  title: 'Inspect’s logs (.eval, or JSON of version 2)',

  recognise: (file) =>
    file.kind === 'zip' ||
    (file.kind === 'text' &&
      /^\s*\{/.test(file.text) &&
      /"eval"\s*:\s*\{/.test(file.text.slice(0, 4096)) &&
      /"version"\s*:\s*\d/.test(file.text.slice(0, 4096))),

  async read(file, asked) {
    const { status, eval: spec, samples } = await wholeLog(file)
    if (samples.length > LIMITS.rows) throw badAnswers(file.path, `more than ${LIMITS.rows} samples`)
    const rows = samples.map((sample, at) => rowOf(file.path, sample, at, asked))
    const letters = rows.filter((row) => row.isLetter).length
    return {
      rows,
      model: brief(spec.model),
      notes: [
        ...(status === undefined || status === 'success' ? [] : [`${file.path}: its status is ${brief(status)}`]),
        ...(letters === 0
          ? []
          : [
              `${file.path}: ${letters} answers “ANSWER: B”, as Inspect’s multiple_choice asks, are scored as the letter`,
            ]),
      ],
    }
  },
}

async function wholeLog(file: AnswerFile) {
  if (file.kind === 'text') {
    const whole = checked(log, parsed(file.text, file.path), file.path)
    if (whole.samples == null)
      throw badAnswers(file.path, 'it holds no samples; allowed is a log that was written with log_samples')
    return { ...whole, samples: whole.samples }
  }
  const entries = file.kind === 'zip' ? file.entries : []
  const inside = (name: string) => entries.find(({ path }) => path === `${file.path}/${name}`)
  // A log whose evaluation has not ended has the second alone.
  const header = inside('header.json') ?? inside('_journal/start.json')
  if (header === undefined) throw badAnswers(file.path, 'it has no header.json; allowed is a log as Inspect writes it')
  const { status, eval: spec } = checked(head, await json(header), header.path)
  const members = entries.filter(({ path }) => /\/samples\/.+\.json$/.test(path))
  if (members.length === 0) throw badAnswers(file.path, 'it holds no samples')
  const samples: unknown[] = []
  for (const member of members) samples.push(await json(member))
  return { status, eval: spec, samples }
}

async function json({ path, size, unpack }: { path: string; size: number; unpack(): Promise<ArrayBuffer> }) {
  if (size > LIMITS.fileBytes) throw badAnswers(path, `larger than ${LIMITS.fileBytes / 2 ** 20} MiB`)
  return parsed(new TextDecoder().decode(await unpack()), path)
}

function parsed(text: string, path: string): unknown {
  try {
    return parsePythonJson(text)
  } catch {
    throw badAnswers(path, 'not JSON; it may be cut off')
  }
}

function checked<Schema extends v.GenericSchema>(schema: Schema, value: unknown, where: string): v.InferOutput<Schema> {
  const result = v.safeParse(schema, value)
  if (result.success) return result.output
  const place = v.getDotPath(result.issues[0])
  throw badAnswers(where, `${place ?? 'it'} is not as in Inspect’s logs (EvalLog, version 2)`)
}

/**
 * What multiple_choice has a model write, and nothing else. Published rules read an answer's first character, which
 * would be the A of ANSWER.
 */
const LETTER = /^\s*ANSWER\s*:\s*\(?([A-Z])\)?[.\s]*$/i

function rowOf(path: string, value: unknown, at: number, asked: Asked): AnswerRow & { readonly isLetter?: boolean } {
  const sample = checked(logSample, value, `${path}, sample ${at + 1}`)
  const where = `${path}, sample ${brief(String(sample.id))}`
  if (sample.epoch > 1) return { where, output: '', match: { reason: `epoch ${sample.epoch}; the first one counts` } }
  const match = matchOf(sample, asked)
  const output = completionOf(sample)
  const error = sample.error?.message ?? sample.output?.error ?? null
  const letter = sample.choices == null ? undefined : LETTER.exec(output ?? '')?.[1]
  if (letter !== undefined) return { where, output: letter.toUpperCase(), match, isLetter: true }
  if (output !== null && (output !== '' || error === null)) return { where, output, match }
  if (error !== null) return { where, output: '', error: brief(error), match }
  return { where, output: '', match: { reason: 'it has no answer' } }
}

function matchOf(sample: LogSample, asked: Asked): Match {
  const metadata = sample.metadata ?? {}
  const told = (key: string): string | null => {
    const value = metadata[key]
    return typeof value === 'string' && value !== '' ? value : null
  }
  const guard = told('guard')
  // Our own logs say so; nobody else's have this beside `condition`.
  if ('condition' in metadata && guard !== null && guard !== NO_GUARD)
    return { reason: `an answer behind the guard ${brief(guard)}; allowed are a model's own` }
  const { texts, picture } = questionOf(sample)
  return asked.match({
    ids: [String(sample.id), ...['sampleId', 'sample_id', 'item', 'item_id'].flatMap((key) => told(key) ?? [])],
    texts,
    picture: told('picture') ?? told('image') ?? told('image_path') ?? picture,
    choices: sample.choices ?? null,
    task: told('task'),
    split: told('split'),
  })
}

/** Of messages, what the last user said, and the name of the picture that was shown, where it has one. */
function questionOf({ input, attachments }: LogSample): { texts: string[]; picture: string | null } {
  const plain = (text: string): string => attachments?.[/^attachment:\/\/(\w+)$/.exec(text)?.[1] ?? ''] ?? text
  if (typeof input === 'string') return { texts: [plain(input)], picture: null }
  const last = input.findLast(({ role }) => role === 'user')
  if (last === undefined) return { texts: [], picture: null }
  if (typeof last.content === 'string') return { texts: [plain(last.content)], picture: null }
  const images = last.content.flatMap(({ image }) => (typeof image === 'string' ? [image] : []))
  return {
    texts: [textOf(last.content, plain)],
    // What stands in the log itself has no name.
    picture: images.find((image) => !/^(?:data|attachment):/.test(image)) ?? null,
  }
}

function completionOf({ output, attachments }: LogSample): string | null {
  if (output == null) return null
  const plain = (text: string): string => attachments?.[/^attachment:\/\/(\w+)$/.exec(text)?.[1] ?? ''] ?? text
  if (output.completion != null) return plain(output.completion)
  const said = output.choices[0]?.message.content
  return said === undefined ? null : typeof said === 'string' ? plain(said) : textOf(said, plain)
}

/** What a model reasoned is no part of its answer. */
function textOf(parts: readonly v.InferOutput<typeof part>[], plain: (text: string) => string): string {
  return parts.flatMap(({ type, text }) => (type === 'text' && text != null ? [plain(text)] : [])).join('\n')
}
