/** @file Guards and judges are named by the folders of their detectors, and folders are named by users. */
import type { Metric, Run } from '../../domain/run.ts'
import { NO_GUARD } from '../../domain/guard-spec.ts'
import { builtInDetector, parseGuard } from '../../guards/registry.ts'
import type { Masker } from './mask.ts'

interface Named {
  readonly run: Run
  readonly metrics: readonly Metric[]
  readonly responses: readonly { readonly guard: string }[]
  readonly scores: readonly { readonly guard: string }[]
}

/**
 * The same with the known values in names of detectors and rewriters masked, wherever they stand; each stays
 * another one.
 */
export function withoutNames<Input extends Named>(input: Input, mask: Masker): Input {
  const { config } = input.run
  const detectors = [
    ...new Set([
      ...(config.judges ?? []),
      ...[...config.guards, ...input.responses.map(({ guard }) => guard)].map(detectorIn),
    ]),
  ].filter((id) => id !== null && builtInDetector(id) === null)
  const masked = new Map<string, string>()
  for (const [at, id] of detectors.entries())
    if (id !== null && mask.line(id) !== id) masked.set(id, `${mask.line(id)} ${at + 1}`)
  const rewriter = config.rewriter == null ? config.rewriter : mask.line(config.rewriter)
  if (masked.size === 0 && rewriter === config.rewriter) return input

  const guard = (name: string): string => {
    const own = masked.get(detectorIn(name) ?? '')
    return own === undefined ? name : `${own}+${name.slice(name.lastIndexOf('+') + 1)}`
  }
  const metric = (id: string): string =>
    [...masked].reduce((text, [name, own]) => text.replaceAll(`[${name}]`, `[${own}]`), id)
  return {
    ...input,
    run: {
      ...input.run,
      config: {
        ...config,
        guards: config.guards.map(guard),
        ...(config.judges === undefined ? {} : { judges: config.judges.map((id) => masked.get(id) ?? id) }),
        ...(rewriter === undefined ? {} : { rewriter }),
      },
    },
    metrics: input.metrics.map((one) => ({ ...one, metric: metric(one.metric), guard: one.guard && guard(one.guard) })),
    responses: input.responses.map((one) => ({ ...one, guard: guard(one.guard) })),
    scores: input.scores.map((one) => ({ ...one, guard: guard(one.guard) })),
  }
}

function detectorIn(guard: string): string | null {
  return guard === NO_GUARD ? null : (parseGuard(guard)?.detector ?? null)
}
