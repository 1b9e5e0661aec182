/**
 * @file Every command that a document tells people to type exists, and is typed by a test or said to be long
 * where it stands.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT } from './install.mjs'

const text = (path: string): string => readFileSync(join(ROOT, path), 'utf8')

/** What tells people what to type. Decisions and quirks record what was typed once. */
const DOCUMENTS = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .map((name) => `docs/${name.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.md') && !/^docs\/(?:quirks\.md|adr\/)/.test(path)),
]

/** The file that runs a command, and the words in it that do. */
const RUN_BY: Readonly<Record<string, readonly [file: string, words: string]>> = {
  'npm test': ['scripts/test.mjs', 'passed, '],
  'npm ci': ['scripts/install.mjs', "spawnSync('npm', ['ci'"],
  'npx vitest': ['scripts/test.mjs', "'vitest/vitest.mjs'"],
  'npm run check': ['scripts/test.mjs', "'typescript/bin/tsc', ['-b']"],
  'npm run lint': ['scripts/test.mjs', "'oxlint/bin/oxlint', ['--type-aware', '--deny-warnings']"],
  'npm run format': ['scripts/test.mjs', "'oxfmt/bin/oxfmt'"],
  'npm run test:unit': ['scripts/test.mjs', "'vitest/vitest.mjs'"],
  'npm run test:e2e': ['scripts/test.mjs', "'@playwright/test/cli.js'"],
  'npm run build': ['scripts/test.mjs', 'build()'],
  'npm start': ['e2e/commands.spec.ts', "pageServedBy('start')"],
  'npm run dev': ['e2e/commands.spec.ts', "pageServedBy('dev'"],
  'npm run plan': ['e2e/commands.spec.ts', "run('plan'"],
  'npm run score': ['e2e/commands.spec.ts', "run('score'"],
  'npm run seal-shard': ['e2e/commands.spec.ts', "run('seal-shard'"],
  'npm run inspect-model': ['e2e/commands.spec.ts', "'inspect-model'"],
  'npm run bench:device': ['e2e/commands.spec.ts', "'bench:device'"],
  'npm run compare': ['e2e/commands.spec.ts', "run('compare'"],
  'npm run bundle': ['e2e/commands.spec.ts', "run('bundle'"],
  'npm run verify': ['e2e/commands.spec.ts', "run('verify'"],
  'npm run export': ['e2e/commands.spec.ts', "run('export'"],
  'npm run sbom': ['e2e/commands.spec.ts', "run('sbom')"],
  'node scripts/serve.mjs': ['playwright.config.ts', 'node scripts/serve.mjs'],
  'npm run audit': ['e2e/cli.spec.ts', "command('audit'"],
  'npm run merge': ['e2e/cli.spec.ts', "command('merge'"],
}

/** Lines of shell that are no command of this repository: what runs them, or says that nothing does. */
const OTHERS: readonly (readonly [begins: string, file: string, words: string])[] = [
  ['git clone --depth 1 ', 'CONTRIBUTING.md', 'git clone --depth 1 <address of this repository>'],
  ['cd leakscope', 'CONTRIBUTING.md', 'git clone --depth 1 <address of this repository> leakscope'],
  ['node serve.mjs', 'e2e/subpath.spec.ts', "'serve.mjs'"],
  ['python3 -m http.server', 'scripts/serve.test.ts', "'http.server'"],
  ['deploy/slurm/submit.sh', 'scripts/lib/test-cluster.ts', "'deploy/slurm/submit.sh'"],
  ['snakemake', 'scripts/lib/test-cluster.ts', "fromPyPI('snakemake')"],
  ['docker build', 'docs/cluster.md', 'no cluster is started, and no image built'],
  ['kubectl', 'docs/cluster.md', 'no cluster is started, and no image built'],
]

const COMMAND =
  /\bnpm (?:start|test|ci)\b|\bnpm run ([\w:-]+)|\bnpx (?!tsx\b)[\w-]+|\bnpx tsx (?:--tsconfig \S+ )?([\w./-]+)|\bnode (scripts\/[\w./-]+)|\bpython3? (?:-\w+ )*([\w./-]+\.py)|\bpip install\b/g

/** From one heading to the next: what a reader sees together. Lines of code are no headings. */
function sections(markdown: string): string[] {
  const found = ['']
  let code = false
  for (const line of markdown.split('\n')) {
    if (line.startsWith('```')) code = !code
    if (!code && /^#+ /.test(line)) found.push('')
    found[found.length - 1] += `${line}\n`
  }
  return found
}

