import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { CLAIMS } from '../src/ui/prepare/claims.ts'

const text = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8').replaceAll(/\s+/g, ' ')

it.each(CLAIMS)('README claims it, and a test of that title shows it: %s', (claim) => {
  const specs = readdirSync(new URL('../e2e', import.meta.url)).filter((name) => name.endsWith('.spec.ts'))
  expect(text('README.md')).toContain(claim)
  expect(specs.filter((name) => new RegExp(`test\\(\\s?'${escape(claim)}'`).test(text(`e2e/${name}`)))).toHaveLength(1)
})

function escape(claim: string): string {
  return claim.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
}
