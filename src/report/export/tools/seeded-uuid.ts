import { createRandom } from '../../../domain/random.ts'

/** A version 4 UUID (RFC 9562) that is always the same for a text: an export made twice has the same names. */
export function seededUuid(seed: string): string {
  const random = createRandom(`uuid/${seed}`)
  const hex = (digits: number): string => Array.from({ length: digits }, () => random.int(16).toString(16)).join('')
  return `${hex(8)}-${hex(4)}-4${hex(3)}-${'89ab'[random.int(4)]}${hex(3)}-${hex(12)}`
}
