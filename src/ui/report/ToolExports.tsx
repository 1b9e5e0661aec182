import { useState, type ReactElement } from 'react'
import { collectYielding } from '../../domain/yield-to-event-loop.ts'
import type { ExportInput } from '../../report/export/export.ts'
import type { ToolFile, ToolFormat } from '../../report/export/tools/tool-format.ts'
import type { ExportKind } from '../../report/index.ts'
import { download } from '../download.ts'

export interface ToolExportsProps {
  readonly kind: ExportKind
  readonly results: readonly ExportInput[]
  /** Of the saved file, without its ending. */
  readonly name: string
  readonly disabled: boolean
  /** Makes a handler of what may fail. */
  readonly save: (make: () => Promise<void>) => () => void
}

/** Buttons that save the report for other tools; what makes their files is loaded when they are opened. */
export function ToolExports({ kind, results, name, disabled, save }: ToolExportsProps): ReactElement {
  const [formats, setFormats] = useState<readonly ToolFormat[]>([])
  const load = save(async () => {
    const { TOOL_FORMATS } = await import('../../report/export/tools/tool-formats.ts')
    setFormats(TOOL_FORMATS)
  })
  return (
    <details
      className="tool-exports"
      onToggle={(event) => {
        if (event.currentTarget.open) load()
      }}
    >
      <summary>For other tools</summary>
      <div className="actions">
        {formats.map((format) => (
          <button
            key={format.id}
            type="button"
            disabled={disabled}
            title={format.holds}
            onClick={save(() => saveFor(format, { kind, results, name }))}
          >
            {format.label}
          </button>
        ))}
      </div>
    </details>
  )
}

/** One file as it is; several as a ZIP of them. */
async function saveFor(
  format: ToolFormat,
  { kind, results, name }: Pick<ToolExportsProps, 'kind' | 'results' | 'name'>,
): Promise<void> {
  const [{ exchangeOf }, { zipOf }] = await Promise.all([
    import('../../report/export/tools/exchange.ts'),
    import('../../report/export/tools/zip.ts'),
  ])
  const runs = []
  for (const input of results) runs.push(await exchangeOf(input, kind))
  const files: ToolFile[] = []
  for await (const file of format.files(runs)) files.push({ ...file, pieces: await collectYielding(file.pieces) })
  const [first] = files
  if (files.length === 1 && first !== undefined) {
    const ending = first.name.slice(first.name.lastIndexOf('/') + 1).replace(/^[^.]*/, '')
    download(`${name}-${format.id}${ending}`, [...first.pieces], 'application/octet-stream')
  } else download(`${name}-${format.id}.zip`, [await zipOf(files)], 'application/zip')
}
