/** @file A run dealt to several machines: which samples each of them asks. */
import { groupBy } from '../domain/metric.ts'
import { LeakscopeError } from '../domain/errors.ts'

/** What of a planned sample says where it goes. */
interface Dealt {
  readonly shardId: string
  readonly imageId: string | null
  readonly itemId: string
}

/**
 * The samples of part `i/n`, in the order of the plan. Dealt by picture, so that each is encoded on one machine
 * only; the largest first, each to the part that has least, so that no part has more than one picture's samples
 * more than another. The same on every machine.
 * @param part as `parseConfig` gives it; absent: all.
 * @throws LeakscopeError `bad-config` for a part that is left without a sample.
 */
export function samplesOfPart<S extends Dealt>(samples: readonly S[], part: string | undefined): readonly S[] {
  if (part === undefined) return samples
  const [index, of] = part.split('/').map(Number) as [number, number]
  const groups = [...groupBy(samples, dealtTogether)]
  const sizes = Array.from({ length: of }, () => 0)
  const partOf = new Map<string, number>()
  for (const [key, own] of groups.toSorted(([, a], [, b]) => b.length - a.length)) {
    const least = sizes.indexOf(Math.min(...sizes))
    sizes[least]! += own.length
    partOf.set(key, least)
  }
  const dealt = samples.filter((sample) => partOf.get(dealtTogether(sample)) === index - 1)
  if (dealt.length === 0)
    throw new LeakscopeError(
      'bad-config',
      `part: ${part} is left without a sample; ${samples.length} samples about ${groups.length} pictures go into ${Math.min(of, groups.length)} parts at most`,
    )
  return dealt
}

/** What is never split: a picture, or an item without one; whatever condition it is shown under. */
export function dealtTogether({ shardId, imageId, itemId }: Dealt): string {
  return JSON.stringify(imageId === null ? [shardId, 'item', itemId] : [shardId, imageId])
}
