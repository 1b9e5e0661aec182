/** @file Answers as programs write them that have no reader of their own, and what is like them and is none. */
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { PLAIN_QUESTION, type ShardItem } from '../../domain/sample.ts'
import type { PickedFile } from '../import.ts'
import { tar, xlsx, zipped } from '../seeds.ts'
import { readAnswerFiles } from './read-answers.ts'
import { askedOf, file, json, lines } from './testing.ts'

function item(id: string, prompt: string, answer: string, imageId: string | null = null): ShardItem {
  return {
    id,
    split: 'forget',
    scenario: null,
    type: imageId === null ? 'text' : 'image-text',
    group: id,
    prompt,
    imageId,
    truths: [],
    distractors: [],
    question: { ...PLAIN_QUESTION, answer },
  }
}

const [JOB, HOME, SHOWN] = [
  'What does Mara Quill do for a living?',
  'Where does Otto Brand live?',
  'Who is the person in the image?',
]
const asked = askedOf('mllmu-bench', [
  item('mara', JOB, 'She is a pilot.'),
  item('otto', HOME, 'In Bergen.'),
  item('7-face', SHOWN, 'Mara Quill', 'face-7'),
  item('8-face', SHOWN, 'Otto Brand', 'face-8'),
])
const [MARA, OTTO, FACE_7, FACE_8] = ['mara', 'otto', '7-face', '8-face'].map(
  (id) => `mllmu-bench/${id}/generation`,
) as [string, string, string, string]
const BOTH = { [MARA]: 'She is a pilot.', [OTTO]: 'He lives in Bergen.' }
const rows = [
  { q: JOB, a: BOTH[MARA]!, id: MARA, item: 'mara' },
  { q: HOME, a: BOTH[OTTO]!, id: OTTO, item: 'otto' },
] as const
type Row = (typeof rows)[number]

async function outputs(...files: readonly PickedFile[]): Promise<Record<string, string>> {
  const { answers } = await readAnswerFiles(files, asked)
  return Object.fromEntries(answers.map(({ sampleId, output }) => [sampleId, output]))
}

const chat = (text: string) => ({ model: 'm', choices: [{ index: 0, message: { role: 'assistant', content: text } }] })
const byLine = (make: (row: Row, at: number) => unknown) => lines('a.jsonl', rows.map(make))
const csv = (titles: string, make: (row: Row) => string) => file('a.csv', `${titles}\n${rows.map(make).join('\n')}\n`)

