import { useCallback, useEffect, useState, type FormEvent, type ReactElement } from 'react'
import { errorText } from '../../domain/errors.ts'
import { Notice } from '../../ui-kit/Notice.tsx'
import { formatBytes } from '../../report/model/text.ts'
import type { StoredModel } from '../../storage/models/types.ts'
import type { ModelWriterVerbs } from '../../../workers/model-store/types.ts'
import { CATALOGUE, type CatalogueModel } from './catalogue.ts'
import { checkRepository, readListing, type Listing } from './listing.ts'
import { ModelFiles } from './ModelFiles.tsx'
import type { FrameMachine } from './types.ts'

interface Props {
  readonly endpoint: string
  readonly machine: FrameMachine
  readonly modelWriter: ModelWriterVerbs
  readonly onClose: () => void
}

/** Pick a model, see its files, fetch them. */
export function HubFrame({ endpoint, machine, modelWriter, onClose }: Props): ReactElement {
  const [stored, setStored] = useState<readonly StoredModel[]>([])
  const [listing, setListing] = useState<Listing | null>(null)
  const [asking, setAsking] = useState<AbortController | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const host = new URL(endpoint).host

  const refresh = useCallback(() => {
    modelWriter.models().then(setStored, (error: unknown) => setFailure(errorText(error)))
  }, [modelWriter])
  useEffect(refresh, [refresh])

  const look = (name: string, revision: string) => {
    setFailure(null)
    const asked = new AbortController()
    setAsking(asked)
    Promise.resolve()
      .then(() => readListing(endpoint, checkRepository(name), revision.trim() || 'main', asked.signal))
      .then(setListing, (error: unknown) => {
        if (!asked.signal.aborted) setFailure(errorText(error))
      })
      .finally(() => setAsking(null))
  }
  const remove = (id: string) => {
    modelWriter.remove(id).then(refresh, (error: unknown) => setFailure(errorText(error)))
  }
  const back = () => {
    setListing(null)
    refresh()
  }

  if (listing !== null) {
    return (
      <Page host={host} onClose={onClose}>
        <ModelFiles
          key={listing.repository + listing.revision}
          endpoint={endpoint}
          listing={listing}
          machine={machine}
          modelWriter={modelWriter}
          onBack={back}
          onClose={onClose}
        />
      </Page>
    )
  }
  return (
    <Page host={host} onClose={onClose}>
      {failure !== null && (
        <Notice kind="bad" title="That did not work">
          {failure}
        </Notice>
      )}
      {asking !== null && (
        <p className="actions" role="status">
          Asking {host}…
          <button type="button" onClick={() => asking.abort()}>
            Cancel
          </button>
        </p>
      )}
      {stored.length > 0 && <StoredModels models={stored} busy={asking !== null} onResume={look} onRemove={remove} />}
      <Typed busy={asking !== null} onLook={look} />
      <section aria-labelledby="list">
        <h2 id="list">Or one of these</h2>
        <p className="muted">
          Small models for a home machine. Sizes and problems are as their pages said in November 2026; nobody here
          could load them, so take each line as unverified. What is fetched, and its licence, is shown before it is
          fetched.
        </p>
        <ul className="models">
          {CATALOGUE.map((model) => (
            <Entry key={model.repository} model={model} busy={asking !== null} onLook={look} />
          ))}
        </ul>
      </section>
    </Page>
  )
}

function Page({
  host,
  onClose,
  children,
}: {
  host: string
  onClose: () => void
  children: React.ReactNode
}): ReactElement {
  return (
    <main>
      <div className="frame-head">
        <div>
          <h1>Get a model from {host}</h1>
          <p className="muted">
            This page may reach {host} and has no storage: it cannot open your pictures or results, and the browser
            enforces that. Files go through a checker that has storage and no network.
          </p>
        </div>
        <button type="button" onClick={onClose}>
          Back to Leakscope
        </button>
      </div>
      {children}
    </main>
  )
}

function StoredModels({
  models,
  busy,
  onResume,
  onRemove,
}: {
  models: readonly StoredModel[]
  busy: boolean
  onResume: (repository: string, revision: string) => void
  onRemove: (id: string) => void
}): ReactElement {
  return (
    <section className="card" aria-labelledby="kept">
      <h2 id="kept">On this machine</h2>
      <ul className="stored">
        {models.map(({ manifest, files, whole }) => {
          const { origin, id } = manifest
          if (origin.kind !== 'hub') return null
          const total = files.reduce((sum, { bytes }) => sum + bytes, 0)
          const have = files.reduce((sum, file) => sum + file.have, 0)
          return (
            <li key={id}>
              <span>
                {origin.repository}
                <small>
                  commit {origin.revision.slice(0, 12)},{' '}
                  {whole
                    ? `${formatBytes(total)}, whole and checked`
                    : `${formatBytes(have)} of ${formatBytes(total)} so far`}
                </small>
              </span>
              <span className="actions">
                <button type="button" disabled={busy} onClick={() => onResume(origin.repository, origin.revision)}>
                  {whole ? 'Show' : 'Resume'}
                </button>
                <button
                  type="button"
                  disabled={busy}
                  onClick={() => onRemove(id)}
                  aria-label={`Delete ${origin.repository} at ${origin.revision.slice(0, 12)}`}
                >
                  Delete
                </button>
              </span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function Typed({
  busy,
  onLook,
}: {
  busy: boolean
  onLook: (repository: string, revision: string) => void
}): ReactElement {
  const [repository, setRepository] = useState('')
  const [revision, setRevision] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onLook(repository, revision)
  }
  return (
    <form className="card typed" onSubmit={submit}>
      <h2>Any repository</h2>
      <div className="fields">
        <label className="field">
          <span>Repository</span>
          <input
            type="text"
            value={repository}
            placeholder="owner/name"
            onChange={(event) => setRepository(event.target.value)}
            autoComplete="off"
            spellCheck={false}
          />
        </label>
        <label className="field">
          <span>Revision</span>
          <input
            type="text"
            value={revision}
            placeholder="main"
            onChange={(event) => setRevision(event.target.value)}
            autoComplete="off"
            spellCheck={false}
          />
          <small>Branch, tag or commit; it is pinned to its commit</small>
        </label>
      </div>
      <p className="actions">
        <button type="submit" disabled={busy || repository.trim() === ''}>
          Show its files
        </button>
      </p>
    </form>
  )
}

function ranHere({ ran, type }: CatalogueModel): string {
  if (ran === null) return 'Nothing of its kind was run here'
  const kind = ran.type === type ? `its architecture (${type})` : `${ran.type}, which its ${type} resembles`
  return `Run here on ${ran.on}: a tiny random instance of ${kind}. Its real weights were not`
}

function Entry({
  model,
  busy,
  onLook,
}: {
  model: CatalogueModel
  busy: boolean
  onLook: (repository: string, revision: string) => void
}): ReactElement {
  return (
    <li className="card">
      <div>
        <h3>{model.repository}</h3>
        <p>{model.sizes}</p>
        {!model.supported && (
          <p className="state-bad">Leakscope cannot run it yet: it has no adapter for {model.type}</p>
        )}
        <p className="muted">{ranHere(model)}</p>
        <p className="muted">Licence: {model.licence ?? 'not known here; the hub tells'}</p>
        <ul className="muted">
          {model.problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      </div>
      <button
        type="button"
        disabled={busy}
        onClick={() => onLook(model.repository, model.revision)}
        aria-label={`Show the files of ${model.repository}`}
      >
        Show its files
      </button>
    </li>
  )
}
