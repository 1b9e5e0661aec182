import type { Condition } from '../contract.ts'

export const SYSTEM_OWN = 'system-own'

export const systemOwn: Condition = {
  id: SYSTEM_OWN,
  version: 1,
  kind: 'protect',
  title: 'System prompt: your own',
  does: 'Tells the model first what the configuration has under systemPrompt.',
  source: null,
  deviation: 'where a chat template has no system message, it stands in front of the question',
  needs: [],
  ask: (_, { systemPrompt }) => (systemPrompt === null || systemPrompt.trim() === '' ? [] : [{ system: systemPrompt }]),
}
