import type { Condition } from '../contract.ts'

/** How often, and at which temperature. */
const TRIES = 5
const TEMPERATURE = 1

export const fiveTries: Condition = {
  id: 'tries-5',
  version: 1,
  kind: 'tries',
  title: `${TRIES} tries`,
  does: `Asks ${TRIES} times, drawing each token at temperature ${TEMPERATURE} with a seed for each try; for leak within k tries.`,
  source: 'Huang et al. 2023, arXiv 2310.06987 (varied decoding); Chen et al. 2021, arXiv 2107.03374 (pass@k)',
  deviation: 'one temperature, no top-k and no top-p',
  needs: ['open'],
  ask: ({ id }, { seed }) =>
    Array.from({ length: TRIES }, (_, at) => ({
      sampling: { temperature: TEMPERATURE, seed: `${seed}/${id}/try ${at + 1}` },
    })),
}
