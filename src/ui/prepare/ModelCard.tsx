import { useRef, useState, useSyncExternalStore, type ChangeEvent, type MouseEvent, type ReactElement } from 'react'
import { errorText } from '../../domain/errors.ts'
import { formatBytes } from '../../report/model/text.ts'
import type { CapabilityCard, ModelListing } from '../../run/index.ts'
import type { PickedFile } from '../../../workers/intake/types.ts'
import { askForPersistence } from '../../storage/database/persistence.ts'
import { Notice } from '../kit/Notice.tsx'
import { useSession } from '../session.ts'
import { useLoaded, type Loaded } from '../useLoaded.ts'
import { droppedFolder, inputFolder, pickFolder } from './folder.ts'
import { Capabilities, ModelCapabilities } from './Capabilities.tsx'
import { useDrop } from './useDrop.ts'

const SOURCES: Readonly<Record<ModelListing['source'], string>> = {
  bundled: 'ships with the app; SHA-256 checked at every load',
  hub: 'from the hub, kept here; SHA-256 checked at every load',
  folder: 'from your folder; SHA-256 computed at load',
  'built-in': 'the browser’s own: where it runs and what it sends is the browser’s word, not this page’s policy',
  built: 'built on this machine by npm run model; SHA-256 checked at every load',
  stored: 'copied from your folder, kept here; SHA-256 computed at load',
}

/** Models that can be audited; a folder in the layout of a hub repository adds one. */
export function ModelCard({
  models,
  onAdded,
}: {
  models: Loaded<{ readonly list: readonly ModelListing[] }>
  onAdded: () => void
}): ReactElement {
  const session = useSession()
  const [failure, setFailure] = useState<string | null>(null)
  const [refused, setRefused] = useState<CapabilityCard | null>(null)
  const [looking, setLooking] = useState(false)
  const builtIn = useLoaded(session.builtInObstacle)
  const card = useRef<HTMLElement>(null)
  const take = (picking: Promise<readonly PickedFile[] | null>) => {
    setFailure(null)
    setRefused(null)
    picking
      .then(async (files) => {
        if (files === null) return
        setLooking(true)
        await session.addModelFolder(files).catch(async (error: unknown) => {
          // What else is there, and what is missing, may say more than the first fault.
          setRefused(await session.inspectFolder(files).catch(() => null))
          throw error
        })
        onAdded()
      })
      .catch((error: unknown) => setFailure(errorText(error)))
      .finally(() => setLooking(false))
  }
  const add = (event: ChangeEvent<HTMLInputElement>) => {
    const files = [...(event.target.files ?? [])]
    event.target.value = ''
    take(Promise.resolve(files).then(inputFolder))
  }
  const pick = (event: MouseEvent<HTMLInputElement>) => {
    if (pickFolder === null) return
    event.preventDefault()
    take(pickFolder())
  }
  const list = models.value?.list ?? []
  const own = list.filter(({ source }) => source !== 'bundled')
  const controls = list.filter(({ source }) => source === 'bundled')
  const over = useDrop(card, (data) => take(droppedFolder(data)))
  return (
    <section className={over ? 'card drop-over' : 'card'} aria-labelledby="models" ref={card}>
      <h2 id="models">Models</h2>
      {models.state === 'failed' && (
        <Notice kind="bad" title="The list of models cannot be read">
          {models.error}
        </Notice>
      )}
      {own.length > 0 && <ModelList models={own} />}
      <label className="file">
        <span>
          Add a model folder, or drop it here.{' '}
          <small className="muted">With config, tokenizer and onnx/, as on the hub. It is read where it lies.</small>
        </span>
        <input
          type="file"
          multiple
          onChange={add}
          onClick={pick}
          ref={(input) => input?.setAttribute('webkitdirectory', '')}
        />
      </label>
      {looking && (
        <p role="status" className="muted">
          Looking into the folder…
        </p>
      )}
      {failure !== null && (
        <Notice kind="bad" title="This folder cannot be used">
          {failure}
        </Notice>
      )}
      {refused !== null && <Capabilities card={refused} />}
      <p>
        <a href="door.html" target="_blank" rel="noopener">
          Get a model from the hub…
        </a>{' '}
        <small className="muted">
          In a page of its own, which may reach the hub and cannot open your pictures. This page never may.
        </small>
      </p>
      {controls.length > 0 && (
        <details>
          <summary>{controls.length} control models that ship, whose leakage is known</summary>
          <p className="muted">
            Small, and made here: they show what a report looks like, and that the evaluator tells leaks from none.
          </p>
          <ModelList models={controls} />
        </details>
      )}
      {models.state === 'ready' && !list.some(({ source }) => source === 'built') && (
        <p>
          <small className="muted">
            A real language model that reads is built here by <code>npm run model -- smollm2-reader</code>, where
            Leakscope was installed.
          </small>
        </p>
      )}
      {builtIn.state === 'ready' && builtIn.value !== null && (
        <p>
          <small className="muted">The browser’s own model is not listed: {builtIn.value}.</small>
        </p>
      )}
    </section>
  )
}

function ModelList({ models }: { models: readonly ModelListing[] }): ReactElement {
  return (
    <ul className="stored">
      {models.map((model) => (
        <li key={model.id}>
          <span>
            {model.name}
            <small>
              {model.source === 'built-in' ? '' : `${formatBytes(model.bytes)}, `}
              {SOURCES[model.source]}
              {model.source === 'built' && (
                <>
                  ; {model.licence}, <a href={`models/${model.id}/NOTICE.md`}>notice</a>,{' '}
                  <a href={`models/${model.id}/README.md`}>card</a>
                </>
              )}
            </small>
          </span>
          {model.source !== 'built-in' && <ModelCapabilities model={model} />}
          {model.source === 'folder' && <StoreCopy model={model} />}
        </li>
      ))}
    </ul>
  )
}

/** A picked folder is gone with the page, unless it is copied. */
function StoreCopy({ model }: { model: ModelListing }): ReactElement {
  const { modelCopies } = useSession()
  const copies = useSyncExternalStore(modelCopies.subscribe, modelCopies.snapshot)
  const { copied, failure } = copies.get(model.id) ?? { copied: null, failure: null }
  const keep = () => {
    // A refusal changes nothing; Storage shows it.
    void askForPersistence()
    void modelCopies.start(model.id)
  }
  return (
    <>
      {failure !== null && (
        <Notice kind="bad" title="Not copied">
          {failure}
        </Notice>
      )}
      <button type="button" disabled={copied !== null} onClick={keep} aria-label={`Keep a copy of ${model.name}`}>
        {copied === null ? 'Keep a copy' : `Copying… ${Math.floor((copied / Math.max(model.bytes, 1)) * 100)}%`}
      </button>
    </>
  )
}
