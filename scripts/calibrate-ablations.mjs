/** @file `npm run calibrate:ablations`: see scripts/lib/ablations.ts. */
import { runTypeScript } from './lib/command.mjs'

runTypeScript('scripts/lib/ablations.ts')
