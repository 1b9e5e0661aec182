/**
 * @file `npm run verify -- FILE [--signer SHA256] [--plan SHA256] [--replay N [--model DIR] [--shard PATH]…]`: whether
 * an audit that `npm run bundle` packed says what its answers say. `--signer` is the SHA-256 of the public key that it
 * must be signed with, `--plan` that of the plan, as it was told before the first answer. `--replay` asks so many
 * random samples again, in the built app in headless Chromium, and compares the answers token by token; `--model` and
 * `--shard` give what does not ship. Ends with 1 where something is wrong. Without `--replay` no browser, no model;
 * never a network.
 */
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { verifyBundle, type Verdict } from '../../src/verify/verify.ts'
import { runCommand, UsageError } from './exit.ts'
import { replayBundle } from './replay-bundle.ts'
import { printVerdict } from './verdict.ts'

const USAGE = 'npm run verify -- FILE [--signer SHA256] [--plan SHA256] [--replay N [--model DIR] [--shard PATH]…]'

await runCommand('verify', async () => {
  const { file, signer, plan, replay, model, shards } = readArguments()
  const bytes = await readFile(file).catch(() => {
    throw new UsageError(`${file}: the file cannot be read; ${USAGE}`)
  })
  const bundle = Uint8Array.from(bytes)
  let verdict: Verdict = await verifyBundle(bundle, { signer, plan })
  // What is not consistent is not worth a model's time.
  const wrong = verdict.checks.some(({ passed }) => passed === false)
  if (replay !== null && !wrong) verdict = await replayBundle(bundle, verdict, { count: replay, model, shards })
  printVerdict(verdict)
  if (verdict.passed) return
  const isWrong = verdict.checks.some(({ passed }) => passed === false)
  throw new Error(isWrong ? `${file} is not what it says` : `${file} was made by another version: take that one`)
})

interface Arguments {
  readonly file: string
  readonly signer: string | undefined
  readonly plan: string | undefined
  readonly replay: number | null
  readonly model: string | null
  readonly shards: readonly string[]
}

function readArguments(): Arguments {
  let parsed
  try {
    parsed = parseArgs({
      options: {
        signer: { type: 'string' },
        plan: { type: 'string' },
        replay: { type: 'string' },
        model: { type: 'string' },
        shard: { type: 'string', multiple: true },
      },
      allowPositionals: true,
    })
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message.split('.', 1)[0] : String(error)}: ${USAGE}`)
  }
  const { values, positionals } = parsed
  const [file, ...more] = positionals
  if (file === undefined || more.length > 0) throw new UsageError(`it takes one file: ${USAGE}`)
  if (values.replay !== undefined && !/^[1-9]\d*$/.test(values.replay))
    throw new UsageError(
      `--replay ${values.replay}: allowed is a whole number from 1 on, how many samples to ask again`,
    )
  if (values.replay === undefined && (values.model ?? values.shard) !== undefined)
    throw new UsageError(`--model and --shard are for --replay: ${USAGE}`)
  return {
    file,
    signer: hashIn('signer', values.signer, 'as bundle and verify print it'),
    plan: hashIn('plan', values.plan, 'as audit and the app show it before the first answer'),
    replay: values.replay === undefined ? null : Number(values.replay),
    model: values.model ?? null,
    shards: values.shard ?? [],
  }
}

function hashIn(flag: string, text: string | undefined, where: string): string | undefined {
  const hash = text?.toLowerCase()
  if (hash !== undefined && !/^[0-9a-f]{64}$/.test(hash))
    throw new UsageError(`--${flag} ${hash}: allowed is a SHA-256 in hex, ${where}`)
  return hash
}
