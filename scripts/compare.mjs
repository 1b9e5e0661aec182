/** @file `npm run compare`: see scripts/lib/compare.ts. */
import { runTypeScript } from './lib/command.mjs'

runTypeScript('scripts/lib/compare.ts')
