/** @file Given and family names that a form keeps apart, put together to the name of one person. */
import type { NamePart, Page } from './page.ts'
import type { Proposal } from './proposal.ts'
import { around } from './text-blocks.ts'
import { compact } from './text-forms.ts'

const GIVEN =
  /first|given|forename|prenom|vorname|voornaam|nombre|imi[eo]|imiona|jmen[oa]|prenume|etunim|fornav|fornam|utonev|nomespropr|^fn$|eiginnafn|^2$/
const FAMILY =
  /last|family|surname|sumame|familienname|nachname|nomdefamille|^nom$|apellido|achternaam|cognome|sobrenome|apelido|nazwisko|prijmeni|priezvisko|prezime|priimek|^nume$|sukunimi|etternavn|efternavn|efternamn|csaladi|soyad|^ln$|kenninafn|^1$/
/** Of another person than the form's, or of the same under another name. */
const OTHERS = /mother|father|maiden|birth|usage|alias|known|emergency/

/** Which part of a name a label asks for; null for a whole one. */
export function namePartOf(label: string): NamePart | null {
  const letters = compact(label)
  if (letters.startsWith('middle')) return 'middle'
  const [given, family] = [GIVEN.test(letters), FAMILY.test(letters)]
  return given === family || OTHERS.test(letters) ? null : given ? 'given' : 'family'
}

/** Joins each family name with the nearest given and middle ones, on its line or close to it. */
export function joinNames(page: Page): void {
  const parts = [...page.nameParts].filter(([proposal]) => page.found.includes(proposal))
  const of = (kind: NamePart) => parts.filter(([, part]) => part === kind).map(([proposal]) => proposal)
  const free = new Set([...of('given'), ...of('middle')])
  for (const family of of('family')) {
    const nearest = (kind: NamePart) =>
      of(kind)
        .filter((one) => free.has(one) && distance(one, family) < 7)
        .toSorted((a, b) => distance(a, family) - distance(b, family))[0]
    const given = nearest('given')
    if (given === undefined || given.value.includes(family.value)) continue
    const middle = nearest('middle')
    const own = [given, ...(middle === undefined ? [] : [middle]), family]
    for (const one of own) free.delete(one)
    const at = Math.min(...own.map((one) => page.found.indexOf(one)))
    for (const one of own) page.found.splice(page.found.indexOf(one), 1)
    page.found.splice(at, 0, {
      ...family,
      value: own.map(({ value }) => value).join(' '),
      box: around(own.map(({ box }) => box)),
    })
  }
}

/** In lines from each other; along a line a form's columns are far apart. */
function distance(a: Proposal, b: Proposal): number {
  const high = Math.max(1, Math.min(a.box.height, b.box.height))
  const middle = ({ box }: Proposal) => box.y + box.height / 2
  const down = Math.abs(middle(a) - middle(b)) / high
  const across = Math.max(0, Math.max(a.box.x, b.box.x) - Math.min(a.box.x + a.box.width, b.box.x + b.box.width)) / high
  return down < 0.6 ? across / 6 : down + across / 2
}
