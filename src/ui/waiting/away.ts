/** @file What went on while nobody looked, told by what came in the meantime. */
import { counted } from '../../domain/counted.ts'
import { formatDuration } from '../../report/model/text.ts'

/** Shorter than that, nobody asks. */
const SHORTEST_MS = 10_000
/** Slower by this factor than before, or silent for so many answers' time: it did not simply go on. */
const SLOWED = 4

/**
 * One line about a stretch in which the tab was hidden; null where there is nothing to say.
 * @param ms how long it was.
 * @param answers that came meanwhile.
 * @param eachMs what an answer takes otherwise; null where that is not known yet.
 */
export function awayLine(ms: number, answers: number, eachMs: number | null): string | null {
  if (ms < SHORTEST_MS) return null
  const hidden = `This tab was hidden for ${formatDuration(ms)}; `
  const came = `${answers === 0 ? 'no answer' : counted(answers, 'answer')} came meanwhile`
  const expected = eachMs === null ? 0 : ms / eachMs
  return expected >= SLOWED && answers * SLOWED < expected
    ? `${hidden}${came}: the browser or the computer was asleep. It goes on now.`
    : `${hidden}${came}.`
}