/** The lines of a document's blocks of shell: continued ones joined, without comments, each with its section. */
const typed = DOCUMENTS.flatMap((path) =>
  sections(text(path)).flatMap((section) =>
    [...section.matchAll(/^```sh\n([\s\S]*?)^```/gm)]
      .flatMap(([, block = '']) => block.replaceAll('\\\n', ' ').split('\n'))
      .map((line) => line.replace(/(?:^|\s)#.*$/, '').trim())
      .filter((line) => line !== '')
      .map((line) => ({ path, line, section })),
  ),
)

/** The file that reads a script's flags: the one in package.json, or the one that it begins. */
function sourceOf(script: string): string {
  const file = /(?:scripts|bench)\/\S+\.(?:mjs|ts)/.exec(script)?.[0]
  if (file === undefined) return ''
  const source = text(file)
  const begun = /^runTypeScript\('([^']+)'\)/m.exec(source)?.[1]
  if (begun !== undefined) return text(begun)
  return file === 'scripts/start.mjs' ? source + text('scripts/serve.mjs') : source
}

const told = DOCUMENTS.flatMap((path) =>
  sections(text(path)).flatMap((section) =>
    [...section.matchAll(COMMAND)].map(([command, script, ...files]) => ({
      path,
      command,
      script,
      file: files.find((name) => name !== undefined),
      long: /\blong(er)?\b/i.test(section),
    })),
  ),
)

describe('commands in documents', () => {
  const scripts = (JSON.parse(text('package.json')) as { scripts: Record<string, string> }).scripts

  it('are found at all', () => {
    expect(new Set(told.map(({ command }) => command)).size).toBeGreaterThan(20)
  })

  it('exist', () => {
    const missing = told.filter(
      ({ script, file }) =>
        (script !== undefined && !Object.hasOwn(scripts, script)) ||
        (file !== undefined && !existsSync(join(ROOT, file))),
    )
    expect(missing).toEqual([])
  })

  it('are run by a test, or said to be long where they stand', () => {
    const neither = told.filter(({ command, long }) => RUN_BY[command] === undefined && !long)
    expect(neither.map(({ path, command }) => `${path}: ${command}`)).toEqual([])
  })

  it.each(Object.entries(RUN_BY))('%s is run by %s', (command, [file, words]) => {
    expect(
      told.some((one) => one.command === command),
      'no document names it: leave it out here',
    ).toBe(true)
    expect(text(file)).toContain(words)
  })

  it('are every line of shell: what is no command of ours is run by a test too, or said not to be', () => {
    const unknown = typed.filter(
      ({ line, section }) =>
        !/\blong(er)?\b/i.test(section) &&
        [...line.matchAll(COMMAND)].length === 0 &&
        !OTHERS.some(([begins]) => line.startsWith(begins)),
    )
    expect(unknown.map(({ path, line }) => `${path}: ${line}`)).toEqual([])
    for (const [begins, file, words] of OTHERS) {
      expect(
        typed.some(({ line }) => line.startsWith(begins)),
        `no document types ${begins}: leave it out here`,
      ).toBe(true)
      expect(text(file), begins).toContain(words)
    }
  })

  it('have no flag that their command does not know', () => {
    const flags = DOCUMENTS.flatMap((path) =>
      [
        ...text(path)
          .replaceAll('\\\n', ' ')
          .matchAll(/npm (?:run )?([\w:-]+) -- ([^`#\n]*)/g),
      ].flatMap(([, script = '', given = '']) =>
        [...given.matchAll(/(?:^|[\s[])--([a-z][\w-]*)/g)].map(([, flag = '']) => ({ path, script, flag })),
      ),
    )
    expect(flags.length).toBeGreaterThan(50)
    // Every command has --help (scripts/lib/help.test.ts).
    const unknown = flags.filter(
      ({ script, flag }) => flag !== 'help' && !new RegExp(`(?:--|')${flag}\\b`).test(sourceOf(scripts[script] ?? '')),
    )
    expect(unknown).toEqual([])
  })

  it('are all there are: every script of package.json stands in a document', () => {
    const named = new Set(told.map(({ command }) => command))
    const unnamed = Object.keys(scripts).filter(
      (script) => !named.has(`npm run ${script}`) && !named.has(`npm ${script}`),
    )
    expect(unnamed, 'a script that no document names').toEqual([])
  })
})
