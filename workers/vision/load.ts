import { LeakscopeError } from '../../src/domain/errors.ts'
import { APP_FOLDER } from '../shared/app-folder.ts'

/** Where the build puts the decoders of `selfHostedReaders` (scripts/vite-plugins.ts). */
const READERS_FOLDER = 'readers/'

/** Address of a decoder's file on our own server. */
export function readerAddress(name: string): string {
  return new URL(READERS_FOLDER + name, APP_FOLDER).href
}

/** Loads a decoder's module. @throws LeakscopeError `not-found` where our own server does not answer. */
export async function loadedHere<Module>(name: string): Promise<Module> {
  try {
    return (await import(/* @vite-ignore */ readerAddress(name))) as Module
  } catch (error) {
    throw new LeakscopeError(
      'not-found',
      'The decoder of such files cannot be loaded; is the app’s server running? It is needed once, and kept afterwards.',
      { cause: error },
    )
  }
}
