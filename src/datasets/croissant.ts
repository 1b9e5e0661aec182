/**
 * @file Croissant 1.0 (MLCommons) for a shard made of a folder of one's own: what it is, whose licence it has,
 * its files with their hashes, and the fields of `items.jsonl` that each row has.
 */
import type { Shard } from './shard.ts'

/** A file beside the shard's pictures. */
export interface DescribedFile {
  readonly name: string
  readonly bytes: number
  /** In hex. */
  readonly sha256: string
}

const CONTEXT = {
  '@language': 'en',
  '@vocab': 'https://schema.org/',
  citeAs: 'cr:citeAs',
  column: 'cr:column',
  conformsTo: 'dct:conformsTo',
  cr: 'http://mlcommons.org/croissant/',
  rai: 'http://mlcommons.org/croissant/RAI/',
  data: { '@id': 'cr:data', '@type': '@json' },
  dataType: { '@id': 'cr:dataType', '@type': '@vocab' },
  dct: 'http://purl.org/dc/terms/',
  equivalentProperty: 'cr:equivalentProperty',
  examples: { '@id': 'cr:examples', '@type': '@json' },
  extract: 'cr:extract',
  field: 'cr:field',
  fileProperty: 'cr:fileProperty',
  fileObject: 'cr:fileObject',
  fileSet: 'cr:fileSet',
  format: 'cr:format',
  includes: 'cr:includes',
  isLiveDataset: 'cr:isLiveDataset',
  jsonPath: 'cr:jsonPath',
  key: 'cr:key',
  md5: 'cr:md5',
  parentField: 'cr:parentField',
  path: 'cr:path',
  recordSet: 'cr:recordSet',
  references: 'cr:references',
  regex: 'cr:regex',
  repeated: 'cr:repeated',
  replace: 'cr:replace',
  samplingRate: 'cr:samplingRate',
  sc: 'https://schema.org/',
  separator: 'cr:separator',
  source: 'cr:source',
  subField: 'cr:subField',
  transform: 'cr:transform',
}

/** Of the fields of a row those that no row may leave out; the others differ by benchmark. */
const FIELDS: Readonly<Record<string, string>> = {
  id: 'Id of the item',
  split: 'Split of the benchmark',
  type: 'What is asked for: a kind of private value, or the benchmark’s own category',
  prompt: 'The question, before any task wrapper',
}

/**
 * The metadata, as JSON-LD.
 * @param items `items.jsonl`. @param shard the sealed shard's file.
 */
export function croissantOf({ manifest, pictures }: Shard, items: DescribedFile, shard: DescribedFile): object {
  const { name, version, licence, source, benchmark, synthetic, sha256 } = manifest
  const file = ({ name: path, bytes, sha256: hash }: DescribedFile, encodingFormat: string): object => ({
    '@type': 'cr:FileObject',
    '@id': path,
    name: path,
    contentUrl: path,
    contentSize: `${bytes} B`,
    encodingFormat,
    sha256: hash,
  })
  return {
    '@context': CONTEXT,
    '@type': 'sc:Dataset',
    name,
    description: `Items of a shard for ${benchmark}; ${synthetic ? 'all persons and values are invented' : 'persons or values may be real'}. Source: ${source}. SHA-256 of the sealed shard: ${sha256}.`,
    conformsTo: 'http://mlcommons.org/croissant/1.0',
    license: licence,
    version,
    distribution: [
      file(items, 'application/jsonlines'),
      file(shard, 'application/jsonlines'),
      ...pictures.flatMap((picture) =>
        'path' in picture
          ? [file({ name: picture.path, bytes: picture.bytes, sha256: picture.sha256 }, mediaTypeOf(picture.path))]
          : [],
      ),
    ],
    recordSet: [
      {
        '@type': 'cr:RecordSet',
        '@id': 'items',
        name: 'items',
        key: { '@id': 'items/id' },
        field: Object.entries(FIELDS).map(([field, description]) => ({
          '@type': 'cr:Field',
          '@id': `items/${field}`,
          name: field,
          description,
          dataType: 'sc:Text',
          source: { fileObject: { '@id': items.name }, extract: { column: field } },
        })),
      },
    ],
  }
}

function mediaTypeOf(path: string): string {
  const ending = path.slice(path.lastIndexOf('.') + 1).toLowerCase()
  return `image/${ending === 'jpg' ? 'jpeg' : ending}`
}
