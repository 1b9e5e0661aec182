import { useCallback, useState, type ReactElement } from 'react'
import type { PlannedSample } from '../../run/index.ts'
import { useSession } from '../session.ts'
import { useLoaded } from '../useLoaded.ts'
import { useShortcut } from '../useShortcut.ts'

/** A box in a picture of that width and height, all in its pixels. */
export interface Frame {
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
  readonly width: number
  readonly height: number
}

/**
 * The sample's picture, blurred until somebody asks to see it. Its text alternative never holds a private value.
 * @param frame a place in it to be framed.
 */
export function Picture({
  sample,
  frame = null,
}: {
  sample: Pick<PlannedSample, 'shardId' | 'imageId' | 'split' | 'type'>
  frame?: Frame | null
}): ReactElement {
  const { shardId, imageId, split, type } = sample
  const { store } = useSession()
  const [shown, setShown] = useState(false)
  const image = useLoaded(
    useCallback(
      () => (imageId === null ? Promise.resolve(null) : store.image(shardId, imageId)),
      [store, shardId, imageId],
    ),
  )
  const blob = image.value
  const show = useCallback(
    (element: HTMLImageElement) => {
      if (blob === null) return
      const url = URL.createObjectURL(blob)
      element.src = url
      return () => URL.revokeObjectURL(url)
    },
    [blob],
  )
  useShortcut('v', () => setShown((s) => !s), blob !== null)
  if (imageId === null) return <p className="muted">This sample has no picture.</p>
  if (image.state === 'failed') return <p className="state-bad">✗ The picture cannot be shown: {image.error}</p>
  return (
    <div className="picture">
      <div className="picture-frame">
        {blob !== null && (
          <div className="picture-whole">
            <img
              ref={show}
              alt={`Sample (${split}, ${type})${shown ? '' : ', blurred'}`}
              className={shown ? undefined : 'blurred'}
            />
            {frame !== null && (
              // Fitted as the picture is (`object-fit: contain`).
              <svg className="picture-spot" viewBox={`0 0 ${frame.width} ${frame.height}`} aria-hidden="true">
                <rect {...frame.box} />
              </svg>
            )}
          </div>
        )}
      </div>
      <button type="button" className="quiet" aria-pressed={shown} onClick={() => setShown(!shown)}>
        {shown ? 'Hide the picture' : 'Reveal the picture'}
      </button>
    </div>
  )
}
