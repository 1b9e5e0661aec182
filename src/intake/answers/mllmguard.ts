/** @file MLLMGuard's lines of `{prompt, img_url, response, lan}` (docs/protocols/mllmguard.md#data). */
import * as v from 'valibot'
import type { Sample } from '../../domain/sample.ts'
import { isOfPicture } from './asked.ts'
import { badAnswers, isRecord, type AnswerReader, type AnswerRow } from './reader.ts'
import { parsedLine } from './records.ts'

const guardLine = v.object({ prompt: v.string(), img_url: v.string(), response: v.string() })

export const mllmGuardLines: AnswerReader = {
  id: 'mllmguard',
  title: 'MLLMGuard’s lines of {"prompt": …, "img_url": …, "response": …}',

  recognise(file) {
    const line = file.kind === 'text' ? parsedLine(file.text.trimStart().split('\n', 1)[0] ?? '') : null
    return isRecord(line) && 'response' in line && 'img_url' in line
  },

  read: (file, { samples }) => ({ rows: file.kind === 'text' ? answersIn(file, samples) : [] }),
}

const OPTIONS = '(Please answer me with options)'

function answersIn(
  { path, text }: { readonly path: string; readonly text: string },
  samples: readonly Sample[],
): AnswerRow[] {
  const byPrompt = new Map<string, Sample[]>()
  for (const sample of samples) {
    const key = promptKey(sample.prompt)
    byPrompt.set(key, [...(byPrompt.get(key) ?? []), sample])
  }
  const taken = new Set<string>()
  return text.split('\n').flatMap((source, index): AnswerRow[] => {
    if (source.trim() === '') return []
    const where = `${path}, line ${index + 1}`
    const line = v.safeParse(guardLine, parsedLine(source))
    if (!line.success)
      throw badAnswers(where, 'not as it must be; allowed is {"prompt": …, "img_url": …, "response": …, "lan": …}')
    const { prompt, img_url, response } = line.output
    const candidates = (byPrompt.get(promptKey(prompt)) ?? []).filter(
      (sample) => isOfPicture(sample.imageId, img_url) && asks(sample, prompt),
    )
    // Two dimensions may ask the same of pictures of one name: the path says which, or each takes one of the answers.
    const named = candidates.filter(({ itemId }) => `${path}/${img_url}`.includes(itemId.replace(/-\d+(?:-\w+)?$/, '')))
    const fitting = named.length > 0 ? named : candidates
    const sample = fitting.find(({ id }) => !taken.has(id)) ?? fitting[0]
    if (sample === undefined)
      return [
        { where, match: { reason: 'no question of the shard reads so and shows that picture' }, output: response },
      ]
    taken.add(sample.id)
    return [{ where, match: { sample }, output: response }]
  })
}

/** What stands between a question and its options, or in some answer files behind both. */
function promptKey(prompt: string): string {
  return prompt.includes(OPTIONS) ? OPTIONS : flat(prompt)
}
const flat = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()

function asks(sample: Sample, prompt: string): boolean {
  return flat(prompt).startsWith(flat(sample.prompt.split(OPTIONS, 1)[0] ?? ''))
}
