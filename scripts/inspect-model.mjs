/** @file `npm run inspect-model`: see scripts/lib/inspect-model.ts. */
import { runTypeScript } from './lib/command.mjs'

runTypeScript('scripts/lib/inspect-model.ts')
