/** @file Our own lines, `{"sampleId": …, "output": …}`, as `npm run score -- --list` asks for them. */
import * as v from 'valibot'
import { badAnswers, isRecord, type AnswerReader, type AnswerRow } from './reader.ts'
import { parsedLine } from './records.ts'

const line = v.object({ sampleId: v.string(), output: v.nullable(v.string()) })

export const ownLines: AnswerReader = {
  id: 'lines',
  title: 'lines of {"sampleId": …, "output": …}',

  recognise(file) {
    const first = file.kind === 'text' ? parsedLine(file.text.trimStart().split('\n', 1)[0] ?? '') : null
    return isRecord(first) && 'sampleId' in first && 'output' in first
  },

  read: (file, asked) => ({
    rows: (file.kind === 'text' ? file.text : '').split('\n').flatMap((source, index): AnswerRow[] => {
      if (source.trim() === '') return []
      const where = `${file.path}, line ${index + 1}`
      const result = v.safeParse(line, parsedLine(source))
      if (!result.success)
        throw badAnswers(where, 'not as it must be; allowed is {"sampleId": "…", "output": "…"}, null for no answer')
      const { sampleId, output } = result.output
      return output === null ? [] : [{ where, output, match: asked.match({ ids: [sampleId] }) }]
    }),
  }),
}
