/** @file `npm run bundle`: see scripts/lib/bundle.ts. */
import { runTypeScript } from './lib/command.mjs'

runTypeScript('scripts/lib/bundle.ts')
