/** @file `npm run score`: see scripts/lib/score.ts. */
import { runTypeScript } from './lib/command.mjs'

runTypeScript('scripts/lib/score.ts')
