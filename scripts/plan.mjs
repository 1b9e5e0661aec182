/** @file `npm run plan`: see scripts/lib/plan.ts. */
import { runTypeScript } from './lib/command.mjs'

runTypeScript('scripts/lib/plan.ts')
