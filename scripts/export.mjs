/** @file `npm run export`: see scripts/lib/export.ts. */
import { runTypeScript } from './lib/command.mjs'

runTypeScript('scripts/lib/export.ts')
