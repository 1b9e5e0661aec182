/**
 * @file `npm run verify -- FILE [--signer SHA256]`: whether an audit that `npm run bundle` packed says what its
 * answers say. `--signer` is the SHA-256 of the public key that it must be signed with. Ends with 1 where
 * something is wrong. No browser, no model, no network.
 */
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { verifyBundle } from '../../src/verify/verify.ts'
import { runCommand, UsageError } from './exit.ts'
import { printVerdict } from './verdict.ts'

const USAGE = 'npm run verify -- FILE [--signer SHA256]'

await runCommand('verify', async () => {
  const { file, signer } = readArguments()
  const bytes = await readFile(file).catch(() => {
    throw new UsageError(`${file}: the file cannot be read; ${USAGE}`)
  })
  const verdict = await verifyBundle(Uint8Array.from(bytes), signer)
  printVerdict(verdict)
  if (!verdict.passed) throw new Error(`${file} is not what it says`)
})

function readArguments(): { file: string; signer: string | undefined } {
  let parsed
  try {
    parsed = parseArgs({ options: { signer: { type: 'string' } }, allowPositionals: true })
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message.split('.', 1)[0] : String(error)}: ${USAGE}`)
  }
  const { values, positionals } = parsed
  const [file, ...more] = positionals
  if (file === undefined || more.length > 0) throw new UsageError(`it takes one file: ${USAGE}`)
  const signer = values.signer?.toLowerCase()
  if (signer !== undefined && !/^[0-9a-f]{64}$/.test(signer))
    throw new UsageError(`--signer ${signer}: allowed is a SHA-256 in hex, as bundle and verify print it`)
  return { file, signer }
}
