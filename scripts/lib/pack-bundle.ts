/** @file What `audit` wrote, packed into one file that `npm run verify` can check. */
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readExported } from '../../src/report/export/read.ts'
import { exchangeOf } from '../../src/report/export/tools/exchange.ts'
import { ML_BOM } from '../../src/report/export/tools/ml-bom.ts'
import { bundleOf, type Bytes, encode, sha256Of } from '../../src/verify/bundle.ts'
import { PLAN, planLines, verifyBundle } from '../../src/verify/verify.ts'
import { UsageError } from './exit.ts'
import { planAgain } from './plan-again.ts'
import { readOutput } from './read-output.ts'
import { printVerdict } from './verdict.ts'
import { verifyPage } from './verify-page.ts'

const FILES = ['run.json', 'samples.jsonl', 'metrics.csv', 'report.html']

/**
 * @param folder that `audit` wrote. @param out the ZIP. @param keyFile signs it; null: nobody does.
 * @param shards data that do not ship, as `--shard` names them.
 * @throws UsageError where the files are not there, or do not say what their answers say.
 */
export async function packBundle(
  folder: string,
  out: string,
  keyFile: string | null,
  shards: readonly string[],
): Promise<void> {
  const { run, rows } = await readOutput(folder)
  const input = readExported(run, rows)
  const plan = await planAgain(run.config, shards)
  const files = new Map<string, Bytes>([
    [PLAN, encode(planLines(plan.samples))],
    ['verify.html', encode(await verifyPage())],
  ])
  for (const name of FILES) files.set(name, await bytesOf(join(folder, name)))
  for await (const { name, pieces } of ML_BOM.files([await exchangeOf(input, 'private')]))
    files.set(name, encode([...pieces].join('')))
  const key = keyFile === null ? undefined : await keyOf(keyFile)
  const bundle = await bundleOf(files, key)
  const verdict = await verifyBundle(bundle)
  if (!verdict.passed) {
    printVerdict(verdict)
    throw new UsageError(`${folder}: its files do not say what its answers say; no bundle was written`)
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
    const made = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])
    const jwk = await crypto.subtle.exportKey('jwk', made.privateKey)
    await writeFile(path, `${JSON.stringify(jwk)}\n`, { mode: 0o600, flag: 'wx' })
    process.stderr.write(`${path}: a new key; keep it to yourself\n`)
    return made
  }
  try {
    const { d: _, ...half } = JSON.parse(text) as JsonWebKey
    return {
      privateKey: await crypto.subtle.importKey('jwk', JSON.parse(text) as JsonWebKey, 'Ed25519', true, ['sign']),
      publicKey: await crypto.subtle.importKey('jwk', { ...half, key_ops: ['verify'] }, 'Ed25519', true, ['verify']),
    }
  } catch {
    throw new UsageError(`--key ${path}: not an Ed25519 key as JWK; name a file that does not exist, and one is made`)
  }
}
