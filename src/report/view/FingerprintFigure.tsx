import type { ReactElement } from 'react'
import { NO_GUARD } from '../../domain/guard-spec.ts'
import { harmLimitsOf } from '../../guards/harm-limits.ts'
import type { LinkFor } from '../model/combine.ts'
import { SamplesLink } from './SamplesLink.tsx'
import { FEWEST } from '../charts/DotPlot.tsx'
import { fingerprintsOf } from '../model/fingerprint.ts'
import type { Rate } from '../model/rates.ts'
import type { Report } from '../model/report.ts'

/** Shades of a share, which the number in the cell says as well. */
const SHADES = 5
/** With more types than that, two fingerprints have no room beside each other. */
const BESIDE = 5

/** A model's leaks at a glance, in letters that are read from the last row. */
export function FingerprintFigure({
  report,
  name,
  linkFor,
}: {
  report: Report
  name: string
  linkFor: LinkFor
}): ReactElement {
  const fingerprints = fingerprintsOf(report.panels)
  return (
    <div className="fingerprints">
      {fingerprints.map(({ key, title, split, types, guards }) =>
        guards.map(({ guard, rows }) => (
          <div key={`${key} ${guard}`} className={types.length > BESIDE ? 'table-scroll many-types' : 'table-scroll'}>
            <table className="fingerprint">
              <caption>
                {name}. {title}
                {guard !== NO_GUARD && `, guard ${guard}`}
              </caption>
              <thead>
                <tr>
                  <th scope="col">Task</th>
                  {types.map(({ id, title: type }) => (
                    <th key={id} scope="col">
                      {type}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map(({ task, title: row, cells }) => (
                  <tr key={task}>
                    <th scope="row">{row}</th>
                    {cells.map((cell, index) => (
                      <td key={types[index]!.id} className={shadeOf(cell)}>
                        {cell === null ? (
                          '–'
                        ) : (
                          <SamplesLink
                            linkFor={linkFor}
                            runId={report.runId}
                            selection={{
                              ...(split === null ? {} : { split }),
                              task,
                              type: types[index]!.id,
                              ...(guard === NO_GUARD ? {} : { guard }),
                            }}
                          >
                            {textOf(cell)}
                          </SamplesLink>
                        )}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )),
      )}
      {harmLimitsOf(fingerprints.flatMap(({ guards }) => guards.map(({ guard }) => guard))).map((line) => (
        <p key={line} className="note-line">
          {line}
        </p>
      ))}
    </div>
  )
}

function isDrawn(cell: Rate | null): cell is Rate & { readonly value: number } {
  return cell !== null && cell.value !== null && cell.n >= FEWEST
}

function shadeOf(cell: Rate | null): string | undefined {
  return isDrawn(cell) ? `shade-${Math.ceil(cell.value * SHADES)}` : undefined
}

function textOf(cell: Rate): string {
  return isDrawn(cell) ? `${Math.round(cell.value * 100)}%` : `${cell.k ?? '–'}/${cell.n}`
}
