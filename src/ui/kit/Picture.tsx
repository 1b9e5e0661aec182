import { useCallback, useState, type ReactElement } from 'react'
import type { PlannedSample } from '../../run/index.ts'
import { useSession } from '../session.ts'
import { useLoaded } from '../useLoaded.ts'
import { useShortcut } from '../useShortcut.ts'

/** The sample's picture, blurred until somebody asks to see it. Its text alternative never holds a private value. */
export function Picture({
  sample,
}: {
  sample: Pick<PlannedSample, 'shardId' | 'imageId' | 'split' | 'type'>
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
          <img
            ref={show}
            alt={`Sample (${split}, ${type})${shown ? '' : ', blurred'}`}
            className={shown ? undefined : 'blurred'}
          />
        )}
      </div>
      <button type="button" className="quiet" aria-pressed={shown} onClick={() => setShown(!shown)}>
        {shown ? 'Hide the picture' : 'Reveal the picture'}
      </button>
    </div>
  )
}
