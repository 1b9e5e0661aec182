/**
 * Quantile of sorted values with linear interpolation (type 7 of Hyndman and Fan, NumPy's default). The list
 * must not be empty.
 */
export function quantile(sorted: readonly number[], q: number): number {
  const position = (sorted.length - 1) * q
  const below = sorted[Math.floor(position)] as number
  const above = sorted[Math.ceil(position)] as number
  return below + (above - below) * (position - Math.floor(position))
}
