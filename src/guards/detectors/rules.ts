import type { Detector } from '../contract.ts'

/** Private values by their form and by labels (../rules.ts). */
export const RULES: Detector = {
  id: 'rules',
  title: 'Rules for private values',
  models: [],
  usesRules: true,
  mayJudge: false,
  // Its tables are more than the app's first screen may load.
  detect: async (answer) => (await import('../rules.ts')).detectByRules(answer),
}
