/**
 * Canonical JSON, for hashing: keys sorted by UTF-16 code unit, no white space, properties that are undefined
 * left out. Throws a TypeError on what JSON cannot hold (NaN, infinities, functions, symbols, bigints,
 * undefined inside a list, class instances, cycles).
 */
export function canonicalJson(value: unknown): string {
  return write(value, new Set())
}

function write(value: unknown, parents: Set<object>): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`canonical JSON: ${value} is not a JSON number`)
    return JSON.stringify(value)
  }
  if (typeof value !== 'object') throw new TypeError(`canonical JSON: a ${typeof value} is not JSON`)
  if (parents.has(value)) throw new TypeError('canonical JSON: the value contains itself')
  parents.add(value)
  const text = Array.isArray(value) ? writeList(value, parents) : writeObject(value, parents)
  parents.delete(value)
  return text
}

function writeList(list: readonly unknown[], parents: Set<object>): string {
  // Array.from, since map would skip holes.
  return `[${Array.from(list, (item) => write(item, parents)).join(',')}]`
}

function writeObject(object: object, parents: Set<object>): string {
  const prototype: unknown = Object.getPrototypeOf(object)
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    throw new TypeError('canonical JSON: only plain objects have a canonical form')
  }
  const entries = Object.entries(object)
    .filter(([, item]) => item !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${write(item, parents)}`).join(',')}}`
}
