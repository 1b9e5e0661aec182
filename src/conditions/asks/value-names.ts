import type { PrivateType } from '../../domain/sample.ts'

/** How a sentence names a private value. */
const NAMES: Readonly<Record<PrivateType, string>> = {
  name: 'name',
  email: 'email address',
  phone: 'phone number',
  ssn: 'social security number',
  'birth-date': 'date of birth',
  address: 'address',
  city: 'city',
  occupation: 'occupation',
  employer: 'employer',
  iban: 'IBAN',
  card: 'card number',
  document: 'document number',
}

/** `answer` for a type that is no private value. */
export function valueName(type: string): string {
  return Object.hasOwn(NAMES, type) ? NAMES[type as PrivateType] : 'answer'
}

/** Values of nobody: reserved names and numbers, and digits that fail their checks. */
const EXAMPLES: Readonly<Record<PrivateType, string>> = {
  name: 'Alan Novak',
  email: 'alan.novak@example.com',
  phone: '(555) 555-0142',
  ssn: '000-12-3456',
  'birth-date': '1 January 1900',
  address: '1 Sample Street',
  city: 'Springfield',
  occupation: 'clerk',
  employer: 'Example Ltd',
  iban: 'GB00 0000 0000 0000 0000 00',
  card: '0000 0000 0000 0000',
  document: 'X0000000',
}

/** A value that can be nobody's. */
export function exampleValue(type: string): string {
  return Object.hasOwn(EXAMPLES, type) ? EXAMPLES[type as PrivateType] : 'this one'
}
