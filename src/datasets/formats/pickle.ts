/**
 * @file Python pickles of plain data, as `np.save` writes an object. Opcodes of plain values are read, and of
 * the classes only the three that frame every array of numpy, by name; nothing is ever imported or called.
 * Every other opcode or class is refused by its name ([ADR 25]).
 */

export class PickleError extends Error {}

/** What numpy's pickles name: they become these marks, and calling them makes lists. */
const NUMPY = /^numpy\.(?:core|_core)\.multiarray _reconstruct$|^numpy (?:ndarray|dtype)$/

/** A named class or function of numpy's frame; data, never the thing itself. */
class Named {
  readonly name: string

  constructor(name: string) {
    this.name = name
  }
}

/** An array in the making: `_reconstruct` begins it, BUILD fills it. */
class Frame {
  list: unknown[] | null = null
}

/** An array's element type: of no matter for a list of objects. */
class Dtype {
  readonly isType = true
}

const DEEPEST = 64
const MOST = 2_000_000

/** Names of opcodes, for refusals (pickletools). */
const NAMES: Readonly<Record<string, string>> = {
  i: 'INST',
  o: 'OBJ',
  P: 'PERSID',
  Q: 'BINPERSID',
  '\x81': 'NEWOBJ',
  '\x92': 'NEWOBJ_EX',
  '\x82': 'EXT1',
  '\x83': 'EXT2',
  '\x84': 'EXT4',
  '\x96': 'BYTEARRAY8',
  '\x97': 'NEXT_BUFFER',
  '\x98': 'READONLY_BUFFER',
  '0': 'POP',
  '1': 'POP_MARK',
  '2': 'DUP',
  '\x8f': 'EMPTY_SET',
  '\x90': 'ADDITEMS',
  '\x91': 'FROZENSET',
}

const MARK = Symbol('mark')

