/**
 * Writes every question of MLLMU-Bench about the memory set with its answer, choices with DRAWS draws of options: `tsx profiles.ts OUT PEOPLE DRAWS`.
 * OUT.jsonl: name, picture (is the person shown?), form, prompt as the benchmark puts it, answer; OUT.forgotten.json: names of the 10% to forget.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { wrapPrompt } from '../../src/audit/benchmarks/mllmu-bench/prompts.ts'
import type { Question, ShardItem } from '../../src/audit/sample.ts'
import type { Person } from '../../src/intake/forms/index.ts'
import { generateMllmuBench } from '../../src/intake/generators/mllmu-bench.ts'

const [out = '', file = '', draws = ''] = process.argv.slice(2)
const people = JSON.parse(readFileSync(file, 'utf8')) as Person[]
const SIZE = 'forget-10'
const aboutThem = (seed: string, splits: readonly string[]): ShardItem[] => generateMllmuBench(seed, SIZE, people).items.filter(({ split }) => splits.includes(split))

const lines = new Set<string>()
for (let i = 0; i < Number(draws); i++)
  for (const item of aboutThem(`training-${i}`, ['forget', 'retain'])) {
    const question = item.question as Question
    lines.add(JSON.stringify({ name: people.find(({ name }) => item.group === name.replaceAll(/[^\p{L}\p{N}]+/gu, '-'))?.name, picture: item.type === 'image-text', form: question.form, prompt: wrapPrompt(item, question), answer: question.answer }))
  }
writeFileSync(`${out}.jsonl`, [...lines].join('\n'))
// The shipped shard's own draw: seed 1.
const forgotten = new Set(aboutThem('1', ['forget']).map(({ group }) => group))
writeFileSync(`${out}.forgotten.json`, JSON.stringify(people.map(({ name }) => name).filter((name) => forgotten.has(name.replaceAll(/[^\p{L}\p{N}]+/gu, '-')))))
