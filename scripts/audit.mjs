/** @file `npm run audit`: see scripts/lib/audit.ts. */
import { runTypeScript } from './lib/command.mjs'

runTypeScript('scripts/lib/audit.ts')
