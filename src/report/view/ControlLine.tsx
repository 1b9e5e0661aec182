import type { ReactElement } from 'react'
import type { ControlMark, ControlPair } from '../../calibration/controls.ts'

/** How controls are signed in drawings and in words. */
export const CONTROL_SIGNS = { positive: '+', negative: '−' } as const

/** The controls of a number in one line; nothing where there are none. */
export function ControlLine({
  controls,
  format,
}: {
  controls: ControlPair | null
  format: (value: number | null) => string
}): ReactElement | null {
  if (controls === null) return null
  const { positive, negative } = controls
  const say = (mark: ControlMark | null, kind: string): string =>
    mark === null
      ? `no ${kind} control of this measure`
      : `${kind} control ${format(mark.value)} (${countOf(mark)}, ${mark.name})`
  return (
    <span className="known-line">
      {CONTROL_SIGNS.positive} {say(positive, 'positive')}; {CONTROL_SIGNS.negative} {say(negative, 'negative')}
    </span>
  )
}

export function countOf({ k, n }: Pick<ControlMark, 'k' | 'n'>): string {
  return k === null ? `n = ${n}` : `${k}/${n}`
}
