/**
 * @file `npm run bundle -- --run DIR --out FILE.zip [--key FILE] [--shard PATH]…`: what `audit` wrote as one file
 * that `npm run verify` can check; `audit --bundle` makes the same. `--key` signs it: a file with an Ed25519 key as
 * JWK, which is made where there is none yet. `--shard` gives data that do not ship, of which the plan is made
 * again. No browser, no model.
 */
import { planLines } from '../../src/run/registered-plan.ts'
import { runCommand } from './exit.ts'
import { readFlagLists } from './flags.ts'
import { packBundle } from './pack-bundle.ts'
import { planAgain } from './plan-again.ts'
import { readOutput } from './read-output.ts'

await runCommand('bundle', async () => {
  const flags = readFlagLists(process.argv.slice(2), ['run', 'out', 'key', 'shard'], ['run', 'out'])
  const folder = flags.run?.[0] ?? ''
  const { run } = await readOutput(folder)
  const plan = await planAgain(run.config, flags.shard ?? [])
  const lines = [...planLines({ ...plan, config: run.config }, plan.samples)].join('')
  await packBundle(folder, lines, flags.out?.[0] ?? '', flags.key?.[0] ?? null)
})
