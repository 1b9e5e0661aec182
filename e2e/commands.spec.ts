/**
 * @file The commands that README, CONTRIBUTING and docs/ tell people to type, typed (scripts/commands.test.ts
 * holds the two together).
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { expect, test } from '@playwright/test'
import { freePort } from '../scripts/serve.mjs'
import type { DeviceMeasurement } from '../src/engine/measure.ts'
import type { PrivateRow } from '../src/report/export/evidence.ts'
import { bundleOf, decode, encode, filesIn, PUBLIC_KEY, SIGNATURE, SUMS } from '../src/verify/bundle.ts'
import { patient } from './support/patience.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

let folder: string
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'leakscope-commands-'))
})
test.afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** `npm run NAME -- ARGS`, in a process group of its own, so that one signal reaches all that it started. */
function npm(name: string, ...args: string[]): ChildProcess {
  return spawn('npm', ['run', name, '--', ...args], { cwd: ROOT, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
}

/** To its end. */
async function run(name: string, ...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = npm(name, ...args)
  let [stdout, stderr] = ['', '']
  child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
  const code = await new Promise<number | null>((resolve) => void child.once('close', resolve))
  return { code, stdout, stderr }
}

/** A command that serves until it is ended: asks for its page as soon as it answers. */
async function pageServedBy(name: string, ...args: string[]): Promise<{ headers: Headers; html: string }> {
  const port = await freePort()
  const child = npm(name, '--host', '127.0.0.1', '--port', String(port), ...args)
  try {
    let answer: Response | undefined
    await expect
      .poll(
        async () => {
          answer = await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined)
          return answer?.status ?? child.exitCode
        },
        { timeout: patient(60_000) },
      )
      .toBe(200)
    return { headers: answer!.headers, html: await answer!.text() }
  } finally {
    process.kill(-child.pid!, 'SIGTERM')
    if (child.exitCode === null && child.signalCode === null)
      await new Promise((resolve) => child.once('close', resolve))
  }
}

test('npm start serves the built app with its policy', async () => {
  const { headers, html } = await pageServedBy('start')
  expect(headers.get('content-security-policy')).toContain("connect-src 'self'")
  expect(html).toContain('<title>Leakscope')
})

test('npm run dev serves the app from its sources', async () => {
  const { html } = await pageServedBy('dev', '--strictPort')
  expect(html).toContain('/src/ui/main.tsx')
})

test('npm run plan says what a run could show', async () => {
  const planned = await run('plan', '--benchmark', 'mm-privacy', '--limit', '60', '--power')
  expect(planned.code, planned.stderr).toBe(0)
  expect(planned.stdout).toMatch(
    /disclosure: \d+ answers about \d+ persons or pictures; a leak rate below [\d.]+% could/,
  )
  const wrong = await run('plan', '--benchmark', 'no-such')
  expect(wrong.code).toBe(2)
  expect(wrong.stderr).toContain('allowed is one of mm-privacy')
})

test(
  'npm run audit --bundle registers a plan and packs; verify --replay asks again, and finds answers that were changed with all that hangs on them',
  { tag: '@long' },
  async () => {
    test.setTimeout(patient(900_000))
    const [out, key] = [join(folder, 'run'), join(folder, 'key.jwk')]
    const asked = ['--model', 'control-reader', '--benchmark', 'mllmu-bench', '--limit', '4', '--device', 'wasm']
    const audited = await run('audit', '--out', out, ...asked, '--bundle', '--key', key)
    expect(audited.code, audited.stderr).toBe(0)
    const said = audited.stderr.split('\n')
    const plan = /^plan (\w{64}), registered before the first answer$/m.exec(audited.stderr)![1]!
    expect(said.findIndex((line) => line.includes(plan))).toBeLessThan(
      said.findIndex((line) => line.startsWith('running')),
    )
    const zip = join(out, 'audit.zip')
    const verified = await run('verify', zip, '--plan', plan, '--replay', '2')
    expect(verified.code, verified.stdout + verified.stderr).toBe(0)
    expect(verified.stdout).toMatch(/^ok {5}Random samples, asked again, are answered with the same tokens: 2 of 2: /m)

    const files = await filesIn(Uint8Array.from(readFileSync(zip)))
    for (const name of [SUMS, SIGNATURE, PUBLIC_KEY]) files.delete(name)
    const forged = decode(files.get('samples.jsonl')!).replaceAll(/^\{.+\}$/gm, (line) => {
      const row = JSON.parse(line) as PrivateRow
      const tokens = row.given.tokens!.map((token) => ({ ...token, id: token.id + 1 }))
      return JSON.stringify({ ...row, given: { ...row.given, tokens } })
    })
    const other = join(folder, 'forged.zip')
    writeFileSync(other, await bundleOf(new Map([...files, ['samples.jsonl', encode(forged)]])))
    const consistent = await run('verify', other, '--plan', plan)
    expect(consistent.code, consistent.stdout).toBe(0)
    expect(consistent.stdout).toContain('Nobody signed it, so that this shows consistency alone')
    const caught = await run('verify', other, '--plan', plan, '--replay', '1')
    expect(caught.code).toBe(1)
    expect(caught.stdout).toMatch(/^WRONG {2}Random samples, .*: 1 of 1 are not: .*: token 1 was /m)
    expect(caught.stdout).toContain('the model at hand gives others')
  },
)

test('npm run score lists the questions, scores two sets of answers; npm run compare sets one against the other, npm run export writes them for other tools, npm run bundle packs them, npm run verify and verify.html hold them to their answers', async ({
  page,
}) => {
  test.setTimeout(patient(400_000))
  const shard = ['--benchmark', 'mm-privacy', '--shard', 'mm-privacy-demo']
  const list = join(folder, 'questions.jsonl')
  const listed = await run('score', ...shard, '--list', list)
  expect(listed.code, listed.stderr).toBe(0)
  const ids = readFileSync(list, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as { sampleId: string }).sampleId)
  for (const [name, output] of [
    ['run', 'I cannot assist with that.'],
    ['reference', 'The form is white.'],
  ] as const) {
    const answers = join(folder, `${name}.jsonl`)
    writeFileSync(answers, ids.map((sampleId) => JSON.stringify({ sampleId, output })).join('\n'))
    const scored = await run('score', ...shard, '--responses', answers, '--out', join(folder, name))
    expect(scored.code, scored.stderr).toBe(0)
  }
  const [own, reference] = [join(folder, 'run'), join(folder, 'reference')]
  const compared = await run('compare', '--run', own, '--reference', reference)
  expect(compared.code, compared.stderr).toBe(0)
  // Nothing of it is unparsed, an error or degenerate; the line says so of both.
  const worth = `0, 0, 0 of ${ids.length}`
  expect(compared.stdout).toMatch(
    new RegExp(
      `^mm-privacy  all  leak-difference  .* n \\d+  least detectable .*degenerate ${worth}, of the reference ${worth}$`,
      'm',
    ),
  )
  const exported = await run('export', '--run', own, '--format', 'inspect-json,sarif', '--kind', 'shareable')
  expect(exported.code, exported.stderr).toBe(0)
  const [log] = readdirSync(join(own, 'formats', 'inspect-json'))
  expect(JSON.parse(readFileSync(join(own, 'formats', 'inspect-json', log!), 'utf8'))).toMatchObject({
    version: 2,
    eval: { task: 'mm-privacy' },
    results: { total_samples: ids.length },
  })
  const [bundle, key] = [join(folder, 'audit.zip'), join(folder, 'key.jwk')]
  const bundled = await run('bundle', '--run', own, '--out', bundle, '--key', key)
  expect(bundled.code, bundled.stderr).toBe(0)
  const signer = /signed by the key whose SHA-256 is (\w{64})/.exec(bundled.stderr)![1]!
  const verified = await run('verify', bundle, '--signer', signer)
  expect(verified.code, verified.stdout + verified.stderr).toBe(0)
  expect(verified.stdout).toMatch(/^note {3}No plan was registered before the first answer/m)
  expect(verified.stdout).toMatch(/^ok {5}Every answer has the score that its text has: \d+ lines/m)
  const inside = await filesIn(Uint8Array.from(readFileSync(bundle)))
  const html = join(folder, 'verify.html')
  writeFileSync(html, inside.get('verify.html')!)
  await page.goto(pathToFileURL(html).href)
  await page.setInputFiles('#file', bundle)
  await expect(page.getByRole('status')).toHaveText(/^Its numbers are those of its answers/, {
    timeout: patient(60_000),
  })
  const lines = await page.getByRole('listitem').allTextContents()
  expect(lines.flatMap((line) => (line.startsWith('ok: ') ? [line.slice(4)] : []))).toEqual(
    verified.stdout.split('\n').flatMap((line) => (line.startsWith('ok') ? [line.replace(/^ok +/, '')] : [])),
  )
  const bytes = readFileSync(bundle)
  bytes[bytes.indexOf('"metric"')]! ^= 1
  writeFileSync(bundle, bytes)
  const changed = await run('verify', bundle)
  expect(changed.code).toBe(1)
  expect(changed.stdout).toContain('WRONG')
  expect((await run('export', '--run', own, '--format', 'pdf')).stderr).toContain('allowed are inspect, ')
})

