import * as v from 'valibot'
import { isPrivateType, type PrivateType, type PrivateValue } from '../../domain/sample.ts'
import { count, line } from '../fields.ts'
import {
  drawPage,
  FIELD_IDS,
  LAYOUTS,
  layoutPage,
  measurer,
  seeded,
  type Context2D,
  type Layout,
  type FieldId,
  type Page,
  type Person,
} from '../forms/index.ts'

/** A filled-in form of one person. */
export interface FormPicture {
  readonly kind: 'form'
  readonly seed: string
  readonly layout: Layout
  readonly person: Person
  readonly show: readonly FieldId[]
  /** Further fields that nobody asks about. */
  readonly extras: number
}

export const person = v.strictObject({
  name: line,
  gender: v.picklist(['female', 'male', 'non-binary']),
  birthDate: v.pipe(v.string(), v.isoDate('must be a date like 1990-12-31')),
  email: line,
  phone: line,
  ssn: line,
  address: line,
  city: line,
  occupation: line,
  employer: line,
  avatarSeed: line,
})

const fieldId = v.picklist(FIELD_IDS)

export const schema = v.strictObject({
  kind: v.literal('form'),
  seed: line,
  layout: v.picklist(LAYOUTS),
  person,
  show: v.array(fieldId),
  extras: v.pipe(count, v.maxValue(11)),
})

export function draw(context: Context2D, spec: FormPicture): void {
  drawPage(context, pageOf(spec, measurer(context)))
}

/** Lays out the form of a specification; which fields it has does not depend on `measure`. */
export function pageOf(spec: FormPicture, measure: (text: string, size: number, font: string) => number): Page {
  return layoutPage(
    { layout: spec.layout, person: spec.person, show: spec.show, extras: spec.extras },
    seeded(spec.seed),
    measure,
  )
}

/** Private values that can be read off a form, as printed. */
export function valuesOnForm(spec: FormPicture): PrivateValue[] {
  return pageOf(spec, () => 0)
    .fields.filter((field): field is typeof field & { id: typeof field.id & PrivateType } => isPrivateType(field.id))
    .map(({ id, value }) => ({ type: id, value, subject: spec.person.name }))
}
