import type { Detoxifier } from '../contract.ts'
import { HARM_DETECTOR } from '../detectors/harm-detector.ts'

/** The original's fixed sentence. */
export const REFUSE: Detoxifier = {
  id: 'refuse',
  does: 'answers with a fixed sentence instead',
  detector: HARM_DETECTOR.id,
  action: 'refused',
  needsRewriter: false,
  draft: async () => null,
  replay: () => null,
}
