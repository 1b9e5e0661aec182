import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { brokenCitations, slugs, type TextFile } from './citations.ts'
import { ROOT } from './install.mjs'

const FOLDERS = ['.github', 'bench', 'docs', 'e2e', 'public', 'scripts', 'src', 'stubs', 'training', 'workers']
const TEXT = /\.(ts|tsx|mjs|js|py|sh|css|html|md|yml|yaml)$/
/** What is made, fetched or written by a run, and this test with its examples of what is wrong. */
const NOT_OURS = /(^|\/)(node_modules|work|results|fixtures|__pycache__)\/|^scripts\/citations(\.test)?\.ts$/

function texts(): TextFile[] {
  const below = FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map(
      (name) => `${folder}/${name.replaceAll('\\', '/')}`,
    ),
  )
  const root = readdirSync(ROOT).filter((name) => !FOLDERS.includes(name))
  return [...root, ...below]
    .filter((path) => TEXT.test(path) && !NOT_OURS.test(path))
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }))
}

const exists = (path: string): boolean => existsSync(join(ROOT, path))

describe('citations', () => {
  it('resolve in every file: pages, headings, decisions, files that documents name', () => {
    const files = texts()
    expect(files.filter(({ path }) => path.endsWith('.md')).length).toBeGreaterThan(50)
    expect(files.some(({ text }) => text.includes('docs/protocols/measures.md#matching-private-values'))).toBe(true)
    expect(brokenCitations(files, exists)).toEqual([])
  })

  const page = { path: 'docs/a.md', text: '# A page\n\n## What it says\n' }
  const decision = { path: 'docs/adr/0001-first.md', text: '# 1. First\n' }
  it.each([
    ['a page that is not there', 'src/a.ts', '// see docs/b.md'],
    ['a heading that is not there', 'src/a.ts', '// see docs/a.md#what-it-said'],
    ['a decision that is not there', 'src/a.ts', '// as in docs/adr/0002'],
    ['a decision by number', 'src/a.ts', '// as ADR 7 has it'],
    ['an issue', 'src/a.ts', '// issue 21 wants it'],
    ['the specification that was elsewhere', 'src/a.ts', '/** benchmarks.md 0.4 */'],
    ['a chapter of it', 'src/a.ts', '/** chapter 1.5 */'],
    ['a link that leads nowhere', 'README.md', '[here](docs/b.md)'],
    ['a heading of the same page', 'README.md', '# Top\n[there](#bottom)'],
    ['a file that was moved', 'README.md', 'in `src/gone.ts`'],
  ])('say so of %s', (_, path, text) => {
    const known = new Set([page.path, decision.path, path])
    expect(brokenCitations([page, decision, { path, text }], (file) => known.has(file))).toHaveLength(1)
  })

  it('take what is there', () => {
    const code = { path: 'src/a.ts', text: '// docs/a.md#what-it-says, docs/adr/0001, ADR 1, npm/cli#9846' }
    const text = {
      path: 'README.md',
      text: '# Top\n[a](docs/a.md#what-it-says) [top](#top) `src/a.ts` [x](https://x.org)',
    }
    const known = new Set([page.path, decision.path, code.path, text.path])
    expect(brokenCitations([page, decision, code, text], (file) => known.has(file))).toEqual([])
  })

  it('know headings as GitHub makes their anchors', () => {
    expect([
      ...slugs('# ROUGE and BLEU\n## What is *measured*, and how\n## Twice\n## Twice\n```\n# code\n```\n'),
    ]).toEqual(['rouge-and-bleu', 'what-is-measured-and-how', 'twice', 'twice-1'])
  })
})

describe('decisions', () => {
  const files = readdirSync(join(ROOT, 'docs/adr')).filter((name) => /^\d{4}-.*\.md$/.test(name))
  const index = readFileSync(join(ROOT, 'docs/adr/README.md'), 'utf8')

  it.each(files)('%s has number, title, date and status, and stands in the index', (name) => {
    const text = readFileSync(join(ROOT, 'docs/adr', name), 'utf8')
    const head = /^# (\d+)\. (.+)\n\nDate: (\d{4}-\d\d-\d\d)\. Status: (\w+)\./.exec(text)
    expect(head, 'begins "# N. Title", then "Date: YYYY-MM-DD. Status: accepted."').not.toBeNull()
    const [, number = '', title = '', date = '', status = ''] = head ?? []
    expect(number.padStart(4, '0')).toBe(name.slice(0, 4))
    expect(index).toContain(`| ${number} | [${title}](${name}) | ${date} | ${status} |`)
  })

  it('have a number each', () => {
    expect(new Set(files.map((name) => name.slice(0, 4))).size).toBe(files.length)
  })
})
