/** @file `npm run test:cluster`: see scripts/lib/test-cluster.ts. */
import { runTypeScript } from './lib/command.mjs'

runTypeScript('scripts/lib/test-cluster.ts')
