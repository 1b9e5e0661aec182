import { Fragment, type ReactElement } from 'react'
import type { Edit } from '../../guards/detoxify.ts'
import { Value } from './Value.tsx'

/**
 * An answer with what a guard changed, on the same line: struck out what a reader did not get, marked what
 * stands there instead. Text nodes only.
 */
export function ChangedText({ raw, edits }: { raw: string; edits: readonly Edit[] }): ReactElement {
  return (
    <span className="output" dir="auto">
      {edits.map(({ start, end, text }, i) => (
        <Fragment key={start}>
          {raw.slice(edits[i - 1]?.end ?? 0, start)}
          <span className="guard-out">
            <span className="span-sign">✂ taken out: </span>
            <del>
              <Value>{raw.slice(start, end)}</Value>
            </del>
          </span>{' '}
          <span className="guard-in">
            <span className="span-sign">instead: </span>
            <ins>{text}</ins>
          </span>
        </Fragment>
      ))}
      {raw.slice(edits.at(-1)?.end ?? 0)}
    </span>
  )
}
