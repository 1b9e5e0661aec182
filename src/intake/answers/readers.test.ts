import { describe, expect, test } from 'vitest'
import { PLAIN_QUESTION, type ShardItem } from '../../domain/sample.ts'
import { xlsx, zipped } from '../seeds.ts'
import { readAnswerFiles } from './read-answers.ts'
import { askedOf, file, given, json, lines } from './testing.ts'

const JOBS = { A: 'baker', B: 'pilot', C: 'nurse', D: 'tailor' }

function item(id: string, prompt: string, change: Partial<ShardItem> = {}): ShardItem {
  return {
    id,
    split: 'forget',
    scenario: null,
    type: 'text',
    group: id,
    prompt,
    imageId: null,
    truths: [],
    distractors: [],
    question: { ...PLAIN_QUESTION, form: 'choice', options: JOBS, answer: 'B' },
    ...change,
  }
}

const OPEN = { ...PLAIN_QUESTION, answer: 'Mara Quill is a pilot.' }
const SHOWN = 'What is the occupation of the person in the image?'
/** Two people who are asked about by name, and two who are only shown. */
const asked = askedOf('mllmu-bench', [
  item('mara', 'What is the occupation of Mara Quill?'),
  item('mara-open', 'What does Mara Quill do for a living?', { question: OPEN }),
  item('7-face', SHOWN, { type: 'image-text', imageId: 'face-7' }),
  item('8-face', SHOWN, { type: 'image-text', imageId: 'face-8' }),
])
const CHOICE = 'mllmu-bench/mara/classification'
const SPOKEN = 'mllmu-bench/mara-open/generation'
const FACE_7 = 'mllmu-bench/7-face/classification'
const FACE_8 = 'mllmu-bench/8-face/classification'
const options = Object.values(JOBS)

const outputs = async (...files: Parameters<typeof readAnswerFiles>[0]): Promise<Record<string, string>> =>
  Object.fromEntries((await readAnswerFiles(files, asked)).answers.map(({ sampleId, output }) => [sampleId, output]))

