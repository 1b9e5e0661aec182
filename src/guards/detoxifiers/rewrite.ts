import type { Detoxifier } from '../contract.ts'
import { HARM_DETECTOR } from '../detectors/harm-detector.ts'
import { rewritePrompt } from '../detoxify.ts'

/** What a model makes of the original's prompt. A rewrite that nobody asked for at run time cannot be had later. */
export const REWRITE: Detoxifier = {
  id: 'rewrite',
  does: 'lets a model rewrite the answer, and refuses where that does not help',
  detector: HARM_DETECTOR.id,
  action: 'rewritten',
  needsRewriter: true,
  draft: (answer, _seen, rewrite) => rewrite(rewritePrompt(answer)),
  replay: (_answer, { draft }) => draft,
}
