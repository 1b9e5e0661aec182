/** Rows kept ready above and below those in view. */
const OVERSCAN = 8

/** Which rows of a long list exist: those in view and a few around them, as [first, last). */
export function windowOf(top: number, height: number, row: number, count: number): { first: number; last: number } {
  return {
    first: Math.max(0, Math.min(Math.floor(top / row) - OVERSCAN, count)),
    last: Math.min(count, Math.ceil((top + height) / row) + OVERSCAN),
  }
}
