/** @file What stands with a name and is none of it. */

export const TITLES = new Set(
  'mr mrs ms miss mx dr prof professor sir madam dame lord lady herr frau fraulein hr fr dipl ing mag monsieur madame mademoiselle m mme mlle mlles senor senora senorita sr sra srta don dona dott dottor dottoressa signor signora signorina sig dhr mevr pan pani господин госпожа г-н г-жа bay bayan hanim bey san sama kun chan jr snr ii iii iv phd md esq dds rn mba msc bsc ma ba the applicant patient student employee'.split(
    ' ',
  ),
)
/** Legal forms of firms. */
export const LEGAL = new Set(
  'inc incorporated ltd limited llc llp plc corp corporation co company gmbh ag kg ohg ev se sa sas sarl srl spa bv nv ab oy as aps kk pty pte sl ltda ooo оао ооо зао sti as the holding group'.split(
    ' ',
  ),
)
/** "Ann-Marie" is not Ann, nor is "Quill-Jones" Quill. */
export function isJoined(text: string, from: number, to: number): boolean {
  return (
    (text[to] === '-' && /^-\p{L}/u.test(text.slice(to, to + 3))) ||
    (text[from - 1] === '-' && /\p{L}-$/u.test(text.slice(Math.max(0, from - 3), from)))
  )
}
