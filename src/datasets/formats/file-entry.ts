/** One of the files that were picked, wherever it lies: on disk, or in a zip. */
export interface FileEntry {
  /** As `plainPath` writes it. */
  readonly path: string
  /** What it could be called too, where an archive does not say how its names are written. */
  readonly otherPaths?: readonly string[]
  readonly size: number
  /** Where it lies among all that was picked: files that are read in this order are read from front to back. */
  readonly place: number
  /**
   * To read here and there in it. @throws LeakscopeError `bad-shard` where the entry of a zip is not what its
   * zip says.
   */
  open(): Promise<Blob>
  /**
   * All of it or its start, without a Blob between: the browser keeps those longer than we do.
   * @throws LeakscopeError as `open`, and for a file of more than `LIMITS.fileBytes`.
   */
  bytes(most?: number): Promise<ArrayBuffer>
}
