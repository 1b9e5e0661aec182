/** @file `shards/index.json`: what ships with the app. */
import * as v from 'valibot'
import { check, parseJson } from './schema.ts'

const text = v.pipe(v.string(), v.nonEmpty(), v.maxLength(500))

const catalogue = v.array(
  v.strictObject({
    id: text,
    benchmark: text,
    name: text,
    licence: text,
    rows: v.number(),
    bytes: v.number(),
    /** `recipe`: made on the user's machine from a seed; `files`: a shard file with pictures beside it. */
    kind: v.picklist(['recipe', 'files']),
    /** Beside the catalogue. */
    path: text,
    sha256: text,
  }),
)

export type CatalogueEntry = v.InferOutput<typeof catalogue>[number]

/** @throws LeakscopeError `bad-shard` when the catalogue is not what this app expects. */
export function readCatalogue(source: string): CatalogueEntry[] {
  return check(catalogue, parseJson(source, 'shards/index.json'), 'shards/index.json')
}
