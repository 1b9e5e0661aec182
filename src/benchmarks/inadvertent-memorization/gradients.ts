import type { Background } from '../contract.ts'
import logged from './gradients.json' with { type: 'json' }

/** What changes from one batch to the other of a pair, in the order of showing. */
const CHANGES: Readonly<Record<string, string>> = {
  watermark: 'record stamped on every picture',
  text: 'one or two words of every question changed',
  image: 'pictures turned, flipped, lit otherwise',
  'other-batch': 'another batch',
}

const percent = (share: number): string => `${Math.round(share * 100)}%`

function table(): Omit<Background, 'title' | 'says'> {
  const sizes = [...new Set(logged.map(({ batchSize }) => batchSize))].toSorted((a, b) => a - b)
  const times = [...new Set(logged.map(({ at }) => at))].toSorted((a, b) => a - b)
  const cell = (at: number, change: string, size: number): string => {
    const found = logged.find((row) => row.at === at && row.change === change && row.batchSize === size)
    return found === undefined ? '–' : `${found.cosine.toFixed(2)} ± ${found.deviation.toFixed(2)}`
  }
  return {
    columns: ['Change, at', ...sizes.map((size) => `${size} picture${size === 1 ? '' : 's'}`)],
    rows: Object.entries(CHANGES).flatMap(([change, name]) =>
      times.map((at) => [`${name}, ${percent(at)}`, ...sizes.map((size) => cell(at, change, size))]),
    ),
  }
}

/**
 * Cosine similarity of gradients (the paper's section on gradients;
 * docs/protocols/inadvertent-memorization.md#gradients), logged in a training of `control-watermarked-100`.
 */
export const gradients: Background = {
  title: 'Gradients while a control was trained on stamped pictures',
  says: `Cosine similarity of the gradient of a batch and of the same batch changed in one way, by pictures in a batch and by how much of the training was done (900 steps on 400 stamped scenes: control-watermarked-100); mean and standard deviation over ${logged[0]?.batches ?? 0} batches. It takes a backward pass, so no browser measures it: training/train_watermarked.py --gradients.`,
  ...table(),
}
