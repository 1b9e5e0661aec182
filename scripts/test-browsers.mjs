/**
 * @file `npm run test:browsers`: see scripts/lib/test-browsers.ts. Not part of `npm test`: three demos take
 * minutes each, and two browsers more to be installed.
 */
import { runTypeScript } from './lib/command.mjs'

runTypeScript('scripts/lib/test-browsers.ts')
