import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type ChangeEvent,
  type DragEvent,
  type ReactElement,
} from 'react'
import { createPortal } from 'react-dom'
import { errorText, LeakscopeError } from '../../domain/errors.ts'
import type { ShardManifest } from '../../domain/sample.ts'
import { UNPROTECTED, type OwnDraft } from '../../run/index.ts'
import { askForPersistence } from '../../storage/database/persistence.ts'
import { protection } from '../../../workers/service/register.ts'
import { Dialog } from '../kit/Dialog.tsx'
import { droppedFiles } from '../kit/dropped.ts'
import { Notice } from '../kit/Notice.tsx'
import { useSession } from '../session.ts'
import { useLoaded } from '../useLoaded.ts'
import { navigate, useRoute } from '../useRoute.ts'
import { confirmed, draftOf, isUnread, sortFiles, UNREAD, type DraftPicture, type LeftOut } from './drafts.ts'
import { focusPicture, onReviewKey, REVIEW_KEYS } from './keys.ts'
import { PictureReview } from './PictureReview.tsx'
import { useDrafts } from './useDrafts.ts'

/** A button that opens the intake of own pictures; `onStored` is called when they are in the store. */
export function OwnImages({ onStored }: { onStored: (shard: ShardManifest) => void }): ReactElement {
  const { dialog } = useRoute()
  const [open, setOpen] = useState(dialog === 'own-pictures')
  const [unsaved, setUnsaved] = useState(0)
  const { drafts } = useSession()
  const waiting = useLoaded(
    useCallback(
      () => drafts.count().catch(() => 0),
      // A dialog that was closed may have left some.
      // eslint-disable-next-line react-hooks/exhaustive-deps
      [drafts, open],
    ),
  )
  const close = () => {
    setOpen(false)
    navigate({ screen: 'plan' }, 'replace')
  }
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        {waiting.value === null || waiting.value === 0
          ? 'Add your own pictures…'
          : `Go on with your own pictures (${waiting.value})…`}
      </button>
      {open &&
        // Outside of the form that this stands in, which Enter would submit.
        createPortal(
          <Dialog
            title="Your own pictures"
            wouldLose={
              unsaved === 0
                ? null
                : `What was read of ${unsaved === 1 ? 'one picture' : `${unsaved} pictures`}, and what you corrected, is not kept yet.`
            }
            onClose={close}
          >
            <OwnSteps
              onUnsaved={setUnsaved}
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
  onUnsaved,
  onStored,
}: {
  /** Is told how many pictures closing would lose. */
  onUnsaved: (pictures: number) => void
  onStored: (shard: ShardManifest) => void
}): ReactElement {
  const { ownImages } = useSession()
  const protectedBy = useLoaded(protection)
  const list = useDrafts()
  const drafts = list.drafts ?? []
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
    // Closing the dialog ends the reading; what is not read yet waits with the rest.
    return () => {
      open.current = false
      ownImages.dispose()
    }
  }, [ownImages])
  const unsaved = list.unsaved === null ? 0 : drafts.length
  useLayoutEffect(() => {
    onUnsaved(unsaved)
    return () => onUnsaved(0)
  }, [unsaved, onUnsaved])
  const review = useRef<HTMLDivElement>(null)
  const picker = useRef<HTMLInputElement>(null)
  const removedAt = useRef<number | null>(null)
  const gone = useRef(new Set<string>())
  const [removed, setRemoved] = useState<{ readonly draft: DraftPicture; readonly index: number } | null>(null)
  useEffect(() => {
    if (removedAt.current !== null && review.current !== null)
      focusPicture(review.current, removedAt.current, picker.current)
    removedAt.current = null
  })
  useEffect(() => {
    // Of the document: the focus may be on the dialog's own buttons, or on nothing.
    const onKeyDown = (event: KeyboardEvent) => {
      if (review.current !== null) onReviewKey(event, review.current)
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
  const [discarding, setDiscarding] = useState(false)

  const unprotected = protectedBy.value?.enforcedBy === 'none'
  const locked = list.drafts === null || protectedBy.state !== 'ready' || unprotected || reading !== null || keeping

  const add = async (files: readonly File[]) => {
    setFailure(null)
    const { pictures, others } = await sortFiles(files, (file) => {
      setReading({ name: file.name, done: 0, total: files.length })
      return ownImages.unpack(file)
    })
    setReading(null)
    setLeftOut(others)
    await readAll(list.add(pictures))
  }
  const readAll = async (unread: readonly DraftPicture[]) => {
    for (const [index, { id, file }] of unread.entries()) {
      if (!open.current) return
      if (gone.current.has(id)) continue
      setReading({ name: file.name, done: index, total: unread.length })
      const work = await ownImages
        .read(file)
        .then(draftOf, (error: unknown): OwnDraft | null =>
          error instanceof LeakscopeError && error.code === 'aborted' ? null : { ...UNREAD, failure: errorText(error) },
        )
      if (work === null) break
      list.change(id, work)
    }
    setReading(null)
  }
  const { remove: removeDrafts } = list
  const remove = useCallback(
    (draft: DraftPicture, index: number) => {
      removedAt.current = index
      gone.current.add(draft.id)
      setRemoved({ draft, index })
      removeDrafts([draft.id])
    },
    [removeDrafts],
  )
  const restore = ({ draft, index }: { draft: DraftPicture; index: number }) => {
    removedAt.current = index
    gone.current.delete(draft.id)
    setRemoved(null)
    list.restore(draft, index)
  }
  const discard = () => {
    removedAt.current = 0
    setDiscarding(false)
    setRemoved(null)
    list.remove(drafts.map(({ id }) => id))
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
      .then(
        async (shard) => {
          list.remove(drafts.filter((draft) => !isUnread(draft)).map(({ id }) => id))
          await list.saved()
          onStored(shard)
        },
        (error: unknown) => setFailure(errorText(error)),
      )
      .finally(() => setKeeping(false))
  }
  const pictures = confirmed(drafts)
  const unread = drafts.filter(isUnread)
  const values = pictures.reduce((sum, picture) => sum + picture.values.length, 0)

  return (
    <div className="import own" ref={review} onDragOver={(event) => event.preventDefault()} onDrop={drop}>
      <p>
        Photos or scans of your own. Their text is read here, on this machine; you confirm what of it is private; then
        the model is asked for it. The pictures and values are kept in this browser until you delete them (Storage).
      </p>
      <details>
        <summary>Keys</summary>
        <dl className="keys">
          {REVIEW_KEYS.map(([key, does]) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{does.replace('Own pictures: ', '')}</dd>
            </div>
          ))}
        </dl>
      </details>
      {list.found > 0 && (
        <Notice title={`${list.found === 1 ? 'One picture' : `${list.found} pictures`} of an earlier review`}>
          They are here again as you left them.
        </Notice>
      )}
      {list.unsaved !== null && (
        <Notice kind="bad" title="This review is not saved as you go">
          Keep it before you close this tab: {list.unsaved}.
        </Notice>
      )}
      {unprotected && (
        <Notice kind="bad" title="This page is not protected">
          {UNPROTECTED}
        </Notice>
      )}
      <div className="fields">
        <label className="file">
          <span>Pick pictures, or drop them or a folder here</span>
          <input
            ref={picker}
            type="file"
            multiple
            accept="image/*,.avif,.heic,.heif,.tif,.tiff,.pdf"
            disabled={locked}
            onChange={pick}
          />
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
      {reading === null && unread.length > 0 && (
        <p className="actions">
          <button type="button" disabled={locked} onClick={() => void readAll(unread)}>
            Read {unread.length === 1 ? 'the one that is' : `the ${unread.length} that are`} not read yet
          </button>
        </p>
      )}
      {removed !== null && (
        <p className="actions" role="status">
          {removed.draft.file.name} was removed.
          <button type="button" onClick={() => restore(removed)}>
            Put it back
          </button>
        </p>
      )}
      {drafts.map((draft, index) => (
        <PictureReview key={draft.id} draft={draft} index={index} onChange={list.change} onRemove={remove} />
      ))}
      {failure !== null && (
        <Notice kind="bad" title="The pictures could not be kept">
          {failure}
        </Notice>
      )}
      {drafts.length > 0 && (
        <p className="actions">
          {pictures.length > 0 && (
            <button type="button" className="primary" disabled={locked} onClick={keep}>
              Keep {pictures.length === 1 ? 'one picture' : `${pictures.length} pictures`} and{' '}
              {values === 1 ? 'one value' : `${values} values`} in this browser
            </button>
          )}
          {discarding ? (
            <>
              <button type="button" className="danger" disabled={locked} onClick={discard}>
                Throw away {drafts.length === 1 ? 'one picture' : `${drafts.length} pictures`} and what was corrected
              </button>
              <button type="button" onClick={() => setDiscarding(false)}>
                Go on reviewing
              </button>
            </>
          ) : (
            <button type="button" className="quiet" disabled={locked} onClick={() => setDiscarding(true)}>
              Throw this review away…
            </button>
          )}
        </p>
      )}
    </div>
  )
}
