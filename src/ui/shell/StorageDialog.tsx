import { useCallback, useState, type ReactElement } from 'react'
import { errorText } from '../../domain/errors.ts'
import { formatBytes } from '../../report/model/text.ts'
import { useActive } from '../active.ts'
import { Dialog } from '../kit/Dialog.tsx'
import { Notice } from '../kit/Notice.tsx'
import { formatRoute } from '../route.ts'
import { useSession } from '../session.ts'
import { useReloaded } from '../useLoaded.ts'
import { formatDate } from '../words.ts'
import { DeleteButton } from './DeleteButton.tsx'
import { useDeletions } from './deletions.ts'

/** What this browser keeps for the app, and how to delete it. */
export function StorageDialog({ onClose }: { onClose: () => void }): ReactElement {
  const session = useSession()
  const { store } = session
  const [version, setVersion] = useState(0)
  const [failure, setFailure] = useState<string | null>(null)
  const [confirming, setConfirming] = useState(false)
  const active = useActive()
  const busy = active !== null && !active.snapshot().finished
  const content = useReloaded(
    useCallback(async () => {
      const [runs, shards, features, models, drafts, space] = await Promise.all([
        session.runs(),
        store.shards(),
        store.featureUse(),
        session.storedModels(),
        // A browser that keeps no drafts has none.
        session.drafts.count().catch(() => 0),
        store.estimate(),
      ])
      return { runs, shards, features, models, drafts, space, version }
    }, [session, store, version]),
  )
  const change = (action: () => Promise<void>) => () => {
    setFailure(null)
    action().then(
      () => setVersion((v) => v + 1),
      (error: unknown) => setFailure(errorText(error)),
    )
  }
  const deletions = useDeletions(session, (error) => {
    setFailure(error === null ? null : errorText(error))
    setVersion((v) => v + 1)
  })
  const clearAll = async () => {
    await session.clear()
    for (const { id } of await session.storedModels()) await session.removeModel(id)
    setConfirming(false)
  }
  return (
    <Dialog title="Storage" onClose={onClose}>
      {failure !== null && (
        <Notice kind="bad" title="That did not work">
          {failure}
        </Notice>
      )}
      {content.state === 'failed' && (
        <Notice kind="bad" title="Storage cannot be read">
          {content.error}
        </Notice>
      )}
      {busy && <p className="muted">An audit is running in this tab: deleting waits until it has ended.</p>}
      {content.state === 'ready' && (
        <>
          <p>
            {formatBytes(content.value.space.usage)} used of {formatBytes(content.value.space.quota)} that this browser
            allows.{' '}
            {content.value.space.persisted === true
              ? 'The browser will not evict it.'
              : 'The browser may evict it when the disk is full.'}
          </p>
          <h3>Runs</h3>
          {content.value.runs.length === 0 && <p className="muted">None yet.</p>}
          <ul className="stored">
            {content.value.runs.map((run) => (
              <li key={run.id}>
                <span>
                  <a href={formatRoute({ screen: 'report', runIds: [run.id] })} onClick={onClose}>
                    {run.environment?.modelName ?? run.config.model}
                  </a>
                  <small>
                    {formatDate(run.createdAt)}, {run.sampleCount} samples, {run.status}
                  </small>
                </span>
                <DeleteButton
                  name={`the run of ${formatDate(run.createdAt)}`}
                  disabled={busy}
                  deletions={deletions}
                  kind="run"
                  id={run.id}
                />
              </li>
            ))}
          </ul>
          <h3>Shards</h3>
          {content.value.shards.length === 0 && <p className="muted">None yet.</p>}
          <ul className="stored">
            {content.value.shards.map((shard) => (
              <li key={shard.id}>
                <span>
                  {shard.name}
                  <small>
                    {shard.rows} rows, {formatBytes(shard.bytes)}, licence {shard.licence}
                  </small>
                </span>
                <DeleteButton
                  name={`the shard ${shard.name}`}
                  disabled={busy}
                  deletions={deletions}
                  kind="shard"
                  id={shard.id}
                />
              </li>
            ))}
          </ul>
          {content.value.drafts > 0 && (
            <>
              <h3>Own pictures under review</h3>
              <ul className="stored">
                <li>
                  <span>
                    {content.value.drafts === 1 ? 'One picture' : `${content.value.drafts} pictures`}
                    <small>with your corrections, not kept for audits yet</small>
                  </span>
                  <button
                    type="button"
                    onClick={change(() => session.drafts.clear())}
                    aria-label="Delete the own pictures under review"
                  >
                    Delete
                  </button>
                </li>
              </ul>
            </>
          )}
          {content.value.features.pictures > 0 && (
            <>
              <h3>Image features</h3>
              <ul className="stored">
                <li>
                  <span>
                    What models made of {content.value.features.pictures}{' '}
                    {content.value.features.pictures === 1 ? 'picture' : 'pictures'}
                    <small>
                      {formatBytes(content.value.features.bytes)}, so that the next run on them starts sooner; deleted
                      with their shard
                    </small>
                  </span>
                  <button
                    type="button"
                    disabled={busy}
                    onClick={change(() => store.clearFeatures())}
                    aria-label="Delete the image features"
                  >
                    Delete
                  </button>
                </li>
              </ul>
            </>
          )}
          <h3>Models</h3>
          {content.value.models.length === 0 && <p className="muted">None kept: the bundled ones come with the app.</p>}
          <ul className="stored">
            {content.value.models.map((model) => (
              <li key={model.id}>
                <span>
                  {model.name}
                  <small>
                    {formatBytes(model.bytes)}, {model.from === 'hub' ? 'from the hub' : 'copied from your folder'}
                    {model.whole ? '' : ', unfinished'}
                    {model.licence === null ? '' : `, licence ${model.licence}`}
                  </small>
                </span>
                <button
                  type="button"
                  disabled={busy}
                  onClick={change(() => session.removeModel(model.id))}
                  aria-label={`Delete the model ${model.name}`}
                >
                  Delete
                </button>
              </li>
            ))}
          </ul>
          <h3>Everything</h3>
          {confirming ? (
            <p className="actions">
              All runs, answers, scores, shards, pictures, image features and kept models of this app go. This cannot be
              undone.
              <button type="button" className="danger" disabled={busy} onClick={change(clearAll)}>
                Delete everything
              </button>
              <button type="button" onClick={() => setConfirming(false)}>
                Keep it
              </button>
            </p>
          ) : (
            <button type="button" disabled={busy} onClick={() => setConfirming(true)}>
              Clear all…
            </button>
          )}
        </>
      )}
    </Dialog>
  )
}