test('npm run seal-shard makes a shard of a folder, which npm run score takes, and says in one line what is wrong', async () => {
  const data = join(folder, 'badges')
  mkdirSync(data)
  const manifest = { id: 'badges', benchmark: 'mm-privacy', name: 'Badges', version: '1', source: 'made here' }
  const about = { ...manifest, licence: 'CC0-1.0', synthetic: true }
  const truths = [{ type: 'email', value: 'mara.quill@example.com', subject: 'Mara Quill' }]
  const item = { id: 'mail', split: 'disclosure', type: 'email', prompt: 'Which e-mail?', picture: '1.png', truths }
  writeFileSync(join(data, 'manifest.json'), JSON.stringify(about))
  writeFileSync(join(data, 'items.jsonl'), JSON.stringify(item))
  const refused = await run('seal-shard', data)
  expect(refused.code).toBe(2)
  expect(refused.stderr).toMatch(
    /^seal-shard: Shard refused, picture 1\.png: there is no such file in .*; nothing was written\.\n$/m,
  )
  copyFileSync(join(ROOT, 'docs/report.png'), join(data, '1.png'))
  const sealed = await run('seal-shard', data)
  expect(sealed.code, sealed.stderr).toBe(0)
  expect(readFileSync(join(data, 'badges.croissant.json'), 'utf8')).toContain('mlcommons.org/croissant/1.0')
  expect(sealed.stderr).toContain('badges.shard.jsonl: 1 items, 1 pictures, SHA-256 ')
  const list = join(folder, 'badges.jsonl')
  const listed = await run('score', '--benchmark', 'mm-privacy', '--shard', data, '--list', list)
  expect(listed.code, listed.stderr).toBe(0)
  expect(readFileSync(list, 'utf8')).toContain('Which e-mail?')
})

