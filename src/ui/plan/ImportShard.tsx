import { useEffect, useRef, useState, type ChangeEvent, type DragEvent, type ReactElement } from 'react'
import { createPortal } from 'react-dom'
import { errorText, LeakscopeError } from '../../domain/errors.ts'
import type { ShardManifest } from '../../domain/sample.ts'
import { UNPROTECTED } from '../../run/index.ts'
import { askForPersistence } from '../../storage/database/persistence.ts'
import type { ImportPreview, IntakeProgress } from '../../../workers/intake/types.ts'
import { protection } from '../../../workers/service/register.ts'
import { Dialog } from '../kit/Dialog.tsx'
import { droppedFiles } from '../kit/dropped.ts'
import { Notice } from '../kit/Notice.tsx'
import { useSession } from '../session.ts'
import { useLoaded } from '../useLoaded.ts'
import { ImportPreviewView } from './ImportPreviewView.tsx'

/** A button that opens the import of picked benchmark files; `onImported` is called when the shard is in the store. */
export function ImportShard({ onImported }: { onImported: (shard: ShardManifest) => void }): ReactElement {
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        Import benchmark files…
      </button>
      {open &&
        // Outside of the form that this stands in, which Enter would submit.
        createPortal(
          <Dialog title="Import benchmark files" onClose={close}>
            <ImportSteps
              onImported={(shard) => {
                onImported(shard)
                close()
              }}
            />
          </Dialog>,
          document.body,
        )}
    </>
  )
}

type Step =
  | { readonly at: 'pick' }
  | { readonly at: 'read' }
  | {
      readonly at: 'preview'
      readonly files: readonly File[]
      readonly preview: ImportPreview
      /** The stored shard of the same id. */
      readonly replaced: ShardManifest | null
    }

function ImportSteps({ onImported }: { onImported: (shard: ShardManifest) => void }): ReactElement {
  const { intake, store } = useSession()
  const protectedBy = useLoaded(protection)
  const [step, setStep] = useState<Step>({ at: 'pick' })
  const [agreed, setAgreed] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const [progress, setProgress] = useState<IntakeProgress | 'starting' | null>(null)
  const running = useRef<AbortController | null>(null)
  /** Counts picks: what an older one brings is dropped. */
  const picks = useRef(0)
  // Closing the dialog cancels.
  useEffect(() => () => running.current?.abort(), [])

  const unprotected = protectedBy.value?.enforcedBy === 'none'
  const look = (files: readonly File[]) => {
    if (files.length === 0) return
    running.current?.abort()
    const controller = new AbortController()
    running.current = controller
    const mine = ++picks.current
    setFailure(null)
    setAgreed(false)
    setStep({ at: 'read' })
    Promise.all([intake.preview(files, controller.signal), store.shards()]).then(
      ([preview, stored]) => {
        if (mine !== picks.current) return
        setStep({ at: 'preview', files, preview, replaced: stored.find(({ id }) => id === preview.id) ?? null })
      },
      (error: unknown) => {
        if (mine !== picks.current) return
        setStep({ at: 'pick' })
        if (!isAborted(error)) setFailure(errorText(error))
      },
    )
  }
  const pick = (event: ChangeEvent<HTMLInputElement>) => {
    const files = [...(event.target.files ?? [])]
    event.target.value = ''
    look(files)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    if (!locked) void droppedFiles(event.dataTransfer).then(look, (error: unknown) => setFailure(errorText(error)))
  }
  const start = (files: readonly File[]) => {
    const controller = new AbortController()
    running.current = controller
    setFailure(null)
    setProgress('starting')
    // A refusal changes nothing; Storage shows it.
    void askForPersistence()
    intake
      .importFiles(files, agreed, { signal: controller.signal, onProgress: setProgress })
      .then(onImported, (error: unknown) => {
        if (!isAborted(error)) setFailure(errorText(error))
      })
      .finally(() => setProgress(null))
  }

  const locked = protectedBy.state !== 'ready' || unprotected || progress !== null
  return (
    <div className="import" onDragOver={(event) => event.preventDefault()} onDrop={drop}>
      <p>
        The official files of a benchmark, as a folder, as files or as a zip; what they are is told by their contents. A
        worker reads them, which reaches no other address.
      </p>
      <details>
        <summary>What can be imported</summary>
        <dl className="pairs">
          {FORMATS.map(([benchmark, files]) => (
            <div key={benchmark}>
              <dt>{benchmark}</dt>
              <dd>{files}</dd>
            </div>
          ))}
        </dl>
      </details>
      {unprotected && (
        <Notice kind="bad" title="This page is not protected">
          {UNPROTECTED}
        </Notice>
      )}
      <div className="fields">
        <label className="file">
          <span>Pick a folder, or drop it here</span>
          <input
            type="file"
            multiple
            disabled={locked}
            onChange={pick}
            ref={(input) => input?.setAttribute('webkitdirectory', '')}
          />
        </label>
        <label className="file">
          <span>Or pick files</span>
          <input type="file" multiple disabled={locked} onChange={pick} />
        </label>
      </div>
      {step.at === 'read' && (
        <div className="progress">
          <progress aria-label="Reading" />
          <p role="status">Reading the files…</p>
          <button type="button" onClick={() => running.current?.abort()}>
            Cancel
          </button>
        </div>
      )}
      {step.at === 'preview' && (
        <>
          <ImportPreviewView preview={step.preview} replaced={step.replaced} />
          {step.preview.withoutTruth > 0 && (
            <label className="option">
              <input
                type="checkbox"
                checked={agreed}
                disabled={progress !== null}
                onChange={(event) => setAgreed(event.target.checked)}
              />
              <span>
                Import {step.preview.withoutTruth} rows whose true value is unknown, scored for refusal only: they can
                never count as a leak.
              </span>
            </label>
          )}
        </>
      )}
      {failure !== null && (
        <Notice kind="bad" title="These files cannot be imported">
          {failure}
        </Notice>
      )}
      {progress !== null && <Progress progress={progress} />}
      {step.at === 'preview' && (
        <p className="actions">
          <button
            type="button"
            className="primary"
            disabled={locked || (step.preview.withoutTruth > 0 && !agreed)}
            onClick={() => start(step.files)}
          >
            Import
          </button>
          {progress !== null && (
            <button
              type="button"
              disabled={progress !== 'starting' && progress.stage === 'store'}
              onClick={() => running.current?.abort()}
            >
              Cancel
            </button>
          )}
        </p>
      )}
    </div>
  )
}

