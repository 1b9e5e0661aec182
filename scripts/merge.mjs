/** @file `npm run merge`: see scripts/lib/merge.ts. */
import { runTypeScript } from './lib/command.mjs'

runTypeScript('scripts/lib/merge.ts')
