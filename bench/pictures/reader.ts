/** @file The app's reading of own pictures, in Node: the same networks and rules. */
import type { Canvas } from '@napi-rs/canvas'
import { createPageReader } from '../../scripts/lib/text-networks.ts'
import { cellsOf, detectPrivate, type Proposal, type ReadPage } from '../../src/intake/index.ts'

export interface PictureReading {
  readonly page: ReadPage
  readonly proposals: readonly Proposal[]
}

/** Loads the networks; the reader it resolves to takes the bytes of a picture, or a canvas. */
export async function createPictureReader(): Promise<(picture: Buffer | Canvas) => Promise<PictureReading>> {
  const read = await createPageReader()
  return async (picture) => {
    const page = await read(picture)
    return { page, proposals: detectPrivate(cellsOf(page.stretches)) }
  }
}