describe('Inspect', () => {
  const spec = { task: 'jobs', model: 'mockllm/model' }
  const sample = (id: unknown, input: unknown, completion: string, more: object = {}) => ({
    id,
    epoch: 1,
    input,
    target: 'B',
    output: { model: 'm', choices: [], completion },
    ...more,
  })
  const log = (...samples: unknown[]) => json('log.json', { version: 2, status: 'success', eval: spec, samples })
  const reasons = async (...samples: unknown[]): Promise<string[]> => {
    const found = await readAnswerFiles([log(sample(CHOICE, '', 'B'), ...samples)], asked)
    return found.unmatched.map(({ row, reason }) => `${row}: ${reason}`)
  }

  test('by sample id, by item id, and by the text of the question', async () => {
    const found = await readAnswerFiles(
      [
        log(
          sample(CHOICE, 'other words', 'B'),
          sample('mara-open', 'What does Mara Quill do for a living?', 'A pilot.'),
          sample(3, `  What is the occupation\nof the person in the image?`, 'C', {
            metadata: { image: 'faces/7.png' },
          }),
        ),
      ],
      asked,
    )
    expect(found).toMatchObject({ model: 'mockllm/model', unmatched: [], notes: [] })
    expect(found.answers).toEqual([given(CHOICE, 'B'), given(SPOKEN, 'A pilot.'), given(FACE_7, 'C')])
  })

  test('ANSWER: B is the letter, where options were asked and nothing else was said', async () => {
    const choices = options
    const found = await readAnswerFiles(
      [
        log(
          sample(CHOICE, '', 'ANSWER: b\n', { choices }),
          sample(FACE_7, '', 'He bakes.\nANSWER: A', { choices }),
          sample(SPOKEN, '', 'ANSWER: A'),
        ),
      ],
      asked,
    )
    expect(found.answers.map(({ output }) => output)).toEqual(['B', 'He bakes.\nANSWER: A', 'ANSWER: A'])
    expect(found.notes).toEqual([
      'log.json: 1 answers “ANSWER: B”, as Inspect’s multiple_choice asks, are scored as the letter',
    ])
  })

  test('messages with a picture that has a name, reasoning, and text that is kept apart', async () => {
    const input = [
      { role: 'system', content: 'Be brief.' },
      {
        role: 'user',
        content: [
          { type: 'image', image: 'data/face-8.png' },
          { type: 'text', text: 'attachment://abc' },
        ],
      },
    ]
    const said = {
      message: {
        content: [
          { type: 'reasoning', reasoning: 'A?' },
          { type: 'text', text: 'D' },
        ],
      },
    }
    const more = { attachments: { abc: SHOWN }, output: { choices: [said] } }
    expect(await outputs(log({ ...sample(1, input, ''), ...more }))).toEqual({ [FACE_8]: 'D' })
  })

  test('the zip of it', async () => {
    const { file: zip } = await zipped({
      'header.json': JSON.stringify({ version: 2, status: 'error', eval: spec }),
      'samples/1_epoch_1.json': JSON.stringify(sample(CHOICE, '', 'B')),
      'samples/1_epoch_2.json': JSON.stringify(sample(CHOICE, '', 'C', { epoch: 2 })),
      'summaries.json': '[]',
    })
    expect(await readAnswerFiles([{ path: 'a.eval', file: zip }], asked)).toMatchObject({
      answers: [given(CHOICE, 'B')],
      unmatched: [{ row: `a.eval, sample ${CHOICE}`, reason: 'epoch 2; the first one counts' }],
      notes: ['a.eval: its status is error'],
    })
  })

  test('what could be another question is left out, with the reason', async () => {
    const shuffled = [...options].toReversed()
    const words = 'What is the occupation of Mara Quill?'
    expect(
      await reasons(
        sample(1, SHOWN, 'A'),
        sample(2, 'Who is Mara?', 'A'),
        sample(3, words, 'A', { choices: shuffled }),
        sample(4, words, 'A', { choices: ['a', 'b'] }),
        sample(5, words, 'A', { metadata: { split: 'retain' } }),
        sample(6, words, 'A', { metadata: { guard: 'redact', condition: null } }),
        sample(`${CHOICE}@as-json`, words, 'A'),
        { id: 7, input: words },
      ),
    ).toEqual([
      `log.json, sample 1: it could be any of 2 questions: ${FACE_7}, ${FACE_8}`,
      'log.json, sample 2: no question of the shard reads so',
      `log.json, sample 3: its options stand in another order than those of ${CHOICE}`,
      `log.json, sample 4: its options are not those of ${CHOICE}`,
      `log.json, sample 5: the question that reads so has another split than retain: ${CHOICE}`,
      "log.json, sample 6: an answer behind the guard redact; allowed are a model's own",
      `log.json, sample ${CHOICE}@as-json: it was asked under a condition (${CHOICE}@as-json)`,
      'log.json, sample 7: it has no answer',
    ])
  })

  test('an error is an error, unless the model had answered by then', async () => {
    const error = { message: 'no\nconnection', traceback: '' }
    const { answers } = await readAnswerFiles(
      [log(sample(CHOICE, '', '', { error }), sample(SPOKEN, '', 'A pilot.', { error }))],
      asked,
    )
    expect(answers).toEqual([
      { ...given(CHOICE, ''), error: { code: 'unknown', message: 'no connection' } },
      given(SPOKEN, 'A pilot.'),
    ])
  })

  test.each([
    [file('log.json', '{"version": 2, "eval": {"task": "jobs", '), 'log.json: not JSON; it may be cut off'],
    [json('log.json', { version: 1, eval: spec, samples: [] }), 'log.json: version is not as in Inspect’s logs'],
    [json('log.json', { version: 2, eval: spec }), 'log.json: it holds no samples; allowed is a log'],
    [log({ id: 1, input: 5 }), 'log.json, sample 1: input is not as in Inspect’s logs (EvalLog, version 2)'],
    [log(sample(CHOICE, '', 'A'), sample(CHOICE, '', 'B')), `${CHOICE} was already answered in log.json, sample`],
  ])('%# bent: one line', async (bent, message) => {
    await expect(readAnswerFiles([bent], asked)).rejects.toThrow(message)
  })
})

