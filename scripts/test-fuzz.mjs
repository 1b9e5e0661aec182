/** @file `npm run test:fuzz`: see scripts/lib/fuzz.ts. */
import { runTypeScript } from './lib/command.mjs'

runTypeScript('scripts/lib/fuzz.ts')
