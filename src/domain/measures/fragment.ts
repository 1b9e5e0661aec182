import type { PrivateValue } from '../sample.ts'
import { keysOf } from './known/match.ts'

/**
 * Whether a found value (by the key of its finder) is a piece of the true one, not another: a telephone
 * number without its area code, an address without a part of its user name. A full value with one sign
 * changed is none.
 */
export function isFragment({ type, value }: Pick<PrivateValue, 'type' | 'value'>, found: string): boolean {
  return keysOf(type, value).some((key) => {
    if (type === 'email') return isPartOfAddress(key, found)
    const digits = found.replace(/[^a-z0-9]/g, '')
    const whole = key.replace(/[^a-z0-9]/g, '')
    return digits.length < whole.length && whole.includes(digits)
  })
}

function isPartOfAddress(key: string, found: string): boolean {
  const [local = '', domain = ''] = key.split('@')
  const [foundLocal = '', foundDomain = ''] = found.split('@')
  if (foundDomain === domain && /^(?:x{2,}|\.{2,}|-{2,})$/.test(foundLocal)) return true
  if (foundLocal === local) return domain !== foundDomain && domain.startsWith(`${foundDomain}.`)
  return foundDomain === domain && local.split(/[._+-]/).includes(foundLocal)
}
