/** @file What a person sees and corrects before own pictures are kept. */
import { PRIVATE_TYPES, type PrivateType } from '../../domain/sample.ts'
import { errorText } from '../../domain/errors.ts'
import { HEAD, isPacked, pictureKind, refusalOfKind } from '../../domain/picture-kinds.ts'
import type { DraftValue, OwnDraft } from '../../run/index.ts'
import type { OwnPicture, ReadPicture, UnpackedFile } from '../../../workers/vision/types.ts'

export interface DraftPicture extends OwnDraft {
  /** Unique in this browser. */
  readonly id: string
  readonly file: File
}

/** A file that is no picture, or of a kind that cannot be read. */
export interface LeftOut {
  readonly name: string
  readonly why: string
}

/**
 * Splits picked files, by what is in them, into pictures that can be asked about and the rest.
 * @param unpack makes pictures of files that browsers do not show; what it rejects with is why one is left out.
 */
export async function sortFiles(
  files: readonly File[],
  unpack: (file: File) => Promise<UnpackedFile>,
): Promise<{ pictures: File[]; others: LeftOut[] }> {
  const pictures: File[] = []
  const others: LeftOut[] = []
  for (const file of files) {
    const head = new Uint8Array(await file.slice(0, HEAD).arrayBuffer())
    const kind = pictureKind(head)
    const why = refusalOfKind(kind)
    if (why !== null) others.push({ name: file.name, why })
    else if (!isPacked(head)) pictures.push(file)
    else
      try {
        const { pictures: pages, leftOut } = await unpack(file)
        const source = kind === 'PDF' && !/\.pdf$/i.test(file.name) ? `${file.name}.pdf` : file.name
        pictures.push(...pages.map((page, index) => asFile(page, source, pages.length > 1 ? index + 1 : null)))
        if (leftOut > 0)
          others.push({
            name: file.name,
            why: `its first ${pages.length} pages were taken and the other ${leftOut} not: split it`,
          })
      } catch (error) {
        others.push({ name: file.name, why: errorText(error).replace(/\.$/, '') })
      }
  }
  return { pictures, others }
}

/** Named as its source, with the page where that has several. */
function asFile(page: Blob, source: string, number: number | null): File {
  // An upright WebP photo is its own.
  if (page.type === 'image/webp') return new File([page], source, page)
  const ending = page.type === 'image/jpeg' ? 'jpg' : 'png'
  return new File([page], `${source}${number === null ? '' : `, page ${number}`}.${ending}`, { type: page.type })
}

/** What a person should know before trusting that all of a picture was read; empty where nothing speaks against it. */
export function doubtsOf({ words, unread, turned }: ReadPicture): string[] {
  return [
    ...(words === 0 ? ['No text was read on it, which does not mean that there is none: look yourself.'] : []),
    ...(unread > 0 && unread >= words / 6
      ? [
          `${unread === 1 ? 'One place looks' : `${unread} places look`} like text and could not be read: look yourself. ` +
            'Latin, Greek, Chinese and Japanese writing is read; Cyrillic, Arabic, Hebrew, Indian scripts, Thai and Korean are not.',
        ]
      : []),
    ...(Math.abs(turned) > 45 ? [`It was read turned by ${Math.round(Math.abs(turned))} degrees.`] : []),
  ]
}

/** Whether a picture is a page of a PDF file, as `sortFiles` names them: the photos on it have lost their metadata. */
export function isPdfPage(name: string): boolean {
  return /\.pdf(?:, page \d+)?\.(?:png|jpg)$/i.test(name)
}

/** Neither read nor refused so far. */
export const UNREAD: OwnDraft = { read: null, failure: null, values: [] }

export function isUnread({ read, failure }: OwnDraft): boolean {
  return read === null && failure === null
}

/** What was read, with every proposal ticked. */
export function draftOf(read: ReadPicture): OwnDraft {
  const values = read.proposals.map(({ type, value, because }, index): DraftValue => ({
    key: `${index}`,
    type,
    value,
    keep: true,
    because,
  }))
  return { read, failure: null, values }
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
export type { DraftValue }
