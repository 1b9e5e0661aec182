/** @file `npm run test:mutation`: see scripts/lib/mutation/run.ts. */
import { runTypeScript } from './lib/command.mjs'

runTypeScript('scripts/lib/mutation/run.ts')
