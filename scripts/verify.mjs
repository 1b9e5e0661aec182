/** @file `npm run verify`: see scripts/lib/verify.ts. */
import { runTypeScript } from './lib/command.mjs'

runTypeScript('scripts/lib/verify.ts')
