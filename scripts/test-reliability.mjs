/** @file `npm run test:reliability`: see scripts/lib/reliability.ts. */
import { runTypeScript } from './lib/command.mjs'

runTypeScript('scripts/lib/reliability.ts')
