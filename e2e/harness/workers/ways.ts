/** How a worker can fail whoever calls it; the first four before it has run. */
export const WAYS = [
  'is missing',
  'is no script',
  'never arrives',
  'throws at once',
  'is mute',
  'never opens',
  'throws later',
  'ends by itself',
  'loops for ever',
  'never settles',
  'refuses',
  'breaks',
] as const
export type Way = (typeof WAYS)[number] | 'runs out of memory' | 'well'
