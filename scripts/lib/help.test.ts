import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ROOT } from '../install.mjs'
import { helpOf } from './help.mjs'

/** Commands that are written in TypeScript, with the file of each. */
const COMMANDS = readdirSync(join(ROOT, 'scripts'))
  .filter((name) => name.endsWith('.mjs'))
  .flatMap((name) => {
    const script = /^runTypeScript\('([^']+)'\)/m.exec(readFileSync(join(ROOT, 'scripts', name), 'utf8'))?.[1]
    return script === undefined ? [] : [[name.replace('.mjs', ''), script] as const]
  })

it('is there for every command: how it is called, and what it does', () => {
  expect(COMMANDS.length).toBeGreaterThan(15)
  for (const [name, script] of COMMANDS) {
    const help = helpOf(readFileSync(join(ROOT, script), 'utf8'))
    const [usage = '', says = ''] = help.split('\n\n')
    expect(usage, name).toMatch(/^Usage: npm run [\w:-]+/)
    expect(says.length, name).toBeGreaterThan(20)
    expect(Math.max(...help.split('\n').map((line) => line.length)), name).toBeLessThanOrEqual(100)
  }
})

it('names every flag that the command takes', () => {
  for (const [name, script] of COMMANDS) {
    const source = readFileSync(join(ROOT, script), 'utf8')
    const help = helpOf(source)
    const flags = [...source.matchAll(/readFlags\(\s*[^,]+,\s*\[([^\]]*)\]/g)].flatMap(([, list = '']) =>
      [...list.matchAll(/'([\w-]+)'/g)].map(([, flag]) => flag),
    )
    for (const flag of flags) expect(help, name).toContain(`--${flag}`)
  }
})

it('is what the command prints, and nothing else is done', () => {
  const help = execFileSync(process.execPath, [join(ROOT, 'scripts/audit.mjs'), '--help'], { encoding: 'utf8' })
  expect(help).toMatch(/^Usage: npm run audit -- --out DIR/)
  for (const flag of ['config', 'model', 'benchmark', 'shard', 'guard', 'condition', 'device', 'limit', 'seed', 'part'])
    expect(help).toContain(`--${flag}`)
})
