/**
 * @file What a format for another tool is: a file beside this one, and a line in tool-formats.ts, for app and
 * command line.
 */
import type { ExchangeRun } from './exchange.ts'

/** A file by its path below the format's folder. */
export interface ToolFile {
  readonly name: string
  readonly pieces: Iterable<string | Uint8Array<ArrayBuffer>>
}

export interface ToolFormat {
  /** On the command line, and the folder that its files are in. */
  readonly id: string
  readonly label: string
  /** What it holds and who reads it, in a few words. */
  readonly holds: string
  /** Pure: it sees nothing of the runs but what may pass to a file of their kind. */
  files(runs: readonly ExchangeRun[]): Iterable<ToolFile> | AsyncIterable<ToolFile>
}
