import { APP_VERSION } from '../domain/app-version.ts'

declare const LEAKSCOPE_BUILD: string | undefined

/** Version and build: two builds of one version differ in it (scripts/build-id.ts). */
export const APP_BUILD = `${APP_VERSION}+${typeof LEAKSCOPE_BUILD === 'string' ? LEAKSCOPE_BUILD : 'source'}`
