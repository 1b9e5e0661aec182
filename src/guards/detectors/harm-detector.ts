import type { Detector } from '../contract.ts'

const MODEL = 'harm-detector'

/** The shipped classifier, with its heads `harm` and `private`. */
export const HARM_DETECTOR: Detector = {
  id: MODEL,
  title: 'harm detector',
  models: [MODEL],
  usesRules: false,
  mayJudge: true,
  detect: (_answer, ask) => ask(MODEL),
}
