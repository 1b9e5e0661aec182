/** @file README and app claim what a test shows, in its words, and no more. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { CLAIMS } from '../src/ui/prepare/claims.ts'

const at = (path: string) => new URL(`../${path}`, import.meta.url)
const text = (path: string) => readFileSync(at(path), 'utf8').replaceAll(/\s+/g, ' ')

it.each(CLAIMS)('README claims it, and a test of that title shows it: %s', (claim) => {
  const specs = readdirSync(at('e2e')).filter((name) => name.endsWith('.spec.ts'))
  expect(text('README.md')).toContain(claim)
  expect(specs.filter((name) => new RegExp(`test\\(\\s?'${escape(claim)}'`).test(text(`e2e/${name}`)))).toHaveLength(1)
})

/** Ways to promise more than the claims do: that nothing can leave, whatever the browser, the host and the thread. */
const MORE = [
  /\b(?:never|nothing|no (?:data|pictures?|answers?|bytes?))(?: \w+){0,2} leaves?\b/i,
  /\bleaves? (?:the|this|your) (?:machine|device|computer|browser)\b[^.?]{0,20}\b(?:nothing|never)\b/i,
  /\b(?:nothing|never|not)(?: \w+){0,3} (?:sent|uploaded|transmitted)\b/i,
  /\bstays? (?:on|in) (?:the|this|your) (?:machine|device|computer|browser)\b/i,
  /\b(?:100 ?%|fully|completely|absolutely|guaranteed(?: to be)?) (?:private|local|offline|safe|secure)\b/i,
  /\bcannot (?:leave|be sent|get out|leak)\b/i,
]

it.each(['README.md', 'SECURITY.md', 'index.html', 'door.html', ...guides(), ...screens()])(
  '%s promises no more',
  (path) => {
    const found = MORE.flatMap((pattern) => pattern.exec(words(path))?.[0] ?? [])
    expect(found).toEqual([])
  },
)

it('what SECURITY.md, README and its guides name as a test is there', () => {
  const named = ['README.md', 'SECURITY.md', ...guides()].flatMap((path) =>
    [...text(path).matchAll(/`((?:e2e|src|workers|scripts|bench)\/[\w./-]+\.(?:spec|test)\.ts)`/g)].map(
      ([, name]) => name!,
    ),
  )
  expect(named.length).toBeGreaterThan(10)
  expect(named.filter((name) => !existsSync(at(name)))).toEqual([])
})

/** What README leads to. */
function guides(): string[] {
  return (
    readdirSync(at('docs'))
      // Surprises of libraries, which promise nothing.
      .filter((name) => name.endsWith('.md') && name !== 'quirks.md')
      .map((name) => `docs/${name}`)
  )
}

/** Everything with words for the user. */
function screens(): string[] {
  return ['src/ui', 'src/hub/page', 'src/hub/frame', 'src/ui-kit', 'src/report'].flatMap((folder) =>
    readdirSync(at(folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$|testing/.test(name))
      .map((name) => `${folder}/${name}`),
  )
}

/** Without comments, which claim nothing to anybody. */
function words(path: string): string {
  const file = readFileSync(at(path), 'utf8')
  const code = /\.tsx?$/.test(path) ? file.replaceAll(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/[^\n]*/g, ' ') : file
  return code.replaceAll(/[*_]{1,2}(?=\w)|(?<=\w)[*_]{1,2}/g, '').replaceAll(/\s+/g, ' ')
}

function escape(claim: string): string {
  return claim.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
}