describe('lm-eval and lmms-eval', () => {
  const framed = (text: string) => `<|user|>\nAnswer briefly.\n${text}<|end|>\n<|assistant|>`
  const prompt = asked.samples.find(({ id }) => id === CHOICE)!.prompt

  test('what was asked stands in arguments, in input or in doc', async () => {
    const old = lines('samples_jobs.jsonl', [
      { doc_id: 0, doc: {}, arguments: [[framed(prompt), { until: [] }]], resps: [['B']], filtered_resps: ['b'] },
      {
        doc_id: 1,
        doc: { question: SHOWN, image: 'face-7.png', choices: { text: options, label: ['A'] } },
        resps: [['C']],
      },
    ])
    expect(await outputs(old)).toEqual({ [CHOICE]: 'B', [FACE_7]: 'C' })
    const lmms = lines('20261130_samples_jobs.jsonl', [
      { doc_id: 0, input: 'What does Mara Quill do for a living?', target: '', filtered_resps: ['A pilot.'] },
    ])
    expect(await outputs(lmms)).toEqual({ [SPOKEN]: 'A pilot.' })
    const own = lines('samples_x.jsonl', [
      { doc_id: 0, doc: { id: FACE_8 }, arguments: { gen_args_0: { arg_0: 'x' } }, resps: [['D']] },
    ])
    expect(await outputs(own)).toEqual({ [FACE_8]: 'D' })
  })

  test('another filter is no other answer, and a likelihood is none', async () => {
    const row = { doc_id: 0, doc: { id: CHOICE }, resps: [['B']] }
    const found = await readAnswerFiles(
      [
        lines('s.jsonl', [
          { ...row, filter: 'strict' },
          { ...row, filter: 'flexible' },
          { doc_id: 1, resps: [[[-3.2, false]]] },
        ]),
      ],
      asked,
    )
    expect(found.answers).toEqual([given(CHOICE, 'B')])
    expect(found.unmatched.map(({ reason }) => reason)).toEqual([
      'the same answer by another filter',
      'it has no text: only answers in words can be scored',
    ])
  })

  test('bent: one line', async () => {
    const bent = file('s.jsonl', `{"doc_id": 0, "doc": {"id": "${CHOICE}"}, "resps": [["B"]]}\n{"doc_id": 1, "re`)
    await expect(readAnswerFiles([bent], asked)).rejects.toThrow('s.jsonl, line 2: not as it must be; allowed is')
  })
})

describe('VLMEvalKit', () => {
  const titles = ['index', 'question', 'A', 'B', 'C', 'D', 'image_path', 'prediction']
  const rows = [
    titles,
    [0, 'What is the occupation of Mara Quill?', ...options, '', 'B'],
    [1, SHOWN, ...options, 'images/face-8.jpg', 'The answer is D.\n'],
    [2, SHOWN, ...options, 'images/face-7.jpg', 'Failed to obtain answer via API.'],
    [3, SHOWN, ...options, 'images/9.jpg', 'A'],
  ]

  test('xlsx and tsv are read alike', async () => {
    const tsv = rows.map((row) => row.map((cell) => `"${cell}"`).join('\t')).join('\n')
    for (const picked of [file('m_d.xlsx', await xlsx({ Sheet1: rows })), file('m_d.tsv', tsv)]) {
      const found = await readAnswerFiles([picked], asked)
      expect(found.answers.map((answer) => ({ ...answer, output: answer.output.trim() }))).toEqual([
        given(CHOICE, 'B'),
        given(FACE_8, 'The answer is D.'),
        { ...given(FACE_7, ''), error: { code: 'unknown', message: 'Failed to obtain answer via API.' } },
      ])
      expect(found.unmatched).toEqual([
        {
          row: `${picked.path}, row 5`,
          reason: `the question that reads so has another picture than images/9.jpg: ${FACE_7}, ${FACE_8}`,
        },
      ])
    }
  })

  test('bent: one line', async () => {
    await expect(readAnswerFiles([file('m.tsv', 'index\tquestion\n1\tWho?')], asked)).rejects.toThrow(
      'm.tsv: it has no column of answers; its columns are index, question',
    )
    const zip = await xlsx({ Sheet1: rows })
    await expect(readAnswerFiles([file('m.xlsx', zip.slice(0, 400))], asked)).rejects.toThrow(
      /^m\.xlsx: the zip cannot/,
    )
  })
})

