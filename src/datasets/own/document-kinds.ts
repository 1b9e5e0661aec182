/** @file What kind of paper a page is, as far as it changes what its values are. */
import type { TextBlock } from './text-blocks.ts'
import { compact, folded } from './text-forms.ts'

/** Null for all other papers. */
export type Kind = 'identity' | 'licence' | 'card' | null

/** By the words that such papers carry. @param hasZone whether a machine-readable zone was read. */
export function kindOf(cells: readonly TextBlock[], hasZone: boolean): Kind {
  const all = folded(cells.map(({ text }) => text).join(' \n '))
  const letters = compact(all)
  if (
    /driver'?s? ?licen[cs]e|driving ?licen[cs]e|permis de conduire|fuhrerschein|patente di guida|permiso de conduc|carta de conducao|rijbewijs|prawo jazdy|ridicsky prukaz|vodicsky|vozacka|permis auto|korkort|korekort|ajokortti|vezetoi engedely|surucu belgesi|licencia de conducir|运转|驾驶证|運転免許/.test(
      all,
    )
  )
    return 'licence'
  // In two lines, with the state's name between them.
  if (
    cells.length < 60 &&
    /(?<!\p{L})drivers?(?!\p{L})/u.test(all.replaceAll("'", '')) &&
    /(?<!\p{L})licen[cs]e(?!\p{L})/u.test(all) &&
    /(?<!\p{L})(?:dob|exp|class|iss|hgt)(?!\p{L})/u.test(all)
  )
    return 'licence'
  // "VISA" on a bank's card lets nobody in.
  if (
    !hasZone &&
    cells.length < 30 &&
    (/valid ?thru|good thru|valid[ao] (?:hasta|ate|fino)|gultig bis|mastercard|maestro/.test(all) ||
      (/(?<!\p{L})visa(?!\p{L})/u.test(all) && /(?<!\d)4\d{3}([ -])\d{4}\1\d{4}\1\d{4}(?!\d)/.test(all)))
  )
    return 'card'
  if (
    hasZone ||
    (cells.length < 90 &&
      /passport|passeport|pasaporte|passaporto|passaporte|reisepass|paszport|identitycard|carted?identite|cartenationale|cartadidentita|personalausweis|identidad|ciudadania|identificacionpersonal|philippineidentification|residentcard|permanentresident|residencepermit|visa(?:waiver)?$|nationalid|aadhaar|cartevitale|greencard|身份证|護照|护照|個人番号|在留カード/.test(
        letters,
      ))
  )
    return 'identity'
  // The words are on every tax form too; the card has few others.
  if (cells.length < 20 && /socialsecurity/.test(letters)) return 'identity'
  if (
    cells.length < 40 &&
    /valid\s*thru|mastercard|member ?id|health ?plan|insurance|library card|student card|carte d.assurance|krankenkasse|versicher|copay|rx ?bin|subscriber/.test(
      all,
    )
  )
    return 'card'
  return null
}
