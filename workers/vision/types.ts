/**
 * @file The common ground of the vision worker and its callers. Nothing else of `workers/vision` may be
 * imported from outside.
 */
import type { PrivateType } from '../../src/domain/sample.ts'
import type { ShardManifest } from '../../src/domain/sample.ts'
import type { Box } from '../../src/datasets/own/text-blocks.ts'
import type { Proposal } from '../../src/datasets/own/detect.ts'
import type { OwnPicture } from '../../src/datasets/own/shard.ts'
import type { Reading } from '../../src/intake/reading.ts'

export type { Box, OwnPicture, PrivateType, Proposal, Reading }

/** What a picture seems to show; a person confirms it. Boxes are in its pixels, upright. */
export interface ReadPicture {
  readonly width: number
  readonly height: number
  readonly proposals: readonly Proposal[]
  /** Every stretch of text that was read. */
  readonly lines: readonly { readonly text: string; readonly box: Box }[]
  /** Words that were read; 0 where no text was found. */
  readonly words: number
  /** Places that look like text and could not be read: another script, small or blurred print. */
  readonly unread: number
  /** Clockwise, in degrees, that the text is turned on the picture. */
  readonly turned: number
  /** Whether a face was seen; null where this browser has no face detector. Nobody is recognised. */
  readonly faces: number | null
  /** Where the photo was taken, by its EXIF data; null where it does not say. No model is shown this. */
  readonly location: { readonly latitude: number; readonly longitude: number } | null
}

/** What a file of several pictures, or of a kind that browsers do not show, became. */
export interface UnpackedFile {
  readonly pictures: readonly Blob[]
  /** Pages after the last that was taken. */
  readonly leftOut: number
}

/** What `workers/vision` exposes through Comlink. Pictures go from here straight into the store. */
export interface VisionWorkerApi {
  /**
   * Must come first. `ocr`: absolute URL of the folder with the OCR engine; `storeName`: null for the app's own
   * store.
   */
  open(ocr: string, storeName: string | null): Promise<void>
  /**
   * The pictures in a HEIC, TIFF or PDF file; any other file is its own. Rejects with `bad-image` where it is
   * damaged or locked, `not-found` where the decoder cannot be loaded.
   */
  unpack(file: Blob): Promise<UnpackedFile>
  /**
   * Reads one picture. Rejects with `bad-image` where it cannot be decoded, `not-found` where the OCR engine
   * cannot be loaded.
   */
  read(picture: Blob): Promise<ReadPicture>
  /** What is printed on one picture, line by line, read in one of several ways. Rejects as `read`. */
  text(picture: Blob, reading: Reading): Promise<string>
  /**
   * Stores the pictures with their confirmed values as a shard of `own-images`; rejects with `bad-shard`,
   * `quota`. All or nothing.
   */
  keep(name: string, pictures: readonly OwnPicture[]): Promise<ShardManifest>
  /** For the egress test: tries to reach another origin from inside this worker. Resolves to what the browser did. */
  probeEgress(url: string): Promise<'blocked' | 'reached'>
}
