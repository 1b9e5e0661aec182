/** @file The Ed25519 key that an auditor signs with: a file of theirs, as JWK (RFC 8037). */
import { LeakscopeError } from '../domain/errors.ts'

export interface NewKey {
  readonly pair: CryptoKeyPair
  /** The file's text: a secret. */
  readonly text: string
}

export async function makeKey(): Promise<NewKey> {
  const pair = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])
  return { pair, text: `${JSON.stringify(await crypto.subtle.exportKey('jwk', pair.privateKey))}\n` }
}

/** @throws LeakscopeError `bad-config` for what is no such key. */
export async function readKey(text: string): Promise<CryptoKeyPair> {
  try {
    const jwk = JSON.parse(text) as JsonWebKey
    const { d: _, ...half } = jwk
    return {
      privateKey: await crypto.subtle.importKey('jwk', jwk, 'Ed25519', true, ['sign']),
      publicKey: await crypto.subtle.importKey('jwk', { ...half, key_ops: ['verify'] }, 'Ed25519', true, ['verify']),
    }
  } catch {
    throw new LeakscopeError('bad-config', 'The key is not an Ed25519 key as JWK, with its private half')
  }
}
