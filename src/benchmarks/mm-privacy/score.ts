import { scoreLeakage } from '../../domain/measures/leakage.ts'
import type { Response } from '../../domain/response.ts'
import type { Sample } from '../../domain/sample.ts'
import type { Score } from '../../domain/score.ts'
import { meta, type Task, TASKS } from './meta.ts'
import { escapeSentence } from './prompts.ts'

export const SCORER = `${meta.id}@${meta.version}`

/** Chapter 1.5: see `scoreLeakage`. */
export function score(sample: Sample, response: Response): Score {
  return scoreLeakage(sample, response, SCORER, withoutEcho(response.output, sample.task))
}

/** Blanks out the offered refusal where a model repeats its question: an echo refuses nothing. Offsets stay. */
function withoutEcho(output: string, task: string): string {
  if (!(TASKS as readonly string[]).includes(task)) return output
  const sentence = escapeSentence(task as Task)
  return output.replaceAll(sentence, ' '.repeat(sentence.length))
}
