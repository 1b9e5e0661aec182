/** @file What `audit` wrote, packed into one file that `npm run verify` can check. */
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { EXPORT_FORMATS } from '../../src/report/export/formats.ts'
import { readExported } from '../../src/report/export/read.ts'
import { bundleOf, type Bytes, sha256Of } from '../../src/verify/bundle.ts'
import { makeKey, readKey } from '../../src/verify/key.ts'
import { auditFiles } from '../../src/verify/pack.ts'
import { verifyBundle } from '../../src/verify/verify.ts'
import { UsageError } from './exit.ts'
import { readOutput } from './read-output.ts'
import { printVerdict } from './verdict.ts'
import { verifyPage } from './verify-page.ts'

/**
 * @param folder that `audit` wrote. @param plan lines of its plan. @param out the ZIP. @param keyFile signs it; null:
 * nobody does.
 * @throws UsageError where the files are not there, or do not say what their answers say.
 */
export async function packBundle(folder: string, plan: string, out: string, keyFile: string | null): Promise<void> {
  const { run, rows } = await readOutput(folder)
  const exported = new Map<string, Bytes>()
  for (const { fileName } of EXPORT_FORMATS) exported.set(fileName, await bytesOf(join(folder, fileName)))
  const files = await auditFiles({ input: readExported(run, rows), exported, plan, page: await verifyPage() })
  const bundle = await bundleOf(files, keyFile === null ? undefined : await keyOf(keyFile))
  const verdict = await verifyBundle(bundle)
  if (!verdict.passed) {
    printVerdict(verdict)
    const wrong = verdict.checks.some(({ passed }) => passed === false)
    throw new UsageError(
      wrong
        ? `${folder}: its files do not say what its answers say; no bundle was written`
        : `${folder}: another version scored its answers: bundle it with that version, or audit again into the same folder; no bundle was written`,
    )
  }
  const temporary = `${out}.tmp-${process.pid}`
  await writeFile(temporary, bundle)
  await rename(temporary, out)
  process.stderr.write(`${out}: SHA-256 ${await sha256Of(bundle)}\n`)
  if (verdict.signer !== null) process.stderr.write(`signed by the key whose SHA-256 is ${verdict.signer}\n`)
}

async function bytesOf(path: string): Promise<Bytes> {
  return Uint8Array.from(
    await readFile(path).catch(() => {
      throw new UsageError(`${path}: there is no such file; needed is a folder that audit wrote`)
    }),
  )
}

/** The key in a file; a new one, written there for its owner alone, where there is no file. */
async function keyOf(path: string): Promise<CryptoKeyPair> {
  const text = await readFile(path, 'utf8').catch(() => null)
  if (text === null) {
    const made = await makeKey()
    await writeFile(path, made.text, { mode: 0o600, flag: 'wx' })
    process.stderr.write(`${path}: a new key; keep it to yourself\n`)
    return made.pair
  }
  return readKey(text).catch(() => {
    throw new UsageError(`--key ${path}: not an Ed25519 key as JWK; name a file that does not exist, and one is made`)
  })
}
