/** @file `npm run bench:device`: see scripts/lib/bench-device.ts. */
import { runTypeScript } from './lib/command.mjs'

runTypeScript('scripts/lib/bench-device.ts')
