import { startTransition, useEffect, useState } from 'react'
import { errorText } from '../../domain/errors.ts'
import { buildReportYielding, type ExportKind, type Report, type ReportInput } from '../../report/index.ts'

export interface BuiltReports {
  /** What these were built from. */
  readonly inputs: readonly ReportInput[]
  readonly kind: ExportKind
  readonly reports: readonly Report[]
  /** Why there are none. */
  readonly error: string | null
}

/**
 * Reports of runs, built a part at a time, so that keys and clicks are heard meanwhile. While another kind is
 * being built the last one stays; null until there are any of these inputs.
 */
export function useReports(inputs: readonly ReportInput[] | undefined, kind: ExportKind): BuiltReports | null {
  const [built, setBuilt] = useState<BuiltReports | null>(null)
  useEffect(() => {
    if (inputs === undefined) return
    let current = true
    const show = (reports: readonly Report[], error: string | null) =>
      startTransition(() => {
        if (current) setBuilt({ inputs, kind, reports, error })
      })
    build(inputs, kind, () => current).then(
      (reports) => show(reports, null),
      (error: unknown) => show([], errorText(error)),
    )
    return () => {
      current = false
    }
  }, [inputs, kind])
  return built?.inputs === inputs ? built : null
}

async function build(inputs: readonly ReportInput[], kind: ExportKind, wanted: () => boolean): Promise<Report[]> {
  const reports: Report[] = []
  for (const input of inputs) if (wanted()) reports.push(await buildReportYielding({ ...input, kind }))
  return reports
}
