/** @file The promise's gate: no private file is read before the browser itself keeps this page from talking to other origins. */
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
    async text(picture) {
      assertProtected(await protection)
      return ownImages.text(picture)
    },
    async keep(name, pictures) {
      assertProtected(await protection)
      return ownImages.keep(name, pictures)
    },
  }
}

/**
 * The same intake, but files that a user picked reach its worker only on a protected page; else
 * `unprotected`. What ships is not private.
 */
export function gated(intake: Intake, protection: Promise<Protection>): Intake {
  return {
    ...intake,
    async preview(files, signal) {
      assertProtected(await protection)
      return intake.preview(files, signal)
    },
    async importFiles(files, allowUnknownTruth, options) {
      assertProtected(await protection)
      return intake.importFiles(files, allowUnknownTruth, options)
    },
  }
}
