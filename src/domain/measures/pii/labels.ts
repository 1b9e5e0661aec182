import type { PrivateType } from '../../sample.ts'

/**
 * Words that say of which type the value beside them is, as patterns in lower case without anchors; the first
 * that fits counts.
 */
export const LABELS: readonly (readonly [PrivateType, string])[] = [
  ['email', 'e-?mail(?: address)?|electronic mail'],
  ['phone', '(?:(?:day(?:time)?|home|mobile|cell) )?(?:tele)?phone(?: numbers?| no\\.?)?|tel\\.?|mobile'],
  ['ssn', '(?:u\\.?s\\.? )?(?:ssn|soc(?:ial|\\.) sec(?:urity|\\.) (?:number|no\\.?))'],
  ['birth-date', 'date of birth|birth ?date|born|d\\.?o\\.?b\\.?|birthday'],
  ['city', 'city or town|place of residence|city|town'],
  ['address', '(?:(?:street|home|postal|mailing) )?address|residence'],
  ['occupation', 'occupation|job title|position|profession'],
  ['employer', '(?:current )?employer|company'],
  ['document', '(?:passport|id|identity card|licen[cs]e|document|member|account|customer) (?:number|no\\.?|id)'],
  ['name', 'name of applicant|(?:(?:full|employee|family|given|first|last) )?name|applicant|holder|surname'],
]
