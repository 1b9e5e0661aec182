import { useState, type ReactElement } from 'react'
import type { ShardManifest } from '../../domain/sample.ts'
import type { ImportPreview } from '../../../workers/intake/types.ts'
import { Notice } from '../kit/Notice.tsx'

/** Rows at a time: two hundred thousand would hold the screen. */
const MORE_REJECTED = 500

/**
 * What an import would write. All of it comes from files, and is shown as text.
 * @param replaced the stored shard of the same id, if there is one.
 */
export function ImportPreviewView({
  preview,
  replaced,
}: {
  preview: ImportPreview
  replaced: ShardManifest | null
}): ReactElement {
  const { rows, pictures, rejected } = preview
  const [shown, setShown] = useState(MORE_REJECTED)
  const facts: readonly (readonly [string, string])[] = [
    ['files', preview.title],
    ['becomes', `${preview.name} (${preview.id}), benchmark ${preview.benchmark}`],
    ['rows', `${rows}, with ${pictures} pictures; ${rejected.length} rejected`],
    ['splits', entries(preview.bySplit)],
    [
      'true values',
      preview.withoutTruth === 0 ? 'known for all rows' : `unknown for ${preview.withoutTruth} of ${rows} rows`,
    ],
    ['licence', preview.licence],
  ]
  return (
    <section aria-label="Preview">
      <h3>Nothing is written yet. This would be imported:</h3>
      <dl className="pairs">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {replaced !== null && (
        <Notice title={`Replaces the stored shard ${replaced.id} (${replaced.rows} rows)`}>
          Runs that used it keep their questions, answers and scores, but their pictures are replaced too.
        </Notice>
      )}
      {preview.notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
      <table className="import-rows">
        <caption>First rows: question and picture as in the files, and what they become</caption>
        <thead>
          <tr>
            <th scope="col">Question</th>
            <th scope="col">Picture</th>
            <th scope="col">Becomes</th>
            <th scope="col">True value</th>
          </tr>
        </thead>
        <tbody>
          {preview.first.map((row) => (
            <tr key={row.id}>
              <td>{row.prompt}</td>
              <td>{row.picture ?? 'none'}</td>
              <td>
                {row.id}: {row.split}, {row.type}, task {row.scenario ?? 'none'}
              </td>
              <td>{row.truthKnown ? 'known' : 'unknown'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rejected.length > 0 && (
        <details open={rejected.length <= 10}>
          <summary>
            {rejected.length} rejected {rejected.length === 1 ? 'row' : 'rows'}
          </summary>
          <ul aria-label="Rejected rows">
            {rejected.slice(0, shown).map(({ row, reason }, index) => (
              <li key={`${index} ${row}`}>
                row {row}: {reason}
              </li>
            ))}
          </ul>
          {rejected.length > shown && (
            <button type="button" className="quiet" onClick={() => setShown(shown + MORE_REJECTED)}>
              Show {Math.min(MORE_REJECTED, rejected.length - shown)} more
            </button>
          )}
        </details>
      )}
    </section>
  )
}

function entries(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ')
}