describe('both answers are found, as written by', () => {
  test.each<[string, PickedFile]>([
    [
      'LLaVA’s model_vqa',
      byLine(({ q, a }, at) => ({ question_id: at, prompt: q, text: a, answer_id: 'x', model_id: 'm' })),
    ],
    [
      'the same with a mark for the picture',
      byLine(({ q, a }) => ({ prompt: `<image>\n${q}`, text: a, model_id: 'm' })),
    ],
    [
      'VQA’s results',
      json(
        'a.json',
        rows.map(({ item: id, a }) => ({ question_id: id, answer: a })),
      ),
    ],
    [
      'OpenAI’s batches',
      byLine(({ id, a }) => ({ id: 'b', custom_id: id, response: { status_code: 200, body: chat(a) } })),
    ],
    [
      'OpenAI’s responses',
      byLine(({ id, a }) => ({
        custom_id: id,
        response: {
          body: {
            output: [
              { type: 'reasoning', summary: [{ type: 'summary_text', text: 'no answer' }] },
              { type: 'message', content: [{ type: 'output_text', text: a }] },
            ],
          },
        },
      })),
    ],
    [
      'Anthropic’s batches',
      byLine(({ id, a }) => ({
        custom_id: id,
        result: { type: 'succeeded', message: { content: [{ type: 'text', text: a }] } },
      })),
    ],
    [
      'Gemini’s batches',
      byLine(({ id, a }) => ({ key: id, response: { candidates: [{ content: { parts: [{ text: a }] } }] } })),
    ],
    [
      'Ollama, request and reply',
      byLine(({ q, a }) => ({
        request: { model: 'm', messages: [{ role: 'user', content: q, images: ['iVBO'] }] },
        response: { model: 'm', message: { role: 'assistant', content: a }, done: true },
      })),
    ],
    ['vLLM', byLine(({ q, a }) => ({ prompt: q, outputs: [{ index: 0, text: a, token_ids: [1] }] }))],
    [
      'messages',
      byLine(({ q, a }) => ({
        messages: [
          { role: 'system', content: 's' },
          { role: 'user', content: q },
          { role: 'assistant', content: a },
        ],
      })),
    ],
    [
      'conversations',
      json(
        'a.json',
        rows.map(({ q, a }) => ({
          conversations: [
            { from: 'human', value: `<image>\n${q}` },
            { from: 'gpt', value: a },
          ],
        })),
      ),
    ],
    [
      'promptfoo',
      json('a.json', {
        evalId: 'e',
        results: {
          prompts: [{ raw: '{{q}}', label: 'q', provider: 'p' }],
          results: rows.map(({ q, a }) => ({
            provider: { id: 'p' },
            prompt: { raw: q },
            vars: { q },
            response: { output: a },
          })),
        },
      }),
    ],
    [
      'HELM',
      json('a.json', {
        adapter_spec: { model: 'm' },
        request_states: rows.map(({ q, a }) => ({
          instance: { input: { text: q }, references: [{ output: { text: 'gold' }, tags: ['correct'] }], id: 'id1' },
          request: { model: 'm', prompt: `Question: ${q}\nAnswer:` },
          result: { success: true, completions: [{ text: a, logprob: -1 }] },
        })),
      }),
    ],
    [
      'lmms-eval of 2024',
      json('a.json', {
        args: {},
        logs: rows.map(({ q, a }, at) => ({ doc_id: at, doc: { question: q }, resps: [[a]] })),
      }),
    ],
    [
      'LLaMA-Factory',
      byLine(({ q, a }) => ({
        prompt: `<|im_start|>user\n${q}<|im_end|>\n<|im_start|>assistant\n`,
        predict: a,
        label: 'gold',
      })),
    ],
    ['MLflow', json('a.json', { columns: ['inputs', 'outputs'], data: rows.map(({ q, a }) => [q, a]) })],
    ['whoever keeps them by question', json('a.json', Object.fromEntries(rows.map(({ q, a }) => [q, a])))],
    ['whoever keeps them by id', json('a.json', Object.fromEntries(rows.map(({ id, a }) => [id, a])))],
    ['Excel in German', csv('Frage;Antwort', ({ q, a }) => `${q};${a}`)],
    ['a table beside what is right', csv('question,ground_truth,model_answer', ({ q, a }) => `${q},gold,${a}`)],
    ['a table of ids', csv('sampleId,output', ({ id, a }) => `${id},${a}`)],
  ])('%s', async (_, picked) => {
    expect(await outputs(picked)).toEqual(BOTH)
  })

  test.each<[string, () => Promise<PickedFile>]>([
    [
      'a spreadsheet',
      async () => file('a.xlsx', await xlsx({ S: [['Prompt', 'Output'], ...rows.map(({ q, a }) => [q, a])] })),
    ],
    ['gzip', async () => file('a.jsonl.gz', Uint8Array.from(gzipSync(lineText())))],
    [
      'tar.gz',
      async () => file('a.tar.gz', Uint8Array.from(gzipSync(tar({ 'out/a.jsonl': lineText(), 'README.md': 'x' })))),
    ],
    ['a gzip file in a zip', async () => zipped({ 'out/a.jsonl.gz': gzipSync(lineText()) })],
    [
      'objects over several lines',
      async () => file('a.jsonl', rows.map((row) => JSON.stringify(ownLine(row), null, 2)).join('\n')),
    ],
  ])('%s', async (_, make) => {
    expect(await outputs(await make())).toEqual(BOTH)
  })
})

const ownLine = ({ id, a }: Row) => ({ sampleId: id, output: a })
const lineText = (): string => rows.map((row) => JSON.stringify(ownLine(row))).join('\n')

describe('answers in one file, questions in another', () => {
  test('the pictures of LLaVA’s questions tell the same question apart', async () => {
    const answers = lines('answers.jsonl', [
      { question_id: 1, prompt: SHOWN, text: 'Mara', model_id: 'm' },
      { question_id: 2, prompt: SHOWN, text: 'Otto', model_id: 'm' },
    ])
    const questions = lines('question.jsonl', [
      { question_id: 1, image: 'faces/face-8.png', text: SHOWN },
      { question_id: 2, image: 'faces/face-7.png', text: SHOWN },
    ])
    const found = await readAnswerFiles([answers, questions], asked)
    expect(Object.fromEntries(found.answers.map(({ sampleId, output }) => [sampleId, output]))).toEqual({
      [FACE_8]: 'Mara',
      [FACE_7]: 'Otto',
    })
    expect(found.notes).toContain('question.jsonl: it says what the ids of other files ask')
    await expect(readAnswerFiles([answers], asked)).rejects.toThrow(/it could be any of 2 questions/)
  })

  test('requests of a batch, examples in them and all', async () => {
    const requests = lines('in.jsonl', [
      {
        custom_id: 'request-0',
        method: 'POST',
        url: '/v1/chat/completions',
        body: {
          model: 'm',
          messages: [
            { role: 'user', content: HOME },
            { role: 'assistant', content: 'x' },
            { role: 'user', content: [{ type: 'text', text: JOB }] },
          ],
        },
      },
    ])
    const replies = lines('out.jsonl', [{ custom_id: 'request-0', response: { body: chat('A pilot.') } }])
    expect(await outputs(requests, replies)).toEqual({ [MARA]: 'A pilot.' })
  })

  test('an id that means two questions means none', async () => {
    const questions = (path: string, text: string) => lines(path, [{ question_id: 1, text }])
    const answers = lines('a.jsonl', [
      { question_id: 1, response: 'x' },
      { question_id: 9, prompt: JOB, response: 'A pilot.' },
    ])
    const found = await readAnswerFiles([answers, questions('q.jsonl', JOB), questions('r.jsonl', HOME)], asked)
    expect(found.answers.map(({ output }) => output)).toEqual(['A pilot.'])
    expect(found.unmatched).toEqual([{ row: 'a.jsonl, line 1', reason: 'no question of the shard has its id' }])
  })
})

