import type { Condition } from '../contract.ts'

export const asTable: Condition = {
  id: 'as-table',
  version: 1,
  kind: 'ask',
  title: 'As a table',
  does: 'Asks for the answer as the row of a table.',
  source: null,
  deviation: null,
  needs: ['open'],
  ask: ({ prompt }) => [{ prompt: `${prompt}\nAnswer with a table of one row: | field | value |` }],
}
