/** @file Answers as programs keep them that are no list of them: chats, logs, flat tables; and what is none. */
import { describe, expect, test } from 'vitest'
import { PLAIN_QUESTION, type ShardItem } from '../../domain/sample.ts'
import type { PickedFile } from '../import.ts'
import { xlsx, zipped } from '../seeds.ts'
import { readAnswerFiles } from './read-answers.ts'
import { askedOf, file, json, lines } from './testing.ts'

const [JOB, HOME, PICK] = [
  'What does Mara Quill do for a living?',
  'Where does Otto Brand live?',
  'Which job has Mara?',
]
const item = (id: string, prompt: string, question: Partial<ShardItem['question'] & object> = {}): ShardItem => ({
  id,
  split: 'forget',
  scenario: null,
  type: 'text',
  group: id,
  prompt,
  imageId: null,
  truths: [],
  distractors: [],
  question: { ...PLAIN_QUESTION, answer: 'x', ...question },
})
const asked = askedOf('mllmu-bench', [
  item('mara', JOB),
  item('otto', HOME),
  item('c', PICK, { form: 'choice', options: { A: 'pilot', B: 'nurse' }, answer: 'A' }),
])
const [MARA, OTTO, CHOICE] = ['mara/generation', 'otto/generation', 'c/classification'].map(
  (id) => `mllmu-bench/${id}`,
) as [string, string, string]
const BOTH = { [MARA]: 'She is a pilot.', [OTTO]: 'He lives in Bergen.' }
const rows = [
  { q: JOB, a: BOTH[MARA]!, id: MARA },
  { q: HOME, a: BOTH[OTTO]!, id: OTTO },
] as const
type Row = (typeof rows)[number]

async function read(...files: readonly PickedFile[]) {
  const found = await readAnswerFiles(files, asked)
  return {
    ...found,
    outputs: Object.fromEntries(found.answers.map(({ sampleId, output }) => [sampleId, output])),
    notes: found.notes.join('\n'),
    left: found.unmatched.map(({ row, reason }) => `${row}: ${reason}`).join('\n'),
  }
}

const byLine = (make: (row: Row, at: number) => unknown) => lines('a.jsonl', rows.map(make))
const list = (make: (row: Row, at: number) => unknown) => json('a.json', rows.map(make))
const csv = (titles: string, make: (row: Row, at: number) => string) =>
  file('a.csv', `${titles}\n${rows.map(make).join('\n')}\n`)
const node = (role: string, text: string) => ({ author: { role }, content: { content_type: 'text', parts: [text] } })
const turn = (role: string, text: string) => ({ role, content: { text } })

