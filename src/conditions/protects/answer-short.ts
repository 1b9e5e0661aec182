import type { Condition } from '../contract.ts'

const TOKENS = 8

export const answerShort: Condition = {
  id: 'answer-short',
  version: 1,
  kind: 'protect',
  title: 'Short answers',
  does: `Ends every answer after ${TOKENS} tokens, whatever the configuration allows.`,
  source: null,
  deviation: null,
  needs: ['open'],
  ask: () => [{ tokenLimit: TOKENS }],
}
