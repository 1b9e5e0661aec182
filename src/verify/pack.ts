/** @file What lies in a bundle, for the app and the command line: the same audit is the same files in both. */
import type { ExportInput } from '../report/export/export.ts'
import { exchangeOf } from '../report/export/tools/exchange.ts'
import { ML_BOM } from '../report/export/tools/ml-bom.ts'
import { PLAN } from '../run/registered-plan.ts'
import { type Bytes, encode } from './bundle.ts'

/** The page that verifies the bundle which it lies in (page.ts). */
const PAGE = 'verify.html'
/** Beside what `audit` writes. */
export const BUNDLE = 'audit.zip'

export interface AuditParts {
  readonly input: ExportInput
  /** Its private kind, by the names that the command line gives. */
  readonly exported: ReadonlyMap<string, Bytes>
  /** Lines of its plan (run/registered-plan.ts). */
  readonly plan: string
  /** The whole of `verify.html`. */
  readonly page: string
}

/** All files that an audit's hashes are made of. */
export async function auditFiles({ input, exported, plan, page }: AuditParts): Promise<Map<string, Bytes>> {
  const files = new Map<string, Bytes>([...exported, [PLAN, encode(plan)], [PAGE, encode(page)]])
  for await (const { name, pieces } of ML_BOM.files([await exchangeOf(input, 'private')]))
    files.set(name, encode([...pieces].join('')))
  return files
}