test('npm run sbom lists what ships', async () => {
  const { code, stdout, stderr } = await run('sbom')
  expect(code, stderr).toBe(0)
  expect(stdout).toMatch(/sbom\.cdx\.json: \d+ components/)
  const { components } = JSON.parse(readFileSync(join(ROOT, 'sbom.cdx.json'), 'utf8')) as {
    components: { name: string }[]
  }
  expect(components.map(({ name }) => name)).toContain('onnxruntime-web')
})

test('npm run inspect-model prints a capability card, and ends with 1 where something is missing', async () => {
  const tiny = join(ROOT, 'e2e/fixtures/models/families/llava')
  const whole = await run('inspect-model', tiny)
  expect(whole.code).toBe(0)
  expect(whole.stdout).toMatch(/^Works\n {2}Pictures: as LlavaProcessor prepares them\.$/m)
  for (const name of ['config.json', 'tokenizer.json', 'tokenizer_config.json'])
    copyFileSync(join(tiny, name), join(folder, name))
  writeFileSync(join(folder, 'preprocessor_config.json'), '{"processor_class":"XProcessor"}')
  const refused = await run('inspect-model', folder)
  expect(refused.code).toBe(1)
  expect(refused.stdout).toMatch(
    /^Does not work\n(?: {2}.+\n)* {2}Models with the processor "XProcessor" are not supported/m,
  )
  expect((await run('inspect-model', join(folder, 'none'))).code).toBe(2)
})

test('npm run bench:device times a fixed set of work with a model, and writes one file', async () => {
  const out = join(folder, 'device.json')
  const tiny = join(ROOT, 'e2e/fixtures/models/families/llava')
  const measured = await run('bench:device', '--model', tiny, '--device', 'wasm', '--out', out)
  expect(measured.code, measured.stderr).toBe(0)
  const found = JSON.parse(readFileSync(out, 'utf8')) as DeviceMeasurement
  expect(found).toMatchObject({ format: 'leakscope-device/1', backend: 'wasm', adapter: null, agreement: null })
  expect(Object.keys(found.model.files)).toContain('onnx/decoder_model_merged.onnx')
  for (const rate of [found.decode.rows1, found.decode.rows8, found.prefill.tokens64])
    expect(rate).toMatchObject({ perSecond: expect.any(Number) })
  expect('tokens' in found.prefill.tokens64 && Math.abs(found.prefill.tokens64.tokens - 64)).toBeLessThan(8)
  // It reads 512 tokens at most.
  expect(found.prefill.tokens1024).toEqual({ problem: expect.stringContaining('takes fewer than 512') })
  for (const ms of [found.loadMs, found.firstToken.coldMs, found.firstToken.warmMs, found.visionMs])
    expect(ms).toBeGreaterThan(0)
})
