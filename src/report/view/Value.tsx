import type { ReactElement } from 'react'

/** In UTF-16 units: what a reader takes in as one piece, a number, a name, an address. */
const ONE_PIECE = 40

/** A value that breaks neither at a hyphen nor at an `@` where a line has room for it, unless it is long. */
export function Value({ children }: { children: string }): ReactElement {
  return children.length <= ONE_PIECE ? <span className="whole">{children}</span> : <>{children}</>
}
