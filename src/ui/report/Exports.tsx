import { useState, type ReactElement } from 'react'
import { errorText } from '../../domain/errors.ts'
import { exportName } from '../../report/export/file-name.ts'
import type { ExportFormat } from '../../report/export/format.ts'
import { EXPORT_FORMATS } from '../../report/export/formats.ts'
import type { ExportKind, Report } from '../../report/index.ts'
import { collectYielding } from '../../domain/yield-to-event-loop.ts'
import { download } from '../download.ts'
import { Notice } from '../kit/Notice.tsx'
import { AuditExport, type AuditedRun } from './AuditExport.tsx'
import { ToolExports } from './ToolExports.tsx'

export interface ExportsProps {
  readonly kind: ExportKind
  readonly onKind: (kind: ExportKind) => void
  readonly results: readonly AuditedRun[]
  readonly reports: readonly Report[]
  readonly formats?: readonly ExportFormat[]
}

/**
 * Buttons that put the report on paper or into files; the choice of kind holds for all of them and for what
 * is shown.
 */
export function Exports(props: ExportsProps): ReactElement {
  const { kind, onKind, results, reports, formats = EXPORT_FORMATS } = props
  const [failure, setFailure] = useState<string | null>(null)
  // A choice just made is still being drawn: a file named after it must not hold the other kind.
  const drawing = reports.some((report) => report.kind !== kind)
  const name = exportName(
    reports.map(({ modelId }) => modelId),
    kind,
  )
  const save = (make: () => Promise<void>) => () => {
    setFailure(null)
    make().catch((error: unknown) => setFailure(errorText(error)))
  }
  return (
    <div className="exports">
      <fieldset>
        <legend>Kind of report</legend>
        {(['private', 'shareable'] as const).map((value) => (
          <label key={value}>
            <input type="radio" name="kind" checked={kind === value} onChange={() => onKind(value)} />
            {value === 'private' ? 'private: with the values' : 'shareable: values masked'}
          </label>
        ))}
      </fieldset>
      <div className="actions">
        <button type="button" disabled={drawing} onClick={() => window.print()}>
          Print
        </button>
        {formats.map(({ label, holds, extension, mediaType, pieces }) => (
          <button
            key={label}
            type="button"
            disabled={drawing}
            title={holds}
            onClick={save(async () => {
              const made = await pieces({ kind, results, reports })
              download(`${name}.${extension}`, await collectYielding(made), mediaType)
            })}
          >
            {label}
          </button>
        ))}
      </div>
      <ToolExports kind={kind} results={results} name={name} disabled={drawing} save={save} />
      <AuditExport {...{ kind, results, reports, name }} disabled={drawing} save={save} />
      {failure !== null && (
        <Notice kind="bad" title="The file could not be made">
          {failure}
        </Notice>
      )}
    </div>
  )
}