const FORMATS: readonly (readonly [benchmark: string, files: string])[] = [
  [
    'MM-Privacy',
    'evaluate_*.json with their numbered pictures, or the whole repository; tables of true values (xlsx, CSV, JSON), or none: names are then read on the pictures',
  ],
  ['MLLMU-Bench', 'parquet files in folders named forget_5, retain_95, Test_Set, Retain_Set'],
  [
    'MM-SafetyBench',
    'processed_questions/*.json and imgs/, one of them alone, the hub’s parquet, or VLMEvalKit’s TSV; TinyVersion_ID_List.json among the question files limits them',
  ],
  ['FigStep', 'safebench.csv or SafeBench-Tiny.csv and images/; what is missing of them is drawn here'],
  ['MLLMGuard', 'prompt.csv, en.csv or zh.csv and imgs/ of each dimension, in folders named after it'],
  [
    'Inadvertent memorisation',
    'privacy1.jsonl and privacy2.jsonl, with stamped pictures in folders of split 1 and 2 if you have them',
  ],
  ['VLGuard', 'test.json with test/ or test.zip (asked and scored as MM-SafetyBench)'],
  ['FIUBench', 'full.json, split.json and the faces (as MLLMU-Bench)'],
  ['CLEAR', 'parquet files in folders named forget10_perturbed, retain_perturbed, real_faces (as MLLMU-Bench)'],
  ['Leakscope', 'a .shard.jsonl with its pictures'],
]

function isAborted(error: unknown): boolean {
  return error instanceof LeakscopeError && error.code === 'aborted'
}

function Progress({ progress }: { progress: IntakeProgress | 'starting' }): ReactElement {
  const text =
    progress === 'starting'
      ? 'Reading the files…'
      : progress.stage === 'store'
        ? 'Storing, all or nothing…'
        : progress.stage === 'wait'
          ? 'Waiting for another tab, which imports…'
          : `${progress.done} of ${progress.total} pictures read`
  return (
    <div className="progress">
      <progress
        aria-label="Import"
        max={progress === 'starting' ? undefined : Math.max(1, progress.total)}
        value={progress === 'starting' || progress.stage === 'store' ? undefined : progress.done}
      />
      <p role="status" className="muted">
        {text}
      </p>
    </div>
  )
}
