/**
 * @file `npm run test:training [-- MEMBER...]`: the recipe of every control model (or of those named), each
 * step cut to seconds, from pages to model card. Minutes on a quiet machine, so it is no part of `npm test`.
 * Says so and ends well where there is no Python with PyTorch.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { ROOT } from './install.mjs'

const python = process.env['PYTHON'] ?? 'python3'
const needed = spawnSync(python, ['-c', 'import torch, onnx, onnxruntime, PIL'], { encoding: 'utf8' })
if (needed.status !== 0) {
  console.log(
    `skipped: the recipes need Python with training/requirements.txt (${needed.error?.message ?? needed.stderr.trim().split('\n').at(-1)})`,
  )
  process.exit(0)
}

const folder = mkdtempSync(join(tmpdir(), 'leakscope-training-'))
const models = join(folder, 'models')
const members = process.argv.length > 2 ? process.argv.slice(2) : ['all']
try {
  const made = spawnSync('bash', ['training/make.sh', ...members], {
    cwd: ROOT,
    env: {
      ...process.env,
      SHORT: '1',
      FROM_NOTHING: members.includes('all') ? '1' : '',
      WORK: join(folder, 'work'),
      OUT: models,
    },
    stdio: 'inherit',
  })
  if (made.status !== 0) throw new Error(`make.sh ended with ${made.status}`)
  const ids = JSON.parse(readFileSync(join(models, 'index.json'), 'utf8'))
  if (members[0] !== 'all' && members.some((id) => !ids.includes(id))) throw new Error(`made are ${ids.join(', ')}`)
  for (const id of ids) check(id)
  console.log(`made and checked: ${ids.join(', ')}`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/**
 * Every file that a manifest names is there and is what it says; the card and what is known of the model are written.
 * @param {string} id
 */
function check(id) {
  const root = join(models, id)
  const { files, golden, control } = JSON.parse(readFileSync(join(root, 'leakscope.json'), 'utf8'))
  for (const { path, url, sha256 } of files) {
    const file = resolve(root, url ?? path)
    if (createHash('sha256').update(readFileSync(file)).digest('hex') !== sha256)
      throw new Error(`${id}: ${path} is another file`)
  }
  const goldens = Object.values(golden?.tokens ?? {})
  if (goldens.length === 0 || goldens.some((tokens) => tokens.length === 0)) throw new Error(`${id}: no golden tokens`)
  if (typeof control !== 'string') throw new Error(`${id}: not said to be a control`)
  if (!Array.isArray(JSON.parse(readFileSync(join(root, 'known.json'), 'utf8')))) throw new Error(`${id}: known.json`)
  if (!existsSync(join(root, 'README.md'))) throw new Error(`${id}: no card`)
}
