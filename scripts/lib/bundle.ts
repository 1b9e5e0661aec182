/**
 * @file `npm run bundle -- --run DIR --out FILE.zip [--key FILE] [--shard PATH]…`: what `audit` wrote as one file
 * that `npm run verify` can check. `--key` signs it: a file with an Ed25519 key as JWK, which is made where
 * there is none yet. `--shard` gives data that do not ship. No browser, no model.
 */
import { runCommand } from './exit.ts'
import { readFlagLists } from './flags.ts'
import { packBundle } from './pack-bundle.ts'

await runCommand('bundle', async () => {
  const flags = readFlagLists(process.argv.slice(2), ['run', 'out', 'key', 'shard'], ['run', 'out'])
  await packBundle(flags.run?.[0] ?? '', flags.out?.[0] ?? '', flags.key?.[0] ?? null, flags.shard ?? [])
})
