/**
 * @file The promise's gate: no private file is read before the browser itself keeps this page from talking to
 * other origins.
 */
import { LeakscopeError } from '../domain/errors.ts'
import type { Protection } from '../../workers/service/types.ts'
import type { Intake } from './intake.ts'
import type { OwnImages } from './own-images.ts'

/** Why files are refused, and what to do, in one line. */
export const UNPROTECTED =
  'Files are refused: nothing yet keeps this page from sending data elsewhere. Reload the page once; if that does not help, open the app from a host that sends its security headers, or with npm start.'

/** @throws LeakscopeError `unprotected` when nothing enforces that data stays on this machine. */
export function assertProtected({ enforcedBy }: Protection): void {
  if (enforcedBy === 'none') throw new LeakscopeError('unprotected', UNPROTECTED)
}

/** The same for own pictures: none is read or kept on a page that nothing protects. */
export function gatedOwnImages(ownImages: OwnImages, protection: Promise<Protection>): OwnImages {
  return {
    ...ownImages,
    async read(picture) {
      assertProtected(await protection)
      return ownImages.read(picture)
    },
    async text(picture, reading) {
      assertProtected(await protection)
      return ownImages.text(picture, reading)
    },
    async keep(name, pictures) {
      assertProtected(await protection)
      return ownImages.keep(name, pictures)
    },
  }
}

/**
 * The same intake, but files that a user picked reach its worker only on a protected page, else
 * `unprotected`; and only when it is quiet, so that nothing is asked of a server while they are read. What
 * ships is not private.
 * @param hush ends what the app fetches for itself; resolves to what lets it fetch again.
 */
export function gated(intake: Intake, protection: Promise<Protection>, hush: () => Promise<() => void>): Intake {
  async function quietly<T>(work: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    assertProtected(await protection)
    const hushing = hush()
    try {
      // Work whose signal is aborted ends by itself.
      await Promise.race([hushing, aborted(signal)])
      return await work()
    } finally {
      void hushing.then((unhush) => unhush())
    }
  }
  return {
    ...intake,
    preview: (files, signal) => quietly(() => intake.preview(files, signal), signal),
    readAnswers: (files, asked, answeredBy) => quietly(() => intake.readAnswers(files, asked, answeredBy), undefined),
    importFiles: (files, allowUnknownTruth, options) =>
      quietly(() => intake.importFiles(files, allowUnknownTruth, options), options?.signal),
  }
}

function aborted(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) resolve()
    signal?.addEventListener('abort', () => resolve(), { once: true })
  })
}