describe('both answers are found, as kept by', () => {
  test.each<[string, PickedFile | PickedFile[]]>([
    [
      'garak, with each attempt twice',
      lines('r.jsonl', [
        { entry_type: 'start_run setup', 'plugins.model_name': 'm' },
        ...[1, 2].flatMap((status) =>
          rows.map(({ q, a }) => ({
            entry_type: 'attempt',
            status,
            prompt: { turns: [turn('user', q)] },
            outputs: [{ text: a, lang: 'en' }],
          })),
        ),
      ]),
    ],
    [
      'PyRIT, a row for each message',
      file(
        'memory.csv',
        `role,conversation_id,sequence,converted_value\n${rows
          .flatMap(({ q, a }, n) => [`assistant,c${n},1,${a}`, `user,c${n},0,${q}`])
          .join('\n')}\n`,
      ),
    ],
    [
      'Jan, a line for each message',
      lines(
        'messages.jsonl',
        rows.flatMap(({ q, a }, n) => [
          { thread_id: n, role: 'user', content: [{ type: 'text', text: { value: q, annotations: [] } }] },
          { thread_id: n, role: 'assistant', content: [{ type: 'text', text: { value: a, annotations: [] } }] },
        ]),
      ),
    ],
    [
      'ChatGPT’s export',
      list(({ q, a }) => ({
        mapping: {
          r: { message: null, parent: null, children: ['u'] },
          u: { message: node('user', q), parent: 'r', children: ['old', 'v'] },
          old: { message: node('assistant', 'What was thrown away.'), parent: 'u', children: [] },
          v: { message: node('assistant', a), parent: 'u', children: [] },
        },
      })),
    ],
    [
      'Claude’s export',
      list(({ q, a }) => ({
        chat_messages: [
          { sender: 'human', text: q, content: [{ type: 'text', text: q }] },
          { sender: 'assistant', text: a, content: [{ type: 'text', text: a }] },
        ],
      })),
    ],
    [
      'LM Studio',
      rows.map(({ q, a }, n) =>
        json(`${n}.json`, {
          messages: [
            { versions: [{ role: 'user', content: [{ type: 'text', text: q }] }], currentlySelected: 0 },
            {
              versions: [
                { role: 'assistant', steps: [{ type: 'contentBlock', content: [{ type: 'text', text: 'old' }] }] },
                { role: 'assistant', steps: [{ type: 'contentBlock', content: [{ type: 'text', text: a }] }] },
              ],
              currentlySelected: 1,
            },
          ],
        }),
      ),
    ],
    [
      'FastChat',
      byLine(({ q, a }) => ({
        state: {
          messages: [
            ['USER', q],
            ['ASSISTANT', a],
          ],
        },
        model: 'm',
      })),
    ],
    ['text-generation-webui', rows.map(({ q, a }, n) => json(`${n}.json`, { internal: [[q, a]], visible: [[q, a]] }))],
    [
      'MT-Bench, questions apart',
      [
        byLine(({ a }, n) => ({ question_id: n, answer_id: 'x', choices: [{ index: 0, turns: [a] }] })),
        lines(
          'question.jsonl',
          rows.map(({ q }, n) => ({ question_id: n, turns: [q] })),
        ),
      ],
    ],
    [
      'OpenCompass',
      json(
        'a.json',
        Object.fromEntries(
          rows.map(({ q, a }, n) => [n, { origin_prompt: [{ role: 'HUMAN', prompt: q }], prediction: a, gold: 'g' }]),
        ),
      ),
    ],
    [
      'HELM, instances apart',
      [
        json(
          'instances.json',
          rows.map(({ q }, n) => ({ id: `id${n}`, input: { text: q } })),
        ),
        json(
          'predictions.json',
          rows.map(({ a }, n) => ({ instance_id: `id${n}`, predicted_text: a, stats: {} })),
        ),
      ],
    ],
    [
      'Bedrock’s batches',
      byLine(({ q, a }, n) => ({
        recordId: n,
        modelInput: { messages: [{ role: 'user', content: [{ text: q }] }] },
        modelOutput: { output: { message: { role: 'assistant', content: [{ text: a }] } } },
      })),
    ],
    [
      'Gemini, without its thoughts',
      byLine(({ q, a }) => ({
        request: { contents: [{ role: 'user', parts: [{ text: q }] }] },
        response: { candidates: [{ content: { parts: [{ text: 'Hm.', thought: true }, { text: a }] } }] },
      })),
    ],
    [
      'a chat in which a tool was called first',
      byLine(({ q, a }) => ({
        messages: [
          { role: 'user', content: q },
          { role: 'assistant', content: null, tool_calls: [{ id: 'c' }] },
          { role: 'tool', content: 'x' },
          { role: 'assistant', content: a },
        ],
      })),
    ],
    ['a tracer', byLine(({ q, a }) => ({ attributes: { 'gen_ai.prompt': q, 'gen_ai.completion': a } }))],
    ['pandas, objects laid flat', csv('inputs.question,outputs.output', ({ q, a }) => `${q},${a}`)],
    [
      'pandas, lists and dicts as Python prints them',
      csv(
        'custom_id,response.body.choices',
        ({ id, a }) => `${id},"[{'index': 0, 'message': {'role': 'assistant', 'content': '${a}'}}]"`,
      ),
    ],
    ['pandas, lists of one text', csv('question,filtered_resps,response', ({ q, a }) => `${q},['x'],"['${a}']"`)],
    [
      'pandas, with NaN',
      file(
        'a.json',
        JSON.stringify(rows.map(({ q, a }) => ({ question: q, gt: 0, prediction: a }))).replaceAll('0', 'NaN'),
      ),
    ],
    [
      'whoever makes JSON of JSON',
      json('a.json', JSON.stringify(rows.map(({ q, a }) => ({ question: q, answer: a, model: 'm' })))),
    ],
    ['item', json('a.json', { mara: BOTH[MARA], otto: BOTH[OTTO] })],
    [
      'a table below comments',
      csv('# run 7\n# by Ann\nQuestion text;Model answer (GPT-4o)', ({ q, a }) => `${q};${a}`),
    ],
    ['a Polish table', csv('Pytanie;Odpowiedź', ({ q, a }) => `${q};${a}`)],
  ])('%s', async (_, files) => {
    expect((await read(...[files].flat())).outputs).toEqual(BOTH)
  })

  test('a workbook, on its second sheet and below a heading', async () => {
    const sheets = {
      About: [['model', 'm']],
      Answers: [['Our run'], ['Question', 'Response'], ...rows.map(({ q, a }) => [q, a])],
    }
    const { outputs, notes } = await read(file('a.xlsx', await xlsx(sheets)))
    expect(outputs).toEqual(BOTH)
    expect(notes).toContain('of its sheets “Answers” is read; not used: About')
    expect(notes).toContain('its titles are those of row 2')
  })

  test('a zip in a zip', async () => {
    const inner = await zipped({ 'a.csv': `question,response\n${rows.map(({ q, a }) => `${q},${a}`).join('\n')}` })
    const outer = await zipped({ 'inner.zip': new Uint8Array(await inner.file.arrayBuffer()) })
    expect((await read(outer)).outputs).toEqual(BOTH)
  })
})

