/**
 * @file How well the rules tell what an answer is, against answers written without a look at the rules:
 * `npm run bench:answers` prints the tables and writes docs/answers.md;
 * `npm run bench:answers -- --failures train` prints the answers told wrong instead (`--kind K`,
 * `--language L` narrow it); `-- --floors` writes what `npm test` holds on to.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { byKind, byLanguage, floors, summary } from './figures.ts'
import { HALVES, type Half, labelsOf, readLines } from './lines.ts'
import { tell } from './tell.ts'

const say = (text: string): boolean => process.stdout.write(`${text}\n`)
const { values } = parseArgs({
  options: {
    failures: { type: 'string' },
    kind: { type: 'string' },
    language: { type: 'string' },
    floors: { type: 'boolean' },
  },
})

if (values.failures !== undefined) {
  if (!(HALVES as readonly string[]).includes(values.failures))
    throw new RangeError('--failures train or --failures test')
  const told = readLines(values.failures as Half)
    .filter(({ kind, language }) => (values.kind ?? kind) === kind && (values.language ?? language) === language)
    .map(tell)
  for (const { line, got, right } of told) {
    if (right) continue
    const about = [line.type, line.truth === undefined ? undefined : JSON.stringify(line.truth)]
      .filter((part) => part !== undefined)
      .join(' ')
    const besides = line.distractors === undefined ? '' : ` beside ${JSON.stringify(line.distractors)}`
    const options = line.options === undefined ? '' : ` of ${JSON.stringify(line.options)}`
    say(
      `${line.id} ${about}${besides}${options}\n  ${JSON.stringify(line.answer)}\n  is ${labelsOf(line).join(' or ')}, told ${String(got)}`,
    )
  }
  say(`${told.filter(({ right }) => !right).length} of ${told.length} told wrong`)
} else {
  const [train, test] = (['train', 'test'] as const).map((half) => readLines(half).map(tell)) as [
    ReturnType<typeof tell>[],
    ReturnType<typeof tell>[],
  ]
  const text = `${summary(test)}\n\n${byLanguage(test)}\n\n${byKind(test)}`
  say(
    `test, ${test.length} answers\n\n${text}\n\ntrain, ${train.length} answers\n\n${summary(train)}\n\n${byLanguage(train)}\n\n${byKind(train)}`,
  )
  if (values.floors === true)
    writeFileSync(
      new URL('floors.json', import.meta.url),
      `${JSON.stringify({ train: floors(train), test: floors(test) }, null, 2)}\n`,
    )
  const page = new URL('../../docs/answers.md', import.meta.url)
  writeFileSync(page, written(readFileSync(page, 'utf8'), train, test))
}

/** The page with its tables replaced; what stands around them is written by hand. */
function written(page: string, train: ReturnType<typeof tell>[], test: ReturnType<typeof tell>[]): string {
  const tables: Record<string, string> = {
    measured: `Measured on ${new Date().toISOString().slice(0, 10)}: ${test.length.toLocaleString('en')} answers of the test half, ${train.length.toLocaleString('en')} of the train half.`,
    test: summary(test),
    languages: byLanguage(test),
    kinds: byKind(test),
    train: `${summary(train)}\n\n${byKind(train)}`,
  }
  return Object.entries(tables).reduce((text, [name, table]) => {
    const marks = new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- /${name} -->)`)
    if (!marks.test(text)) throw new RangeError(`docs/answers.md lacks the marks of ${name}`)
    return text.replace(marks, (_, open: string, close: string) => `${open}${table}\n${close}`)
  }, page)
}
