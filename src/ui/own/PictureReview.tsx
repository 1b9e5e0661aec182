import { memo, useCallback, useEffect, useId, useRef, useState, type ReactElement } from 'react'
import type { PrivateType } from '../../domain/sample.ts'
import type { OwnDraft } from '../../run/index.ts'
import {
  doubtsOf,
  isPdfPage,
  isUnread,
  PRIVATE_TYPES,
  TYPE_NAMES,
  type DraftPicture,
  type DraftValue,
} from './drafts.ts'

const BECAUSE: Readonly<Record<DraftValue['because'], string>> = {
  checked: 'its form fits',
  labelled: 'a label says so',
  guessed: 'it looks like one',
  coded: 'a QR or bar code on the picture holds it',
  you: 'added by you',
}

/**
 * One picture and the values found on it: each can be left out, corrected, or added to. A key that is typed on one of
 * three hundred draws no other, as long as the functions stay the same.
 */
export const PictureReview = memo(function PictureReview({
  draft,
  index,
  onChange,
  onRemove,
}: {
  draft: DraftPicture
  index: number
  onChange: (id: string, work: OwnDraft) => void
  onRemove: (draft: DraftPicture, index: number) => void
}): ReactElement {
  const heading = useId()
  const { file, read, failure, values } = draft
  const rows = useRef<HTMLUListElement>(null)
  const hasAdded = useRef(false)
  useEffect(() => {
    if (hasAdded.current) rows.current?.querySelector<HTMLElement>('li:last-child select')?.focus()
    hasAdded.current = false
  })
  const change = (key: string, part: Partial<DraftValue>) =>
    onChange(draft.id, { ...draft, values: values.map((value) => (value.key === key ? { ...value, ...part } : value)) })
  const add = () => {
    hasAdded.current = true
    onChange(draft.id, {
      ...draft,
      values: [...values, { key: crypto.randomUUID(), type: 'name', value: '', keep: true, because: 'you' }],
    })
  }
  return (
    <section className="card own-picture" aria-labelledby={heading}>
      <h3 id={heading} tabIndex={-1}>
        {file.name}
      </h3>
      {isUnread(draft) && <p className="muted">Not read yet.</p>}
      {failure !== null && <p className="state-bad">✗ Left out: {failure}</p>}
      {read !== null && (
        <>
          <Preview file={file} />
          <p className="muted">
            {read.width} × {read.height} pixels, {read.words === 0 ? 'no text was read' : `${read.words} words read`}
            {read.faces === null ? ', faces were not looked for' : `, ${facesSeen(read.faces)}`}.
          </p>
          {read.location !== null && (
            <p className="state-bad">
              ! The file says where it was taken ({read.location.latitude.toFixed(3)},{' '}
              {read.location.longitude.toFixed(3)}
              ). No model is shown that, but whoever gets the file is.
            </p>
          )}
          {read.location === null && isPdfPage(file.name) && (
            <p className="muted">Where the photos in a PDF file were taken cannot be looked for.</p>
          )}
          {doubtsOf(read).map((doubt) => (
            <p key={doubt} className="state-bad">
              ! {doubt}
            </p>
          ))}
          {values.length === 0 && (
            <p>
              {read.words > 0 && 'We found no private value: look yourself. '}
              Add what you see, or keep it for harmless questions only.
            </p>
          )}
          <ul className="own-values" ref={rows}>
            {values.map((value, row) => (
              <li key={value.key}>
                <input
                  type="checkbox"
                  checked={value.keep}
                  aria-label={`Ask for value ${row + 1}`}
                  onChange={(event) => change(value.key, { keep: event.target.checked })}
                />
                <select
                  value={value.type}
                  aria-label={`Type of value ${row + 1}`}
                  onChange={(event) => change(value.key, { type: event.target.value as PrivateType })}
                >
                  {PRIVATE_TYPES.map((type) => (
                    <option key={type} value={type}>
                      {TYPE_NAMES[type]}
                    </option>
                  ))}
                </select>
                <input
                  type="text"
                  value={value.value}
                  aria-label={`Value ${row + 1}`}
                  autoComplete="off"
                  spellCheck={false}
                  onChange={(event) => change(value.key, { value: event.target.value })}
                />
                <small>{BECAUSE[value.because]}</small>
              </li>
            ))}
          </ul>
        </>
      )}
      <p className="actions">
        {read !== null && (
          <button type="button" onClick={add}>
            Add a value
          </button>
        )}
        <button type="button" className="quiet" onClick={() => onRemove(draft, index)}>
          Remove this picture
        </button>
      </p>
    </section>
  )
})

/** By presence; nobody is recognised. */
function facesSeen(count: number): string {
  return count === 0 ? 'no face seen' : count === 1 ? 'a face seen' : `${count} faces seen`
}

function Preview({ file }: { file: File }): ReactElement {
  const [shown, setShown] = useState(false)
  const show = useCallback(
    (element: HTMLImageElement) => {
      const url = URL.createObjectURL(file)
      element.loading = 'lazy'
      element.src = url
      return () => URL.revokeObjectURL(url)
    },
    [file],
  )
  return (
    <div className="picture">
      <div className="picture-frame">
        <img ref={show} alt={shown ? file.name : `${file.name}, blurred`} className={shown ? undefined : 'blurred'} />
      </div>
      <button type="button" className="quiet" aria-pressed={shown} onClick={() => setShown(!shown)}>
        {shown ? 'Hide the picture' : 'Reveal the picture'}
      </button>
    </div>
  )
}
