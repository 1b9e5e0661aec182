/** What `engine.ts` can do wrong. */
export const FAULTS = ['last token dropped', 'wrong chat template', 'images swapped'] as const
export type Fault = (typeof FAULTS)[number]
