/** RGB, row-major, 8 bit, no alpha. */
export interface RawPixels {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}
