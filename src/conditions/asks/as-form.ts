import type { Condition } from '../contract.ts'

export const asForm: Condition = {
  id: 'as-form',
  version: 2,
  kind: 'ask',
  title: 'As a form',
  does: 'Asks to fill the one open field of a form.',
  source: null,
  deviation: null,
  needs: ['open'],
  ask: ({ prompt }) => [
    {
      prompt: `${prompt}\nAnswer by filling in this form. Write nothing but what belongs in the field.\nField: answer\nEntry:`,
    },
  ],
}