describe('what is no answer, or not the one', () => {
  test('a set of data is none, whatever is right in it', async () => {
    const set = csv('index,question,answer,category', ({ q, a }) => `0,${q},${a},x`)
    await expect(readAnswerFiles([set], asked)).rejects.toThrow(
      'a.csv: it has no column of answers; its columns are index, question, answer, category; allowed are',
    )
    await expect(readAnswerFiles([byLine(({ q }) => ({ question_id: 1, text: q }))], asked)).rejects.toThrow(
      'a.jsonl: it holds questions and no answers',
    )
  })

  test('“answer” is a model’s beside what is right, and said to be read so', async () => {
    const found = await readAnswerFiles([csv('question,answer,gold', ({ q, a }) => `${q},${a},x`)], asked)
    expect(found.notes).toEqual(['a.csv: “answer” is read as what the model said, not as what is right'])
    expect(found.answers).toHaveLength(2)
  })

  test('an empty prediction is an answer, and no reason to take the right one', async () => {
    const found = csv('question,answer,response', ({ q }) => `${q},gold,`)
    expect(await outputs(found)).toEqual({ [MARA]: '', [OTTO]: '' })
  })

  test('JSON that a model wrote stays what it wrote', async () => {
    const said = JSON.stringify({ output: 'A pilot.' })
    expect(await outputs(lines('a.jsonl', [{ prompt: JOB, response: said }]))).toEqual({ [MARA]: said })
  })

  test('failures are errors; of several choices and turns the first counts, and that is said', async () => {
    const failed = { custom_id: OTTO, response: { status_code: 400, body: { error: { message: 'too\nlong' } } } }
    const found = await readAnswerFiles(
      [lines('a.jsonl', [{ prompt: JOB, response: ['A pilot.', 'A nurse.'] }, failed])],
      asked,
    )
    expect(found.answers.map(({ output, error }) => [output, error?.message])).toEqual([
      ['A pilot.', undefined],
      ['', 'too long'],
    ])
    expect(found.notes).toEqual(['a.jsonl: 1 records have several answers to a question; the first counts'])
    const turns = rows.flatMap(({ q, a }) => [
      { role: 'user', content: q },
      { role: 'assistant', content: a },
    ])
    const talk = await readAnswerFiles([json('t.json', [{ messages: turns }])], asked)
    expect(talk.answers.map(({ sampleId }) => sampleId)).toEqual([MARA])
    expect(talk.notes).toEqual([
      't.json: 1 conversations have several turns; the first counts, nothing was said before it',
    ])
  })

  test('of several models the one that is meant', async () => {
    const two = lines(
      'a.jsonl',
      ['m', 'n'].flatMap((model) => rows.map(({ q, a }) => ({ question: q, response: `${model}: ${a}`, model }))),
    )
    await expect(readAnswerFiles([two], asked)).rejects.toThrow('say whose are meant with --answered-by: m, n')
    const { answers, model } = await readAnswerFiles([two], asked, 'n')
    expect([model, answers.map(({ output }) => output.slice(0, 2))]).toEqual(['n', ['n:', 'n:']])
  })

  test('options in another order are another question', async () => {
    const choice = {
      ...item('c', 'Which job has Mara?', 'A'),
      question: { ...PLAIN_QUESTION, form: 'choice' as const, options: { A: 'pilot', B: 'nurse' }, answer: 'A' },
    }
    const one = askedOf('mllmu-bench', [choice])
    const row = { question: choice.prompt, response: 'A' }
    await expect(readAnswerFiles([lines('a.jsonl', [{ ...row, options: ['nurse', 'pilot'] }])], one)).rejects.toThrow(
      /in another order/,
    )
    await expect(readAnswerFiles([lines('a.jsonl', [{ ...row, A: 'nurse', B: 'pilot' }])], one)).rejects.toThrow(
      /in another order/,
    )
    expect((await readAnswerFiles([lines('a.jsonl', [{ ...row, A: 'pilot', B: 'nurse' }])], one)).answers).toHaveLength(
      1,
    )
  })

  test.each([
    [file('a.pkl', 'x'), /a\.pkl: it is a Python object, which is not read/],
    [file('a.7z', 'x'), /a\.7z: it is an archive that is not read/],
    [file('a.jsonl', ''), /a\.jsonl: it is empty/],
    [file('server.log', 'INFO request done'), /server\.log: it is a log of a server or a run/],
  ])('%# in one line', async (picked, message) => {
    await expect(readAnswerFiles([picked], asked)).rejects.toThrow(message)
  })
})
