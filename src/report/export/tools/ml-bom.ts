/**
 * @file ML-BOM: CycloneDX 1.7 of the audited model, its files with their hashes and its measured numbers with
 * their intervals, as a model card.
 */
import { qualityLine } from '../../../domain/quality.ts'
import type { Metric } from '../../../domain/run.ts'
import { BENCHMARKS } from '../../../benchmarks/registry.ts'
import type { Behind } from '../../model/behind.ts'
import { appVersion } from './app.ts'
import { behindIn, sliceOf, type ExchangeRun } from './exchange.ts'
import { seededUuid } from './seeded-uuid.ts'
import type { ToolFormat } from './tool-format.ts'

export const ML_BOM: ToolFormat = {
  id: 'ml-bom',
  label: 'ML-BOM (CycloneDX 1.7)',
  holds: 'The model’s files with hashes, and its numbers',
  *files(runs) {
    for (const [at, run] of runs.entries())
      yield {
        name: runs.length === 1 ? 'model.cdx.json' : `model-${at + 1}.cdx.json`,
        pieces: [`${JSON.stringify(bomOf(run), null, 2)}\n`],
      }
  },
}

const MODEL = 'model'

function bomOf(exchanged: ExchangeRun): object {
  const { run } = exchanged
  const { id, name, files, dtype, backend, runtime } = run.model
  const used = BENCHMARKS.filter(({ meta }) => meta.id in run.benchmarks).map(({ meta }) => meta)
  const dataOf = (benchmark: string): string => `data/${benchmark}`
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.7.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.7',
    serialNumber: `urn:uuid:${seededUuid(`ml-bom/${run.id}`)}`,
    version: 1,
    metadata: {
      timestamp: run.finishedAt ?? run.createdAt,
      tools: { components: [{ type: 'application', name: 'Leakscope', version: appVersion(exchanged) }] },
      component: {
        type: 'machine-learning-model',
        'bom-ref': MODEL,
        name: name ?? id,
        properties: propertiesOf({
          'leakscope:id': id,
          'leakscope:run': run.id,
          'leakscope:identity': run.identity,
          'leakscope:kind': exchanged.kind,
          'leakscope:backend': backend,
          'leakscope:runtime': runtime,
          ...Object.fromEntries(Object.entries(dtype ?? {}).map(([session, of]) => [`leakscope:dtype:${session}`, of])),
        }),
        modelCard: {
          modelParameters: { datasets: used.map(({ id: benchmark }) => ({ ref: dataOf(benchmark) })) },
          quantitativeAnalysis: { performanceMetrics: performancesOf(exchanged) },
          considerations: {
            technicalLimitations: [
              `Measured by ${run.samples.answered} of ${run.samples.planned} planned answers, ${run.samples.errors} of them errors.`,
              qualityLine(run.answers),
              ...(run.limits ?? []),
            ],
          },
        },
      },
    },
    components: [
      ...Object.entries(files ?? {}).map(([path, content]) => ({
        type: 'file',
        'bom-ref': `file/${path}`,
        name: path,
        hashes: [{ alg: 'SHA-256', content }],
      })),
      ...used.map(({ id: benchmark, title, version, paper }) => ({
        type: 'data',
        'bom-ref': dataOf(benchmark),
        name: title,
        version,
        description: paper,
        properties: propertiesOf(
          Object.fromEntries(run.shards.map(({ id: shard, sha256 }) => [`leakscope:sha256:${shard}`, sha256])),
        ),
      })),
    ],
    dependencies: [{ ref: MODEL, dependsOn: Object.keys(files ?? {}).map((path) => `file/${path}`) }],
  }
}

function propertiesOf(values: Readonly<Record<string, string | null>>): object[] {
  return Object.entries(values).flatMap(([name, value]) => (value === null ? [] : [{ name, value }]))
}

function performancesOf({ run, rows }: ExchangeRun): object[] {
  const behind = behindIn(rows)
  return run.metrics.flatMap((metric) => performanceOf(metric, behind(metric)))
}

/** What was not measured is absent; bounds are texts in CycloneDX. */
function performanceOf(metric: Metric, { answers, unparsed, errors, degenerate }: Behind): object[] {
  if (metric.value === null || !Number.isFinite(metric.value)) return []
  const counts = [
    ...(metric.k === null ? [] : [`k=${metric.k}`]),
    `n=${metric.n}`,
    ...(metric.noInterval === undefined ? [] : [`no interval=${metric.noInterval}`]),
    ...(metric.least == null ? [] : [`least detectable=${metric.least}`]),
    `unparsed=${unparsed}, errors=${errors}, degenerate=${degenerate} of answers=${answers}`,
  ].join(', ')
  const where = [metric.benchmark, sliceOf(metric), metric.guard, ...(metric.condition ? [metric.condition] : [])]
  return [
    {
      type: metric.metric,
      value: String(metric.value),
      slice: `${where.join(', ')}; ${counts}`,
      ...(metric.ci === null
        ? {}
        : { confidenceInterval: { lowerBound: String(metric.ci[0]), upperBound: String(metric.ci[1]) } }),
    },
  ]
}
