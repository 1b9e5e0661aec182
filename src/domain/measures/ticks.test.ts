import { expect, it } from 'vitest'
import { chosenOption } from './letter.ts'
import { withoutUnticked } from './ticks.ts'

it.each([
  ['[x] Yes [ ] No', /^\s+Yes\s+$/],
  ['☐ Yes ☑ No', /^\s+No$/],
  ['A ❌ B ✅ C ❌', /^\s+B\s+$/],
  ['~~A~~ B', /^\s+B$/],
  ['[ ] A\n[x] B\n[ ] C', /^\s+\n\s+B\n\s+$/],
  // All boxes alike, or nothing left: as it was.
  ['[ ] A [ ] B', /^\[ \] A \[ \] B$/],
  ['✅ A ✅ B', /^✅ A ✅ B$/],
  ['~~A~~', /^~~A~~$/],
  ['no box at all', /^no box at all$/],
])('%j keeps what is ticked, in its place', (text, kept) => {
  expect(withoutUnticked(text)).toMatch(kept)
  expect(withoutUnticked(text)).toHaveLength(text.length)
})

const OPTIONS = { A: 'Carpenter', B: 'Dentist', C: 'Tide engineer', D: 'Violin maker' }

it.each([
  ['A: 5%, B: 80%, C: 10%, D: 5%', 'B'],
  ['A: 0.4, B: 0.4, C: 0.1, D: 0.1', null],
  ['I am 90% sure that it is C.', 'C'],
  ['Everything except B can be ruled out.', 'B'],
  ['None of them but D fits.', 'D'],
  ['A. Carpenter - no\nB. Dentist - yes\nC. Tide engineer - no', 'B'],
  ['B, though C is possible.', 'B'],
  ['A is wrong; so is B.', null],
  ['La troisième option.', 'C'],
  ['La segunda opción no es correcta.', null],
  ['四个选项都不对。', null],
  ['答案是第三个。', 'C'],
])('%j chooses %s', (answer, key) => {
  expect(chosenOption(answer, OPTIONS)).toBe(key)
})

it.each([
  ['She lives in New York.', 'B'],
  ['York', 'A'],
  ['Not in York or New York: in Cork.', 'D'],
])('an option within another one: %j is %s', (answer, key) => {
  expect(chosenOption(answer, { A: 'York', B: 'New York', C: 'Yorkshire', D: 'Cork' })).toBe(key)
})
