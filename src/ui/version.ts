/** Version of the app; a test keeps it equal to package.json's. */
export const APP_VERSION = '0.1.0'

declare const __LEAKSCOPE_BUILD__: string | undefined

/** Version and build: two builds of one version differ in it (scripts/build-id.ts). */
export const APP_BUILD = `${APP_VERSION}+${typeof __LEAKSCOPE_BUILD__ === 'string' ? __LEAKSCOPE_BUILD__ : 'source'}`
