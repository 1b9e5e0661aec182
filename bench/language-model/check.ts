/**
 * @file `npm run test:language-model [-- --texts N --forms N --out FILE]`: fetches and builds smollm2-reader, loads it
 * in the browser's engine, and asks it. N questions without a picture must have the base's own answers, token by token
 * (PyTorch, the same GGUF: training/smollm2/answers.py); on each of N forms it is asked for a value, and how many come
 * out to the letter is said.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { MODEL, openInBrowser } from './engine.ts'
import { fewAsked, forms } from './forms.ts'

const LONGEST = 40

const { values } = parseArgs({
  options: {
    texts: { type: 'string', default: '10' },
    forms: { type: 'string', default: '10' },
    out: { type: 'string' },
  },
})
const root = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))
const { status } = spawnSync(process.execPath, [root('scripts/model.mjs'), MODEL], { stdio: 'inherit' })
if (status !== 0) process.exit(status ?? 1)

const base = JSON.parse(readFileSync(new URL('base-answers.json', import.meta.url), 'utf8')) as Record<
  string,
  { readonly text: string; readonly tokens: readonly number[] }
>
const model = await openInBrowser()
try {
  const ask = async (picture: string | null, question: string, length: number) => {
    const [answer] = await model.generate(picture, [question], length)
    return answer!
  }
  process.stdout.write(`loaded in ${(model.loadMs / 1000).toFixed(1)} s\n`)

  let same = 0
  const texts = Object.entries(base).slice(0, Number(values.texts))
  for (const [question, wanted] of texts) {
    const { text, tokens, firstMs, decodeMs } = await ask(null, question, wanted.tokens.length)
    const equal = tokens.join() === wanted.tokens.join()
    same += Number(equal)
    const speed = `${firstMs.toFixed(0)} ms to the first token, ${(decodeMs / tokens.length).toFixed(0)} ms for each`
    process.stdout.write(`${equal ? 'same' : 'OTHER'}  ${question} -> ${text} (${speed})\n`)
  }
  const rows: object[] = []
  let exact = 0
  for (const [at, form] of [...forms(Number(values.forms))].entries()) {
    const { picture, value, field } = form
    const question = fewAsked(form, at)
    const { text, firstMs: ms } = await ask(picture, question, LONGEST)
    const read = text.includes(value)
    exact += Number(read)
    rows.push({ field, question, value, text, read, ms })
    process.stdout.write(`${read ? 'read' : 'not '}  ${question} -> ${text} (${value})\n`)
  }
  process.stdout.write(
    `${same} of ${texts.length} answers without a picture are the base's own; ` +
      `${exact} of ${rows.length} values read to the letter\n`,
  )
  if (values.out !== undefined) writeFileSync(values.out, `${JSON.stringify(rows, null, 1)}\n`)
  process.exitCode = same === texts.length ? 0 : 1
} finally {
  await model.close()
}
