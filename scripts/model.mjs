/** @file `npm run model`: see scripts/lib/model.ts. */
import { runTypeScript } from './lib/command.mjs'

runTypeScript('scripts/lib/model.ts')
