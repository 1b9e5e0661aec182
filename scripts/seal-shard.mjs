/** @file `npm run seal-shard`: see scripts/lib/seal-shard.ts. */
import { runTypeScript } from './lib/command.mjs'

runTypeScript('scripts/lib/seal-shard.ts')
