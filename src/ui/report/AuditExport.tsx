import { useState, type ReactElement } from 'react'
import { LeakscopeError } from '../../domain/errors.ts'
import { collectYielding } from '../../domain/yield-to-event-loop.ts'
import type { ExportInput } from '../../report/export/export.ts'
import type { ExportKind, Report } from '../../report/index.ts'
import type { PlannedSample } from '../../run/index.ts'
import { download } from '../download.ts'

/** A run with its samples as they were planned. */
export type AuditedRun = ExportInput & { readonly samples: readonly PlannedSample[] }

export interface AuditExportProps {
  readonly kind: ExportKind
  readonly results: readonly AuditedRun[]
  /** Of the same runs, of the private kind. */
  readonly reports: readonly Report[]
  /** Of the saved file, without its ending. */
  readonly name: string
  readonly disabled: boolean
  /** Makes a handler of what may fail. */
  readonly save: (make: () => Promise<void>) => () => void
}

/** Saves each run as one ZIP that anybody can verify, signed where the auditor brings a key. */
export function AuditExport({ kind, results, reports, name, disabled, save }: AuditExportProps): ReactElement {
  const [key, setKey] = useState<File | null>(null)
  const saveAudits = save(async () => {
    const pair = key === null ? undefined : await (await import('../../verify/key.ts')).readKey(await key.text())
    for (const [at, result] of results.entries()) {
      const own = results.length === 1 ? name : `${name}-${at + 1}`
      download(`${own}-audit.zip`, [await auditOf(result, reports[at]!, pair)], 'application/zip')
    }
  })
  const saveKey = save(async () => {
    const { text } = await (await import('../../verify/key.ts')).makeKey()
    download('auditor-key.jwk', text, 'application/json')
  })
  return (
    <details className="audit-export">
      <summary>Export audit</summary>
      <p>
        One ZIP with the plan, all answers, the report, hashes of everything, and a page that makes every number again.
        It holds the values: private.
      </p>
      <label className="field">
        <span>Key to sign with, if you have one</span>
        <input
          type="file"
          accept=".jwk,.json,application/json"
          onChange={(event) => setKey(event.target.files?.[0] ?? null)}
        />
      </label>
      <div className="actions">
        <button
          type="button"
          disabled={disabled || kind !== 'private'}
          title={
            kind === 'private' ? 'Verified by verify.html in it, or by npm run verify' : 'Only of the private kind'
          }
          onClick={saveAudits}
        >
          Export audit
        </button>
        <button type="button" title="Keep the file to yourself: who has it signs as you" onClick={saveKey}>
          Make a key
        </button>
      </div>
    </details>
  )
}

/** @throws LeakscopeError `bad-config` for a run that is not done, or whose plan is not here. */
async function auditOf(
  input: AuditedRun,
  report: Report,
  key: CryptoKeyPair | undefined,
): Promise<Uint8Array<ArrayBuffer>> {
  const [{ EXPORT_FORMATS }, { auditFiles }, { bundleOf, encode, sha256Of }, { planLines }, { default: page }] =
    await Promise.all([
      import('../../report/export/formats.ts'),
      import('../../verify/pack.ts'),
      import('../../verify/bundle.ts'),
      import('../../run/registered-plan.ts'),
      import('./verify-page.ts'),
    ])
  const { run, samples } = input
  if (run.status !== 'done')
    throw new LeakscopeError('bad-config', `The run is ${run.status}; allowed is one that is done`)
  const plan = (await collectYielding(planLines(run, samples))).join('')
  if (run.plan !== undefined && run.plan !== (await sha256Of(encode(plan))))
    throw new LeakscopeError(
      'bad-config',
      'The plan that was registered is not here: an opened run holds its answers alone; export it where it was made',
    )
  const exported = new Map<string, Uint8Array<ArrayBuffer>>()
  for (const { fileName, pieces } of EXPORT_FORMATS) {
    const made = await pieces({ kind: 'private', results: [input], reports: [report] })
    exported.set(fileName, encode((await collectYielding(made)).join('')))
  }
  return bundleOf(await auditFiles({ input, exported, plan, page }), key)
}
