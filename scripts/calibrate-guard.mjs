/** @file `npm run calibrate:guard`: see bench/guard/measure.ts. */
import { runTypeScript } from './lib/command.mjs'

runTypeScript('bench/guard/measure.ts')
