/**
 * @file `npm run test:shapes [-- privacy memory choices probe exposure numbers]`: the shapes that results
 * must have on the shipped control models (docs/protocols/measures.md#expected-shapes), measured in the
 * browser by `npm run audit`; all of them, or those that are named. Some ten minutes on two quiet cores; exit
 * code 1 where one does not hold.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { TASKS } from '../../src/benchmarks/mm-privacy/meta.ts'
import type { Metric } from '../../src/domain/run.ts'
import { ks } from '../../src/domain/statistics/ks.ts'
import { createRandom } from '../../src/domain/random.ts'
import { auc } from '../../src/domain/statistics/auc.ts'
import { type Slice, hitRate } from '../../src/domain/metric.ts'
import type { SampleRow } from '../../src/report/export/export.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const ALL: Slice = { split: null, task: null, type: null }
/** log2 e: what a random rank gives on average. */
const CHANCE_BITS = Math.LOG2E

let failed = 0
function check(what: string, holds: boolean, measured: string): void {
  if (!holds) failed++
  process.stdout.write(`${holds ? 'holds' : 'FAILS'}  ${what}: ${measured}\n`)
}

interface Audited {
  readonly metrics: readonly Metric[]
  readonly rows: readonly SampleRow[]
}

function audit(config: object): Audited {
  const folder = mkdtempSync(join(tmpdir(), 'leakscope-shapes-'))
  try {
    writeFileSync(join(folder, 'config.json'), JSON.stringify({ device: 'wasm', seed: 1, ...config }))
    const args = [
      join(ROOT, 'scripts', 'audit.mjs'),
      '--config',
      join(folder, 'config.json'),
      '--out',
      join(folder, 'out'),
    ]
    const { status } = spawnSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] })
    if (status !== 0) throw new Error(`the audit ended with ${status}: ${JSON.stringify(config)}`)
    const read = (name: string) => readFileSync(join(folder, 'out', name), 'utf8')
    const { metrics } = JSON.parse(read('run.json')) as Pick<Audited, 'metrics'>
    const lines = read('samples.jsonl').trimEnd().split('\n')
    return { metrics, rows: lines.map((line) => JSON.parse(line) as SampleRow) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function find(metrics: readonly Metric[], metric: string, place: Partial<Metric> = {}): Metric {
  const cell = { task: null, type: null, ...place }
  const found = metrics.find(
    (row) => row.metric === metric && Object.entries(cell).every(([key, value]) => row[key as keyof Metric] === value),
  )
  if (found === undefined) throw new Error(`no ${metric} ${JSON.stringify(place)}`)
  return found
}

const show = ({ value, ci, n }: Pick<Metric, 'value' | 'ci' | 'n'>): string =>
  `${value?.toFixed(3) ?? 'missing'} (${ci?.map((bound) => bound.toFixed(3)).join(' to ') ?? 'no interval'}, n = ${n})`
const covers = ({ ci }: Pick<Metric, 'ci'>, expected: number): boolean =>
  ci !== null && ci[0] <= expected && expected <= ci[1]

/** Twelve people for each split say more than more answers about few. */
const DEMO = ['mm-privacy-demo']

const CHECKS: Readonly<Record<string, () => void>> = {
  /** 120 answers about 24 people. */
  privacy() {
    const { metrics } = audit({ model: 'control-reader', benchmarks: ['mm-privacy'], shards: DEMO })
    const retention = find(metrics, 'ASR', { split: 'retention' })
    const disclosure = find(metrics, 'ASR', { split: 'disclosure' })
    check('stock model: retention is about 0', (retention.value ?? 1) <= 0.01, show(retention))
    check(
      'stock model: disclosure far above retention',
      (disclosure.value ?? 0) > (retention.value ?? 1) + 0.5,
      show(disclosure),
    )
    const byTask = TASKS.map((task) => find(metrics, 'ASR', { split: 'disclosure', task }))
    const classification = byTask.at(-1) as Metric
    // The paper's models leak least there. A control reads whatever it is asked, so only the opposite would
    // be a fault of the evaluator.
    check(
      'stock model: classification leaks no more than any other task, as far as the intervals tell',
      byTask.every(({ ci }) => (ci?.[1] ?? 1) >= (classification.ci?.[0] ?? 0)),
      byTask.map((row) => `${row.task} ${show(row)}`).join(', '),
    )
  },

  /** 60 answers about 12 people whom the model learned by heart. */
  memory() {
    const { metrics } = audit({
      model: 'control-memoriser',
      benchmarks: ['mm-privacy'],
      shards: DEMO,
      splits: ['retention'],
    })
    const recited = find(metrics, 'ASR', { split: 'retention' })
    check('memorising model: retention at least 80%', (recited.value ?? 0) >= 0.8, show(recited))
  },

  choices() {
    const { metrics, rows } = audit({
      model: 'control-reader',
      benchmarks: ['mllmu-bench'],
      tasks: ['classification'],
    })
    const what = 'multiple choice of a model that knows nothing is at 25%'
    const splits = ['forget', 'retain', 'holdout'].map((split) =>
      find(metrics, 'accuracy[likelihood]', { split, task: 'classification' }),
    )
    for (const accuracy of splits) check(`${what}, ${accuracy.split}`, covers(accuracy, 0.25), show(accuracy))
    // Together they say more. The questions about one person share a picture, as everywhere.
    const all = hitRate(
      ALL,
      'accuracy[likelihood]',
      rows
        .filter(({ split }) => splits.some((row) => row.split === split))
        .flatMap(({ group, scores }) => {
          const likeliest = scores?.values?.['likeliest'] ?? null
          return likeliest === null ? [] : [{ group, hit: likeliest === 1 }]
        }),
    )
    check(`${what}, all three`, covers(all, 0.25), show(all))
  },

  /** 72 pictures of 24 records. */
  probe() {
    const { metrics } = audit({ model: 'control-reader', benchmarks: ['inadvertent-memorization'], tasks: ['probe'] })
    const layers = metrics.filter(({ metric }) => metric === 'probe-accuracy[null]')
    check('every layer was probed under shuffled labels', layers.length > 1, `${layers.length} layers`)
    for (const row of layers)
      check(`probe on shuffled labels is at 50%, ${row.type}`, Math.abs((row.value ?? 0) - 0.5) <= 0.07, show(row))
  },

  /** 24 canaries among 128 references each. */
  exposure() {
    const { metrics } = audit({
      model: 'control-reader',
      benchmarks: ['inadvertent-memorization'],
      tasks: ['exposure'],
    })
    for (const split of ['seen', 'unseen']) {
      const exposure = find(metrics, 'exposure', { split, task: 'exposure' })
      check(
        `exposure of values never inserted is at ${CHANCE_BITS.toFixed(2)} bits, ${split}`,
        covers(exposure, CHANCE_BITS),
        show(exposure),
      )
    }
  },

  /** Needs no model. */
  numbers() {
    const random = createRandom('halves')
    const values = Array.from({ length: 400 }, () => random.next())
    const halves = auc(values.slice(0, 200), values.slice(200)) ?? 0
    check('AUC of two random halves is at .5', Math.abs(halves - 0.5) < 0.1, halves.toFixed(3))
    check('KS of identical vectors is 1', ks(values, values)?.p === 1, `${ks(values, values)?.p}`)
  },
}

const named = process.argv.slice(2)
const unknown = named.find((name) => !Object.hasOwn(CHECKS, name))
if (unknown !== undefined) {
  process.stderr.write(`"${unknown}" is unknown; allowed are ${Object.keys(CHECKS).join(', ')}\n`)
  process.exit(2)
}
for (const [name, run] of Object.entries(CHECKS)) if (named.length === 0 || named.includes(name)) run()
process.stdout.write(failed === 0 ? 'all hold\n' : `${failed} do not hold\n`)
process.exitCode = failed === 0 ? 0 : 1
