/** @file Logs that inspect-ai wrote (bench/formats/inspect/make.py), held against the scores that are in them. */
import { openAsBlob } from 'node:fs'
import { expect, test } from 'vitest'
import { shippedItems } from '../../../bench/shards.ts'
import { BENCHMARKS } from '../../benchmarks/registry.ts'
import { benchmarkById } from '../../benchmarks/by-id.ts'
import { openZip } from '../../datasets/formats/zip.ts'
import { givenResponse } from '../../run/answers.ts'
import { readAnswerFiles } from './read-answers.ts'
import { askedOf } from './testing.ts'

const TASKS = ['choices', 'free_text'] as const
const { items } = await shippedItems('mllmu-bench-demo')
const asked = askedOf('mllmu-bench', items)
const samples = new Map(asked.samples.map((sample) => [sample.id, sample]))
const itemOf = new Map(items.map((item) => [item.id, item]))
const { score } = benchmarkById(BENCHMARKS, 'mllmu-bench')

interface LogSample {
  readonly input: string
  readonly choices: readonly string[] | null
  readonly metadata: { readonly split: string; readonly picture?: string }
  readonly scores: Readonly<Record<string, { readonly value: unknown }>>
}

async function logOf(name: string, task: string) {
  const path = `${name}-${task}.eval`
  return { path, file: await openAsBlob(new URL(`../../../bench/formats/inspect/${path}`, import.meta.url).pathname) }
}

/** Of each question of a log whether Inspect calls its answer correct. */
async function correctIn({ path, file }: Awaited<ReturnType<typeof logOf>>): Promise<Map<string, boolean>> {
  const found = new Map<string, boolean>()
  for (const entry of await openZip(path, file)) {
    if (!/\/samples\//.test(entry.path)) continue
    const sample = JSON.parse(Buffer.from(await entry.unpack()).toString()) as LogSample
    found.set(
      keyOf(sample.metadata.split, sample.metadata.picture ?? null, sample.input, sample.choices),
      isCorrect(sample),
    )
  }
  return found
}

function isCorrect({ scores }: LogSample): boolean {
  const [only] = Object.values(scores)
  return only!.value === 'C'
}

function keyOf(split: string, picture: string | null, question: string, choices: readonly string[] | null): string {
  return JSON.stringify([split, picture, question, choices])
}

test.each([
  ['before', { choices: 60, free_text: 12 }],
  ['after', { choices: 30, free_text: 6 }],
])('%s: every answer finds its question, and is right where Inspect says so', async (name, right) => {
  const logs = await Promise.all(TASKS.map((task) => logOf(name, task)))
  const { answers, unmatched, model } = await readAnswerFiles(logs, asked)
  expect(model).toBe(`invented/${name}`)
  expect(answers).toHaveLength(72)
  expect(unmatched).toHaveLength(1)
  expect(unmatched[0]!.row).toMatch(/free_text/)
  const theirs = new Map((await Promise.all(logs.map(correctIn))).flatMap((found) => [...found]))
  const ours = answers.map((answer) => {
    const sample = samples.get(answer.sampleId)!
    const { prompt } = itemOf.get(sample.itemId)!
    const options = sample.question?.options ?? null
    const { values } = score(sample, givenResponse('run', answer, '2026-01-01T00:00:00.000Z'))
    const key = keyOf(sample.split, sample.imageId, prompt, options === null ? null : Object.values(options))
    return {
      key,
      task: options === null ? 'free_text' : 'choices',
      right: (values!['letter'] ?? values!['content-recall']) === 1,
    }
  })
  expect(ours.map(({ key, right: isRight }) => [key, isRight])).toEqual(ours.map(({ key }) => [key, theirs.get(key)]))
  expect(
    Object.fromEntries(TASKS.map((task) => [task, ours.filter((one) => one.task === task && one.right).length])),
  ).toEqual(right)
})
