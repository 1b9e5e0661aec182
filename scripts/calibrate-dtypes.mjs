/** @file `npm run calibrate:dtypes`: see scripts/lib/dtypes.ts. */
import { runTypeScript } from './lib/command.mjs'

runTypeScript('scripts/lib/dtypes.ts')
