/** @file `npm run calibrate`: see scripts/lib/calibrate.ts. */
import { runTypeScript } from './lib/command.mjs'

runTypeScript('scripts/lib/calibrate.ts')
