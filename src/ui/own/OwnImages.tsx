import { useEffect, useRef, useState, type ChangeEvent, type DragEvent, type ReactElement } from 'react'
import { createPortal } from 'react-dom'
import { errorText, LeakscopeError } from '../../domain/errors.ts'
import type { ShardManifest } from '../../domain/sample.ts'
import { UNPROTECTED } from '../../run/index.ts'
import { askForPersistence } from '../../storage/database/persistence.ts'
import { protection } from '../../../workers/service/register.ts'
import { Dialog } from '../kit/Dialog.tsx'
import { droppedFiles } from '../kit/dropped.ts'
import { Notice } from '../kit/Notice.tsx'
import { useSession } from '../session.ts'
import { useLoaded } from '../useLoaded.ts'
import { navigate, useRoute } from '../useRoute.ts'
import { confirmed, draftOf, sortFiles, type DraftPicture, type LeftOut } from './drafts.ts'
import { PictureReview } from './PictureReview.tsx'

/** A button that opens the intake of own pictures; `onStored` is called when they are in the store. */
export function OwnImages({ onStored }: { onStored: (shard: ShardManifest) => void }): ReactElement {
  const { dialog } = useRoute()
  const [open, setOpen] = useState(dialog === 'own-pictures')
  const [read, setRead] = useState(0)
  const close = () => {
    setOpen(false)
    navigate({ screen: 'plan' }, 'replace')
  }
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        Add your own pictures…
      </button>
      {open &&
        // Outside of the form that this stands in, which Enter would submit.
        createPortal(
          <Dialog
            title="Your own pictures"
            wouldLose={
              read === 0
                ? null
                : `What was read of ${read === 1 ? 'one picture' : `${read} pictures`}, and what you corrected, is not kept yet.`
            }
            onClose={close}
          >
            <OwnSteps
              onRead={setRead}
              onStored={(shard) => {
                onStored(shard)
                close()
              }}
            />
          </Dialog>,
          document.body,
        )}
    </>
  )
}

function OwnSteps({
  onRead,
  onStored,
}: {
  /** Is told how many pictures were read and are not kept yet. */
  onRead: (pictures: number) => void
  onStored: (shard: ShardManifest) => void
}): ReactElement {
  const { ownImages } = useSession()
  const protectedBy = useLoaded(protection)
  const [drafts, setDrafts] = useState<readonly DraftPicture[]>([])
  const [reading, setReading] = useState<{
    readonly name: string
    readonly done: number
    readonly total: number
  } | null>(null)
  const [keeping, setKeeping] = useState(false)
  const [leftOut, setLeftOut] = useState<readonly LeftOut[]>([])
  const [failure, setFailure] = useState<string | null>(null)
  const open = useRef(true)
  useEffect(() => {
    open.current = true
    // Closing the dialog ends the reading and forgets the pictures.
    return () => {
      open.current = false
      ownImages.dispose()
    }
  }, [ownImages])
  useEffect(() => {
    onRead(drafts.length)
    return () => onRead(0)
  }, [drafts.length, onRead])

  const unprotected = protectedBy.value?.enforcedBy === 'none'
  const locked = protectedBy.state !== 'ready' || unprotected || reading !== null || keeping

  const add = async (files: readonly File[]) => {
    setFailure(null)
    const { pictures, others } = await sortFiles(files)
    setLeftOut(others)
    for (const [index, file] of pictures.entries()) {
      if (!open.current) return
      setReading({ name: file.name, done: index, total: pictures.length })
      const draft = await ownImages.read(file).then(
        (read) => draftOf(file, read),
        (error: unknown): DraftPicture | null => {
          if (error instanceof LeakscopeError && error.code === 'aborted') return null
          return { file, read: null, failure: errorText(error), values: [] }
        },
      )
      if (draft === null) break
      setDrafts((before) => [...before, draft])
    }
    setReading(null)
  }
  const pick = (event: ChangeEvent<HTMLInputElement>) => {
    const files = [...(event.target.files ?? [])]
    event.target.value = ''
    void add(files)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    if (!locked) void droppedFiles(event.dataTransfer).then(add, (error: unknown) => setFailure(errorText(error)))
  }
  const keep = () => {
    setKeeping(true)
    setFailure(null)
    // A refusal changes nothing; Storage shows it.
    void askForPersistence()
    ownImages
      .keep(`Own pictures of ${new Date().toLocaleDateString()}`, pictures)
      .then(onStored, (error: unknown) => setFailure(errorText(error)))
      .finally(() => setKeeping(false))
  }
  const pictures = confirmed(drafts)
  const values = pictures.reduce((sum, picture) => sum + picture.values.length, 0)

  return (
    <div className="import own" onDragOver={(event) => event.preventDefault()} onDrop={drop}>
      <p>
        Photos or scans of your own. Their text is read here, on this machine; you confirm what of it is private; then
        the model is asked for it. The pictures and values are kept in this browser until you delete them (Storage).
      </p>
      {unprotected && (
        <Notice kind="bad" title="This page is not protected">
          {UNPROTECTED}
        </Notice>
      )}
      <div className="fields">
        <label className="file">
          <span>Pick pictures, or drop them or a folder here</span>
          <input type="file" multiple accept="image/*,.avif,.heic,.pdf" disabled={locked} onChange={pick} />
        </label>
        <label className="file">
          <span>Or pick a folder</span>
          <input
            type="file"
            multiple
            disabled={locked}
            onChange={pick}
            ref={(input) => input?.setAttribute('webkitdirectory', '')}
          />
        </label>
      </div>
      {leftOut.length > 0 && (
        <Notice title={leftOut.length === 1 ? 'One file was left out' : `${leftOut.length} files were left out`}>
          <ul>
            {leftOut.slice(0, 5).map(({ name, why }, index) => (
              // The same file may be picked twice.
              <li key={`${index} ${name}`}>
                {name}: {why}.
              </li>
            ))}
          </ul>
          {leftOut.length > 5 && `${leftOut.length - 5} more …`}
        </Notice>
      )}
      {reading !== null && (
        <div className="progress">
          <progress aria-label="Reading" max={reading.total} value={reading.done} />
          <p role="status" className="muted">
            Reading {reading.done + 1} of {reading.total}: {reading.name}
          </p>
          <button type="button" onClick={() => ownImages.dispose()}>
            Stop reading
          </button>
        </div>
      )}
      {drafts.map((draft, index) => (
        <PictureReview
          // The same file may be added twice.
          key={`${index} ${draft.file.name}`}
          draft={draft}
          onChange={(changed) => setDrafts((before) => before.map((one, i) => (i === index ? changed : one)))}
          onRemove={() => setDrafts((before) => before.filter((_, i) => i !== index))}
        />
      ))}
      {failure !== null && (
        <Notice kind="bad" title="The pictures could not be kept">
          {failure}
        </Notice>
      )}
      {pictures.length > 0 && (
        <p className="actions">
          <button type="button" className="primary" disabled={locked} onClick={keep}>
            Keep {pictures.length === 1 ? 'one picture' : `${pictures.length} pictures`} and{' '}
            {values === 1 ? 'one value' : `${values} values`} in this browser
          </button>
        </p>
      )}
    </div>
  )
}
