/** Of a row's length: what is left of it below this is rounding, and no new direction. */
const NOTHING_LEFT = 1e-10

/**
 * The same points in as few coordinates as they span, by Gram-Schmidt: n rows of d numbers become n rows of
 * at most min(n, d), at least one (rows of nothing but 0 span none), with the same inner products. What
 * depends on those alone, as an L2 logistic regression without standardisation, comes out the same and
 * faster; many fits on few rows of a wide layer pay for it at once.
 */
export function coordinates(rows: readonly ArrayLike<number>[]): Float64Array[] {
  const basis: Float64Array[] = []
  const found = rows.map((row) => {
    const rest = Float64Array.from(row)
    const length = Math.sqrt(dot(rest, rest))
    const own = new Float64Array(rows.length)
    // Twice: once leaves what rounding made of a nearly dependent row.
    for (let pass = 0; pass < 2; pass++) {
      basis.forEach((direction, i) => {
        const share = dot(direction, rest)
        own[i]! += share
        for (let j = 0; j < rest.length; j++) rest[j]! -= share * direction[j]!
      })
    }
    const left = Math.sqrt(dot(rest, rest))
    if (left > NOTHING_LEFT * length) {
      own[basis.length] = left
      basis.push(rest.map((value) => value / left))
    }
    return own
  })
  return found.map((row) => row.slice(0, Math.max(1, basis.length)))
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}