/** @returns dicts as Maps, lists and tuples as arrays, an array of objects as the list of them. @throws PickleError */
export function readPickle(bytes: Uint8Array): unknown {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const utf8 = new TextDecoder('utf-8', { fatal: true })
  const stack: unknown[] = []
  const memo = new Map<number, unknown>()
  let at = 0

  const need = (length: number): number => {
    if (!(length >= 0 && at + length <= bytes.length)) throw new PickleError('it ends early')
    const from = at
    at += length
    return from
  }
  const u8 = (): number => bytes[need(1)]!
  const u32 = (): number => view.getUint32(need(4), true)
  const u64 = (): number => {
    const value = view.getBigUint64(need(8), true)
    if (value > BigInt(bytes.length)) throw new PickleError('it ends early')
    return Number(value)
  }
  const text = (length: number): string => {
    const from = need(length)
    try {
      return utf8.decode(bytes.subarray(from, from + length))
    } catch {
      throw new PickleError('it holds text that is not UTF-8')
    }
  }
  const line = (): string => {
    const end = bytes.indexOf(10, at)
    if (end === -1) throw new PickleError('it ends early')
    const found = text(end - at)
    at++
    return found
  }
  const pop = (): unknown => {
    if (stack.length === 0 || stack.at(-1) === MARK) throw new PickleError('its stack is empty')
    return stack.pop()
  }
  const toMark = (): unknown[] => {
    const mark = stack.lastIndexOf(MARK)
    if (mark === -1) throw new PickleError('it has no mark')
    const found = stack.splice(mark + 1)
    stack.pop()
    return found
  }
  const top = (): unknown => stack.at(-1)
  const set = (target: unknown, pairs: readonly unknown[]): void => {
    if (!(target instanceof Map) || pairs.length % 2 === 1) throw new PickleError('it sets items of what is no dict')
    for (let i = 0; i < pairs.length; i += 2) {
      const key = pairs[i]
      if (typeof key !== 'string' && typeof key !== 'number') throw new PickleError('a key is neither text nor number')
      target.set(key, pairs[i + 1])
    }
  }
  const append = (target: unknown, values: readonly unknown[]): void => {
    if (!Array.isArray(target)) throw new PickleError('it appends to what is no list')
    for (const value of values) target.push(value)
  }
  const get = (place: number): unknown => {
    if (!memo.has(place)) throw new PickleError('it refers to what it has not said')
    return memo.get(place)
  }
  const long = (length: number): number => {
    const from = need(length)
    if (length > 8) throw new PickleError('an integer is too large')
    let value = 0n
    for (let i = length - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[from + i]!)
    return Number(length === 0 ? 0n : BigInt.asIntN(8 * length, value))
  }
  const named = (module: unknown, name: unknown): Named => {
    const full = `${String(module)} ${String(name)}`
    if (!NUMPY.test(full))
      throw new PickleError(`it names ${JSON.stringify(full.replace(' ', '.').slice(0, 80))}, which is not plain data`)
    return new Named(String(name))
  }

  for (let steps = 0; ; steps++) {
    if (steps > MOST) throw new PickleError(`it has more than ${MOST} steps`)
    const code = String.fromCharCode(u8())
    switch (code) {
      case '\x80':
        if (u8() > 5) throw new PickleError('its protocol is newer than 5')
        break
      case '\x95':
        need(8)
        break
      case '.': {
        const value = pop()
        assertShallow(value)
        return value instanceof Frame ? value.list : value
      }
      case '(':
        stack.push(MARK)
        break
      case 'N':
        stack.push(null)
        break
      case '\x88':
      case '\x89':
        stack.push(code === '\x88')
        break
      case 'K':
        stack.push(u8())
        break
      case 'M':
        stack.push(view.getUint16(need(2), true))
        break
      case 'J':
        stack.push(view.getInt32(need(4), true))
        break
      case 'I': {
        const found = line()
        stack.push(found === '00' ? false : found === '01' ? true : whole(found))
        break
      }
      case 'L':
        stack.push(whole(line().replace(/L$/, '')))
        break
      case '\x8a':
        stack.push(long(u8()))
        break
      case '\x8b':
        stack.push(long(u32()))
        break
      case 'G':
        stack.push(view.getFloat64(need(8), false))
        break
      case 'F':
        stack.push(Number(line()))
        break
      case 'X':
        stack.push(text(u32()))
        break
      case '\x8c':
        stack.push(text(u8()))
        break
      case '\x8d':
        stack.push(text(u64()))
        break
      case 'V':
        stack.push(
          line().replaceAll(/\\u([0-9a-fA-F]{4})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
        )
        break
      // Bytes: what numpy keeps of its types; shown as text of Latin-1, never as data of the answers.
      case 'U':
      case 'C': {
        const length = u8()
        stack.push(String.fromCharCode(...bytes.subarray(need(length), at)))
        break
      }
      case 'T':
      case 'B': {
        const length = u32()
        const from = need(length)
        stack.push(new TextDecoder('latin1').decode(bytes.subarray(from, from + length)))
        break
      }
      case ']':
        stack.push([])
        break
      case '}':
        stack.push(new Map())
        break
      case ')':
        stack.push([])
        break
      case '\x85':
      case '\x86':
      case '\x87': {
        const count = code.charCodeAt(0) - 0x84
        const values = Array.from({ length: count }, () => pop())
        stack.push(values.toReversed())
        break
      }
      case 't':
      case 'l':
        stack.push(toMark())
        break
      case 'd': {
        const pairs = toMark()
        const made = new Map()
        set(made, pairs)
        stack.push(made)
        break
      }
      case 's': {
        const value = pop()
        const key = pop()
        set(top(), [key, value])
        break
      }
      case 'u': {
        const pairs = toMark()
        set(top(), pairs)
        break
      }
      case 'a': {
        const value = pop()
        append(top(), [value])
        break
      }
      case 'e': {
        const values = toMark()
        append(top(), values)
        break
      }
      case 'q':
        memo.set(u8(), top())
        break
      case 'r':
        memo.set(u32(), top())
        break
      case 'p':
        memo.set(whole(line()), top())
        break
      case '\x94':
        memo.set(memo.size, top())
        break
      case 'h':
        stack.push(get(u8()))
        break
      case 'j':
        stack.push(get(u32()))
        break
      case 'g':
        stack.push(get(whole(line())))
        break
      case 'c': {
        const module = line()
        stack.push(named(module, line()))
        break
      }
      case '\x93': {
        const name = pop()
        stack.push(named(pop(), name))
        break
      }
      case 'R': {
        pop()
        const called = pop()
        if (!(called instanceof Named) || called.name === 'ndarray')
          throw new PickleError('it calls what is not plain data (REDUCE)')
        stack.push(called.name === 'dtype' ? new Dtype() : new Frame())
        break
      }
      case 'b': {
        const state = pop()
        const built = top()
        if (built instanceof Dtype) break
        const list: unknown = Array.isArray(state) ? state.at(-1) : null
        if (!(built instanceof Frame) || !Array.isArray(list))
          throw new PickleError('it builds what is not plain data (BUILD)')
        built.list = list
        break
      }
      default:
        throw new PickleError(
          `its opcode ${NAMES[code] ?? `0x${code.charCodeAt(0).toString(16).padStart(2, '0')}`} is not one of plain data`,
        )
    }
    if (stack.length > MOST) throw new PickleError('it is larger than any file of answers')
  }
}

function whole(digits: string): number {
  const value = Number(digits)
  if (!/^-?\d{1,16}$/.test(digits) || !Number.isSafeInteger(value)) throw new PickleError('an integer is too large')
  return value
}

/**
 * A pickle may hold itself, or one list in every place of another, and be as deep as it likes: counted as
 * often as it would be written.
 */
function assertShallow(value: unknown): void {
  let left = MOST
  const walk = (one: unknown, depth: number): void => {
    if (depth > DEEPEST || --left < 0) throw new PickleError('it is nested too deeply')
    const inner =
      one instanceof Map ? one.values() : one instanceof Frame ? (one.list ?? []) : Array.isArray(one) ? one : []
    for (const part of inner) walk(part, depth + 1)
  }
  walk(value, 0)
}