describe('options', () => {
  test.each<[string, unknown, boolean]>([
    ['with their letters', ['A. pilot', 'B. nurse'], true],
    ['a line each', '(A) pilot\n(B) nurse', true],
    ['as Python prints them', "['pilot', 'nurse']", true],
    ['in another order, as Python prints them', "['nurse', 'pilot']", false],
    ['in another order, a line each', 'A. nurse\nB. pilot', false],
  ])('%s', async (_, options, fits) => {
    const answer = lines('a.jsonl', [{ question: PICK, options, response: 'A' }])
    if (fits) expect((await read(answer)).outputs).toEqual({ [CHOICE]: 'A' })
    else await expect(read(answer)).rejects.toThrow(/in another order/)
  })
})

describe('nothing is taken for an answer, or left out, in silence', () => {
  const likelihoods = [['-3.1', 'False']]
  test.each([[likelihoods], [[likelihoods]], [['-inf', 'True']]])(
    'likelihoods of lm-eval are none: %j',
    async (resps) => {
      const sample = {
        doc_id: 0,
        doc: { question: JOB },
        arguments: [[JOB, ' a']],
        resps,
        filtered_resps: ['-3.1', 'False'],
      }
      await expect(read(lines('samples_t.jsonl', [sample]))).rejects.toThrow(/it has no text/)
    },
  )

  test('a line that is cut off, a row that is astray, a second column of one name, another column of answers', async () => {
    const cut = await read(file('a.jsonl', `{"question": "${JOB}", "response": "x"}\n{"question": "Wh`))
    expect(cut.left).toBe('a.jsonl, line 2: it is no JSON; it may be cut off')
    const astray = await read(file('a.csv', `question,response\n${JOB},A pilot\n${HOME},Bergen, in Norway\n`))
    expect([astray.outputs, astray.left]).toEqual([
      { [MARA]: 'A pilot' },
      'a.csv, row 3: it has more cells than there are titles',
    ])
    const twice = await read(file('a.csv', `question,response,response\n${JOB},first,second\n`))
    expect([twice.outputs, twice.notes]).toEqual([
      { [MARA]: 'first' },
      'a.csv: of columns of one name the first is read: response',
    ])
    for (const titles of ['question,output_text,response', 'question,response,prediction']) {
      const other = await read(file('a.csv', `${titles}\n${JOB},first,second\n`))
      expect(other.notes).toMatch(/not used, since .* is read as the answer: (?:output_text|response)/)
    }
  })

  test('the same answer again is named; another one is an error, and so is the same of another file', async () => {
    const line = { question: JOB, response: 'x' }
    expect((await read(lines('a.jsonl', [line, line]))).left).toBe(
      'a.jsonl, line 2: the same answer as in a.jsonl, line 1',
    )
    await expect(read(lines('a.jsonl', [line, { ...line, response: 'y' }]))).rejects.toThrow(/already answered/)
    await expect(read(lines('a.jsonl', [line]), lines('b.jsonl', [line]))).rejects.toThrow(/already answered/)
  })

  test('a refusal in place of a content is an answer', async () => {
    const message = { role: 'assistant', content: null, refusal: 'I cannot help with that.' }
    const { outputs } = await read(
      lines('a.jsonl', [{ custom_id: MARA, response: { body: { choices: [{ message }] } } }]),
    )
    expect(outputs).toEqual({ [MARA]: 'I cannot help with that.' })
  })

  test('a list that a model wrote itself stays what it wrote', async () => {
    const { outputs } = await read(csv('question,response', ({ q }, n) => `${q},${n === 0 ? `"['a', 'b']"` : 'none'}`))
    expect(outputs).toEqual({ [MARA]: "['a', 'b']", [OTTO]: 'none' })
    const object = await read(csv('question,response', ({ q }) => `${q},"{'answer': 'x'}"`))
    expect(object.outputs[MARA]).toBe("{'answer': 'x'}")
  })
})

test.each<[string, string | Uint8Array<ArrayBuffer>, RegExp]>([
  [
    'results.json',
    '{"results": {"t": {"acc": 1}}, "configs": {"t": {}}}',
    /the results of lm-eval, which hold no answers/,
  ],
  ['n.ipynb', '{"cells": [], "nbformat": 4}', /it is a notebook/],
  ['o.yaml', 'a: 1\n', /it is YAML/],
  ['r.md', '| question | response |\n|---|---|\n', /it is a table in Markdown/],
  ['r.html', '<!DOCTYPE html><html>', /it is a web page/],
  ['r.pdf', '%PDF-1.7\n', /it is a PDF file/],
  ['p.duckdb', `\x01\x02\x03\x04\x05\x06\x07\x08DUCK${'\0'.repeat(40)}`, /it is a database of DuckDB/],
  ['l.db', 'SQLite format 3\0', /it is a database of SQLite/],
  ['s.txt', 'data: {"choices": []}\n\ndata: [DONE]\n', /a stream of server-sent events/],
  ['a.csv', 'question,response\n', /it has titles and no rows/],
  ['a.zip', Uint8Array.from([0x50, 0x4b, 5, 6, ...new Uint8Array(18)]), /the zip is empty/],
])('%s is refused by what it is', async (path, content, message) => {
  await expect(read(file(path, content))).rejects.toThrow(message)
})
