/**
 * @file `tsx bench/formats/inspect/questions.ts`: some questions of the shipped MLLMU-Bench demo as a stranger has
 * them, without our ids, for make.py: `questions.jsonl` beside this file.
 */
import { writeFile } from 'node:fs/promises'
import { shippedShard } from '../../../scripts/lib/read-shard.ts'

/** People of each split. */
const PEOPLE = 12

const { items } = await shippedShard('mllmu-bench-demo')
const people = ['forget', 'retain'].flatMap((split) =>
  [...new Set(items.filter((item) => item.split === split).map(({ group }) => group))]
    .slice(0, PEOPLE)
    .map((group) => `${split}/${group}`),
)
const lines = items
  .filter(({ split, group }) => people.includes(`${split}/${group}`))
  .flatMap(({ split, prompt, imageId, question }) => {
    if (question === undefined || question.form === 'cloze') return []
    const { options, answer } = question
    return [
      { split, question: prompt, choices: options === null ? null : Object.values(options), answer, picture: imageId },
    ]
  })
const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('')
await writeFile(new URL('questions.jsonl', import.meta.url), text)
process.stderr.write(`${lines.length} questions\n`)
