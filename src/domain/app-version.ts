/** Version of the app; a test keeps it equal to package.json's. */
export const APP_VERSION = '0.5.0'
