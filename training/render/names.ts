/**
 * Writes src/datasets/forms/names.json from faker's English lists (MIT): disjoint name pools for training,
 * memory set and evaluation.
 */
import { writeFileSync } from 'node:fs'
import { en } from '@faker-js/faker'

const plain = (names: readonly string[]) => [...new Set(names)].filter((name) => /^[A-Z][a-z]{2,11}$/.test(name)).sort()
const person = en.person as unknown as Record<string, Record<string, string[]>>
const first = plain(Object.values(person['first_name'] ?? {}).flat())
const last = plain(Object.values(person['last_name'] ?? {}).flat())
/** Every tenth of the list, by a fixed multiplicative shuffle: 70% training, 15% memory set, 15% evaluation. */
const split = (names: string[]) => {
  const pools = { training: [] as string[], memory: [] as string[], evaluation: [] as string[] }
  names.forEach((name, i) => {
    const h = (Math.imul(i + 1, 2654435761) >>> 0) % 20
    ;(h < 14 ? pools.training : h < 17 ? pools.memory : pools.evaluation).push(name)
  })
  return pools
}
const city = plain((en.location as unknown as { city_name: string[] }).city_name)
writeFileSync('src/datasets/forms/names.json', `${JSON.stringify({ source: '@faker-js/faker 10.6.0 locale en, MIT', first: split(first), last: split(last), city: split(city) })}\n`)
console.log(first.length, last.length, city.length)
