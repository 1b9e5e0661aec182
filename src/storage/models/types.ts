/** @file What is known of a model that is kept on this machine. */

/** What the source of a file says it must be: a SHA-256, or git's own hash of a small file. */
export interface FileHash {
  readonly kind: 'sha256' | 'git-sha1'
  /** Lower case. */
  readonly hex: string
}

export interface StoredFile {
  /** Path inside the repository, e.g. `onnx/embed_tokens_fp16.onnx`. */
  readonly path: string
  readonly bytes: number
  /** null where the source gives none (a folder that the user picked): the SHA-256 is then taken when it is kept. */
  readonly hash: FileHash | null
}

/** Where a kept model came from. */
export type StoredOrigin =
  | {
      readonly kind: 'hub'
      /** Base address of the hub or its mirror. */
      readonly endpoint: string
      readonly repository: string
      /** The commit, 40 hex digits: a branch would be something else tomorrow. */
      readonly revision: string
    }
  | { readonly kind: 'folder' }

export interface StoredManifest {
  readonly id: string
  readonly name: string
  readonly origin: StoredOrigin
  readonly licence: string | null
  readonly files: readonly StoredFile[]
}

/** A file as it is on the model store. */
export interface StoredFileState extends StoredFile {
  /** Bytes that are there. */
  readonly have: number
  /** Of the whole file, once it was checked; null before. Nothing else counts as whole. */
  readonly sha256: string | null
}

export interface StoredModel {
  readonly manifest: StoredManifest
  readonly files: readonly StoredFileState[]
  /** Whether every file is there and was checked. */
  readonly whole: boolean
}
