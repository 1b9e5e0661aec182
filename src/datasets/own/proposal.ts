import type { PrivateType } from '../../domain/sample.ts'
import type { Box } from './text-blocks.ts'

export interface Proposal {
  readonly type: PrivateType
  readonly value: string
  /** About the cells that hold the value, on the picture. */
  readonly box: Box
  /**
   * `checked`: its form or checksum proves it; `labelled`: a label beside it says so; `guessed`: it looks like one;
   * `coded`: a QR or bar code holds it.
   */
  readonly because: 'checked' | 'labelled' | 'guessed' | 'coded'
}