test('our own lines', async () => {
  const found = await readAnswerFiles(
    [
      lines('a.jsonl', [
        { sampleId: CHOICE, output: 'B' },
        { sampleId: SPOKEN, output: null },
        { sampleId: 'x', output: '' },
      ]),
    ],
    asked,
  )
  expect(found.answers).toEqual([given(CHOICE, 'B')])
  expect(found.unmatched).toEqual([{ row: 'a.jsonl, line 3', reason: 'no question of the shard has its id' }])
  await expect(readAnswerFiles([file('a.jsonl', '{"sampleId": "x", "output": 1}')], asked)).rejects.toThrow(
    'a.jsonl, line 1: not as it must be; allowed is {"sampleId"',
  )
})

test('files of one archive are read as if they lay side by side; two that name other models say so', async () => {
  const log = (model: string, id: string) =>
    JSON.stringify({
      version: 2,
      eval: { task: 't', model },
      samples: [{ id, input: '', output: { completion: 'B' } }],
    })
  const zip = await zipped({ 'a.json': log('m', CHOICE), 'sub/b.json': log('n', SPOKEN), 'readme.md': 'x' })
  const found = await readAnswerFiles([zip], asked)
  expect(found.answers.map(({ sampleId }) => sampleId)).toEqual([CHOICE, SPOKEN])
  expect(found).toMatchObject({ model: null, notes: ['The files name several models: m, n'] })
})

test('a layout that nobody knows, and answers to other questions, are refused in one line', async () => {
  await expect(readAnswerFiles([json('x.json', { a: 1 })], asked)).rejects.toThrow(
    /^x\.json: not a layout that is known; allowed are lines of .*VLMEvalKit/,
  )
  await expect(readAnswerFiles([lines('a.jsonl', [{ sampleId: 'x', output: '' }])], asked)).rejects.toThrow(
    'a.jsonl: none of 1 answers belongs to a question of the shard; of the first: no question of the shard has its id',
  )
})

describe('what programs write otherwise, and beside', () => {
  test('a list in place of lines', async () => {
    expect(await outputs(json('own.json', [{ sampleId: CHOICE, output: 'B' }]))).toEqual({ [CHOICE]: 'B' })
  })

  test('results and settings beside answers are left aside and named', async () => {
    const answers = lines('r/20261130_samples_jobs.jsonl', [
      { doc_id: 0, input: 'What does Mara Quill do for a living?', target: '', filtered_resps: ['A pilot.'] },
    ])
    const beside = [json('r/20261130_results.json', { results: {} }), file('r/m_jobs_acc.csv', 'split,Overall\nnone,1')]
    const found = await readAnswerFiles([...beside, answers], asked)
    expect(found.answers.map(({ output }) => output)).toEqual(['A pilot.'])
    expect(found.notes.filter((note) => note.startsWith('Not used: r/'))).toHaveLength(2)
    await expect(readAnswerFiles(beside, asked)).rejects.toThrow(/not a layout that is known|has no column/)
  })
})
