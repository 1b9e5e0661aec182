import { useCallback, useEffect, useMemo, useState, useSyncExternalStore, type ReactElement } from 'react'
import { Notice } from '../../ui-kit/Notice.tsx'
import { WASM_HEAP } from '../../domain/repository.ts'
import { formatBytes } from '../../report/model/text.ts'
import type { StoredFile, StoredManifest, StoredModel } from '../../storage/models/types.ts'
import { hubModelId, type ModelWriterVerbs } from '../../../workers/model-store/types.ts'
import { chosenFiles, defaultChoice, listingFaults, sessionChoices, type Dtypes } from './choose.ts'
import { Download, type DownloadState } from './download.ts'
import type { Listing } from './listing.ts'
import type { FrameMachine } from './types.ts'

interface Props {
  readonly endpoint: string
  readonly listing: Listing
  readonly machine: FrameMachine
  readonly modelWriter: ModelWriterVerbs
  readonly onBack: () => void
  readonly onClose: () => void
}

/** What a repository holds, which of it is fetched, and how far that is. */
export function ModelFiles({ endpoint, listing, machine, modelWriter, onBack, onClose }: Props): ReactElement {
  const faults = useMemo(() => listingFaults(listing), [listing])
  const [dtypes, setDtypes] = useState<Dtypes>(() =>
    faults.length > 0 ? {} : defaultChoice(listing.files, machine.webgpu ? 'webgpu' : 'wasm', machine.float16),
  )
  const [stored, setStored] = useState<StoredModel | null>(null)
  const [download, setDownload] = useState<Download | null>(null)
  const id = hubModelId(listing.repository, listing.revision)
  const files = useMemo(() => chosenFiles(listing.files, dtypes), [listing, dtypes])
  const state = useSyncExternalStore(
    useCallback((listener) => download?.subscribe(listener) ?? (() => undefined), [download]),
    () => download?.snapshot() ?? null,
  )
  const phase = state?.phase ?? null
  const active = phase === 'running' || phase === 'waiting'

  // The phase changes when something on the model store has changed.
  const refresh = useCallback(() => {
    modelWriter.models().then(
      (models) => setStored(models.find(({ manifest }) => manifest.id === id) ?? null),
      () => setStored(null),
    )
  }, [modelWriter, id])
  const settled = `${phase} ${state?.whole ?? 0}`
  useEffect(() => {
    if (settled !== '') refresh()
  }, [refresh, settled])

  const have = (file: StoredFile) => stored?.files.find(({ path }) => path === file.path) ?? null
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0)
  const missing = files.reduce((sum, file) => sum + file.bytes - (have(file)?.have ?? 0), 0)
  const whole = files.length > 0 && files.every((file) => (have(file)?.sha256 ?? null) !== null)

  const start = () => {
    const manifest: StoredManifest = {
      id,
      name: `${listing.repository.split('/').at(-1)} (${listing.revision.slice(0, 7)})`,
      origin: { kind: 'hub', endpoint, repository: listing.repository, revision: listing.revision },
      licence: listing.licence,
      files,
    }
    const next = new Download(endpoint, listing, manifest, modelWriter)
    setDownload(next)
    void next.run()
  }

  return (
    <>
      <p>
        <button type="button" className="quiet" onClick={onBack} disabled={active}>
          ← All models
        </button>
      </p>
      <h2>{listing.repository}</h2>
      <dl className="pairs">
        <div>
          <dt>Commit</dt>
          <dd>
            <code>{listing.revision}</code>
          </dd>
        </div>
        <div>
          <dt>Licence</dt>
          <dd>{listing.licence ?? 'Its card names none: ask its authors before you use it'}</dd>
        </div>
        <div>
          <dt>To fetch</dt>
          <dd>
            {whole
              ? `nothing: all ${formatBytes(total)} are here and checked`
              : `${formatBytes(missing)} of ${formatBytes(total)} in ${files.length} files`}
          </dd>
        </div>
        <div>
          <dt>Free space</dt>
          <dd>
            {formatBytes(machine.free)}
            {machine.free !== null && machine.free < missing && (
              <b className="state-bad">: too little. Delete a model or runs first (Storage, in Leakscope)</b>
            )}
          </dd>
        </div>
        {total > WASM_HEAP && (
          <div>
            <dt>Memory</dt>
            <dd>
              <b className="state-bad">
                more than WebAssembly’s {formatBytes(WASM_HEAP)}, through which WebGPU loads too: choose fewer bits
              </b>
            </dd>
          </div>
        )}
      </dl>
      {faults.length > 0 ? (
        <Notice kind="bad" title="Not a model that Leakscope can run">
          {faults.join('. ')}
        </Notice>
      ) : (
        <>
          <fieldset className="field" disabled={active}>
            <legend>dtype of each part</legend>
            <div className="fields">
              {Object.entries(sessionChoices(listing.files)).map(([session, choices]) => (
                <label key={session} className="field">
                  <span>{session}</span>
                  <select
                    value={dtypes[session]}
                    onChange={(event) => setDtypes({ ...dtypes, [session]: event.target.value })}
                  >
                    {choices.map((dtype) => (
                      <option key={dtype}>{dtype}</option>
                    ))}
                  </select>
                </label>
              ))}
            </div>
          </fieldset>
          {state !== null && <Progress state={state} />}
          <p className="actions">
            {!active && !whole && (
              <button type="button" className="primary" onClick={start} disabled={files.length === 0}>
                {missing < total ? `Resume, ${formatBytes(missing)} to go` : `Download ${formatBytes(total)}`}
              </button>
            )}
            {active && (
              <button type="button" onClick={() => download?.pause()}>
                Pause
              </button>
            )}
            {whole && !active && (
              <button type="button" className="primary" onClick={onClose}>
                Audit it in Leakscope
              </button>
            )}
          </p>
          <Files files={files} have={have} />
        </>
      )}
    </>
  )
}

