import type { Side } from '../../domain/compared.ts'
import { differenceOf, type Estimate } from '../../domain/metric.ts'

/**
 * Numbers whose difference to a model that was not fine-tuned is what the fine-tuning has memorised
 * (docs/protocols/inadvertent-memorization.md#the-probe).
 */
const SIGNALS: Readonly<Record<string, string>> = {
  'probe-accuracy': 'probe-signal',
  'probe-AUC': 'probe-AUC-signal',
  'probe-accuracy[original-split]': 'probe-signal[original-split]',
  'probe-accuracy[blanked]': 'probe-signal[blanked]',
  'membership-AUC': 'membership-signal',
  'asked-accuracy': 'asked-signal',
  exposure: 'exposure-signal',
}

export function compareWithReference(own: Side, reference: Side): Estimate[] {
  return own.metrics.flatMap((metric) => {
    const name = Object.hasOwn(SIGNALS, metric.metric) ? SIGNALS[metric.metric] : undefined
    if (name === undefined) return []
    const { split, task, type } = metric
    const theirs = reference.metrics.find(
      (other) => other.metric === metric.metric && other.split === split && other.task === task && other.type === type,
    )
    return [differenceOf({ split, task, type }, name, metric, theirs)]
  })
}
