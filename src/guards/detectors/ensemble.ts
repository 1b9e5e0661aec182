import type { Detector } from '../contract.ts'
import { ensemble } from '../score.ts'
import { HARM_DETECTOR } from './harm-detector.ts'
import { RULES } from './rules.ts'

/** Fires when the rules or the harm detector do; spans are the rules'. */
export const ENSEMBLE: Detector = {
  id: 'ensemble',
  title: 'Rules and harm detector',
  models: HARM_DETECTOR.models,
  usesRules: true,
  mayJudge: false,
  detect: async (answer, ask) => ensemble([await RULES.detect(answer, ask), await HARM_DETECTOR.detect(answer, ask)]),
}
