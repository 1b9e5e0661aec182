/** Version of the app; a test keeps it equal to package.json's. */
export const APP_VERSION = '0.4.0'

declare const LEAKSCOPE_BUILD: string | undefined

/** Version and build: two builds of one version differ in it (scripts/build-id.ts). */
export const APP_BUILD = `${APP_VERSION}+${typeof LEAKSCOPE_BUILD === 'string' ? LEAKSCOPE_BUILD : 'source'}`
