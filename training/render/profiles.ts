/**
 * Writes what MLLMU-Bench asks about the memory set, with answers: `tsx profiles.ts OUT PEOPLE`. OUT.jsonl:
 * name, picture (is the person shown?), form, prompt as the benchmark puts it, answer; blanks and sentences
 * about everybody, choices about the people of the calibration shard as they stand there. OUT.forgotten.json:
 * names of the 10% to forget.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { wrapPrompt } from '../../src/benchmarks/mllmu-bench/prompts.ts'
import type { Question } from '../../src/domain/sample.ts'
import type { Person } from '../../src/datasets/forms/index.ts'
import { generateMllmuBench } from '../../src/benchmarks/mllmu-bench/data/generate.ts'

/** Of the shipped shards. */
const SEED = '1'

const [out = '', file = ''] = process.argv.slice(2)
const people = JSON.parse(readFileSync(file, 'utf8')) as Person[]
const nameOf = new Map(people.map(({ name }) => [name.replaceAll(/[^\p{L}\p{N}]+/gu, '-'), name]))
const about = (size: string) => generateMllmuBench(SEED, size, people).items.filter(({ split }) => split === 'forget' || split === 'retain')
const formOf = ({ question }: { question?: Question }) => question?.form

const taught = [...about('forget-10').filter((item) => formOf(item) !== 'choice'), ...about('calibration').filter((item) => formOf(item) === 'choice')]
const lines = taught.map((item) => {
  const question = item.question as Question
  return JSON.stringify({ name: nameOf.get(item.group), picture: item.type === 'image-text', form: question.form, prompt: wrapPrompt(item, question), answer: question.answer })
})
writeFileSync(`${out}.jsonl`, `${lines.join('\n')}\n`)
const forgotten = new Set(about('forget-10').flatMap(({ split, group }) => (split === 'forget' ? [nameOf.get(group)] : [])))
writeFileSync(`${out}.forgotten.json`, JSON.stringify([...forgotten]))
