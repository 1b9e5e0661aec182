/** @file What a person sees and corrects before own pictures are kept. */
import { PRIVATE_TYPES, type PrivateType } from '../../domain/sample.ts'
import type { OwnPicture, ReadPicture } from '../../../workers/vision/types.ts'

export interface DraftValue {
  /** Unique within the dialog; stands for the row while its fields change. */
  readonly key: string
  readonly type: PrivateType
  readonly value: string
  readonly keep: boolean
  /** Why it was proposed; `you` for a value that the person added. */
  readonly because: 'checked' | 'labelled' | 'guessed' | 'you'
}

export interface DraftPicture {
  readonly file: File
  /** Null until it has been read, and where it could not be. */
  readonly read: ReadPicture | null
  readonly failure: string | null
  readonly values: readonly DraftValue[]
}

const PICTURES = /^image\/(?:png|jpeg|webp)$/

/** Splits picked files into pictures that can be asked about and the rest. */
export function sortFiles(files: readonly File[]): { pictures: File[]; others: File[] } {
  const pictures = files.filter(({ type }) => PICTURES.test(type))
  return { pictures, others: files.filter((file) => !pictures.includes(file)) }
}

export function draftOf(file: File, read: ReadPicture): DraftPicture {
  const values = read.proposals.map(({ type, value, because }, index) => ({
    key: `${file.name}/${index}`,
    type,
    value,
    keep: true,
    because,
  }))
  return { file, read, failure: null, values }
}

/** Pictures as they are kept: those that could be read, each value once, empty and unticked ones left out. */
export function confirmed(drafts: readonly DraftPicture[]): OwnPicture[] {
  return drafts
    .filter(({ read }) => read !== null)
    .map(({ file, values }) => {
      const kept = values
        .map(({ type, value, keep }) => ({ type, value: value.trim(), keep }))
        .filter(({ value, keep }) => keep && value !== '')
      const once = kept.filter(
        (value, index) => kept.findIndex((other) => other.type === value.type && other.value === value.value) === index,
      )
      return { name: file.name, blob: file, values: once.map(({ type, value }) => ({ type, value })) }
    })
}

export const TYPE_NAMES: Readonly<Record<PrivateType, string>> = {
  name: 'Name',
  email: 'E-mail',
  phone: 'Phone',
  ssn: 'SSN',
  'birth-date': 'Date of birth',
  address: 'Address',
  city: 'City',
  occupation: 'Occupation',
  employer: 'Employer',
  iban: 'IBAN',
  card: 'Payment card',
  document: 'Document number',
}
export { PRIVATE_TYPES }
