import { expect, test } from 'vitest'
import { readNpy } from './npy.ts'
import { npy, pickled } from '../../intake/seeds.ts'

const ANSWERS = { 1: { type: 'SSN', res: 'The SSN is 912-55-0101.' }, 2: { type: 'Email', res: 'Ça va — no' } }

test('a dict as np.save writes it', () => {
  expect(JSON.parse(JSON.stringify(readNpy('a.npy', npy(ANSWERS))))).toEqual(ANSWERS)
})

test.each([
  ['a function of the system', pickled('cposix\nsystem\n(X\x04\x00\x00\x00exittR.'), 'it names "posix.system"'],
  ['a class', pickled('ccollections\nOrderedDict\n)R.'), 'it names "collections.OrderedDict"'],
  ['an object', pickled('(\x81.'), 'its opcode NEWOBJ'],
  ['an instance by name', pickled('(ios\nsystem\n.'), 'its opcode INST'],
  ['a call of what is no name', pickled('N)R.'), 'it calls what is not plain data (REDUCE)'],
  ['a persistent id', pickled('Px\n.'), 'its opcode PERSID'],
  ['a build of a dict', pickled('}}b.'), 'it builds what is not plain data (BUILD)'],
  ['a list that holds itself', pickled(']q\x00h\x00a.'), 'it is nested too deeply'],
  ['a thousand thousand million lists', pickled(`]${'q\x00h\x00h\x00\x86'.repeat(60)}.`), 'it is nested too deeply'],
  ['no end', pickled(']'), 'it ends early'],
  ['a prototype', npy({ ['__proto__' as string]: 1 }, '{"__proto__":1}'), 'the key "__proto__" is not allowed'],
])('%s is refused by name, and nothing is called', (_, file, reason) => {
  expect(() => readNpy('a.npy', file)).toThrow(`the .npy file cannot be read: ${reason}`)
  expect(() => readNpy('a.npy', file)).toThrow(expect.objectContaining({ code: 'bad-shard' }))
})