function Progress({ state }: { state: DownloadState }): ReactElement {
  const { phase, path, loaded, total, whole, files, message } = state
  return (
    <div className="progress">
      <progress value={loaded} max={Math.max(total, 1)} aria-label="Download" />
      <div className="progress-line">
        <p>
          {formatBytes(loaded)} of {formatBytes(total)}
        </p>
        <p role="status">
          {phase === 'done' && 'All files are here and checked'}
          {phase === 'paused' && 'Paused'}
          {phase === 'waiting' && message}
          {phase === 'failed' && 'Stopped'}
          {phase === 'running' && `${whole} of ${files} files checked; now ${path ?? 'starting'}`}
        </p>
      </div>
      {phase === 'failed' && (
        <Notice kind="bad" title="The download stopped">
          {message}
        </Notice>
      )}
    </div>
  )
}

function Files({
  files,
  have,
}: {
  files: readonly StoredFile[]
  have: (file: StoredFile) => { readonly have: number; readonly sha256: string | null } | null
}): ReactElement {
  return (
    <div className="file-table">
      <table>
        <caption>The exact files, and the hash that each must have</caption>
        <thead>
          <tr>
            <th scope="col">File</th>
            <th scope="col">Bytes</th>
            <th scope="col">Hash</th>
            <th scope="col">Here</th>
          </tr>
        </thead>
        <tbody>
          {files.map((file) => {
            const state = have(file)
            return (
              <tr key={file.path}>
                <th scope="row">{file.path}</th>
                <td>{file.bytes.toLocaleString('en')}</td>
                <td>
                  <code title={file.hash?.hex}>
                    {file.hash?.kind} {file.hash?.hex.slice(0, 12)}…
                  </code>
                </td>
                <td>
                  {state === null || (state.have === 0 && state.sha256 === null)
                    ? 'no'
                    : state.sha256 === null
                      ? `${formatBytes(state.have)}, unchecked`
                      : 'checked'}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
