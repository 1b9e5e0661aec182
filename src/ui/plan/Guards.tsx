import { BENCHMARKS } from '../../benchmarks/registry.ts'
import { useCallback, useState, type ReactElement } from 'react'
import { errorText } from '../../domain/errors.ts'
import { NO_GUARD } from '../../domain/guard-spec.ts'
import { detoxifierOf, JUDGES, modelsOf, parseGuard } from '../../guards/registry.ts'
import type { Detector } from '../../guards/contract.ts'
import { DETECTORS } from '../../guards/detectors/index.ts'
import { RULES } from '../../guards/detectors/rules.ts'
import { DETOXIFIERS } from '../../guards/detoxifiers/index.ts'
import { HARM_DETECTOR } from '../../guards/detectors/harm-detector.ts'
import { HARM_DETECTOR_MEASURED, readsHarmDetector } from '../../guards/harm-limits.ts'
import type { RunConfig } from '../../domain/run.ts'
import { withPaths, type ModelListing, type Session } from '../../run/index.ts'
import { Notice } from '../kit/Notice.tsx'
import { useSession } from '../session.ts'
import { useLoaded } from '../useLoaded.ts'

/** Which guards are measured, each against no guard on the same answers, and what happens when one cannot work. */
export function Guards({
  config,
  models,
  onChange,
}: {
  config: RunConfig
  models: readonly ModelListing[]
  onChange: (change: Partial<RunConfig>) => void
}): ReactElement {
  const session = useSession()
  const [version, setVersion] = useState(0)
  const [failure, setFailure] = useState<string | null>(null)
  const listed = useLoaded(useCallback(() => detectorsOf(session, version), [session, version]))
  const detectors = listed.value ?? []
  const added = models.filter(({ source }) => source === 'folder')
  const chosen = config.guards.filter((id) => id !== NO_GUARD)
  const specs = chosen.flatMap((id) => parseGuard(id) ?? [])
  const [detector, setDetector] = useState(RULES.id)
  const toggle = (id: string, on: boolean) =>
    onChange({ guards: [NO_GUARD, ...chosen.filter((other) => other !== id), ...(on ? [id] : [])] })
  const offered = DETOXIFIERS.map(({ id, does }) => ({ does, id: parseGuard(`${detector}+${id}`)?.id ?? id }))
  // Those of other detectors stay in sight as long as they are chosen.
  const others = specs.filter(({ id }) => !offered.some((entry) => entry.id === id))
  const add = (files: FileList | null) => {
    setFailure(null)
    session.addModelFolder(withPaths([...(files ?? [])])).then(
      ({ id }) => {
        setVersion((v) => v + 1)
        setDetector(id)
      },
      (error: unknown) => setFailure(errorText(error)),
    )
  }
  const isThere = (id: string): boolean => detectors.some((known) => known.id === id)
  const isComposed = ({ id, models: needed }: Detector): boolean =>
    needed.length > 0 && !needed.includes(id) && needed.every(isThere)
  const judgeable = BENCHMARKS.some(({ meta }) => config.benchmarks.includes(meta.id) && meta.judged)
  return (
    <details className="field choices guards">
      <summary>Guards: {chosen.length === 0 ? 'none' : chosen.join(', ')}</summary>
      <div className="guards-choices">
        <p className="muted">
          A guard reads each answer and takes out what it finds. The model is asked once; every guard is measured
          against no guard on the same answers.
        </p>
        <label className="field">
          <span>Detector</span>
          <select value={detector} onChange={(event) => setDetector(event.target.value)}>
            {DETECTORS.filter(({ models: needed }) => needed.length === 0).map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
            {detectors.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
            {DETECTORS.filter(isComposed).map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
            {added.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}, asked whether the answer is safe
              </option>
            ))}
          </select>
        </label>
        {(specs.some(({ id }) => readsHarmDetector(id)) || offered.some(({ id }) => readsHarmDetector(id))) && (
          <p className="muted">{HARM_DETECTOR_MEASURED}</p>
        )}
        <fieldset className="field">
          <legend>When it fires</legend>
          {offered.map(({ does, id }) => (
            <label key={id} className="option">
              <input
                type="checkbox"
                checked={chosen.includes(id)}
                onChange={(event) => toggle(id, event.target.checked)}
              />
              <span>
                {id} <small className="muted">{does}</small>
              </span>
            </label>
          ))}
          {others.map(({ id }) => (
            <label key={id} className="option">
              <input type="checkbox" checked onChange={() => toggle(id, false)} />
              {id}
            </label>
          ))}
        </fieldset>
        {specs.some((spec) => detoxifierOf(spec).needsRewriter) && (
          <label className="field">
            <span>Rewritten by</span>
            <select
              value={config.rewriter ?? ''}
              onChange={(event) => onChange({ rewriter: event.target.value === '' ? null : event.target.value })}
            >
              <option value="">the audited model itself</option>
              {models.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        )}
        <label className="file">
          <span>Add a detector folder (hub layout)</span>
          <input
            type="file"
            multiple
            {...{ webkitdirectory: '' }}
            onChange={(event) => {
              add(event.target.files)
              event.target.value = ''
            }}
          />
        </label>
        {failure !== null && (
          <Notice kind="bad" title="This detector cannot be used">
            {failure}
          </Notice>
        )}
        {chosen.length > 0 && (
          <fieldset className="field">
            <legend>If a guard cannot work</legend>
            {(
              [
                ['stop', 'the run stops, so that no answer passes unguarded'],
                ['unguarded', 'it goes on unguarded, and the report says so'],
              ] as const
            ).map(([value, title]) => (
              <label key={value} className="option">
                <input
                  type="radio"
                  name="guard-failure"
                  checked={(config.guardFailure ?? 'stop') === value}
                  onChange={() => onChange({ guardFailure: value })}
                />
                {title}
              </label>
            ))}
          </fieldset>
        )}
        {judgeable &&
          DETECTORS.filter(({ id }) => JUDGES.includes(id) && isThere(id)).map(({ id, title }) => (
            <Judge
              key={id}
              id={id}
              title={title}
              judges={config.judges ?? []}
              defends={specs.some((spec) => modelsOf(spec).includes(id))}
              onChange={(judges) => onChange({ judges })}
            />
          ))}
      </div>
    </details>
  )
}

function Judge({
  id,
  title,
  judges,
  defends,
  onChange,
}: {
  id: string
  title: string
  judges: readonly string[]
  /** A chosen guard looks with it. */
  defends: boolean
  onChange: (judges: readonly string[]) => void
}): ReactElement {
  const chosen = judges.includes(id)
  const others = judges.filter((judge) => judge !== id)
  return (
    <label className="option">
      <input
        type="checkbox"
        checked={chosen}
        disabled={defends && !chosen}
        onChange={(event) => onChange(event.target.checked ? [...others, id] : others)}
      />
      <span>
        Let the {title} judge answers (ASR[{id}]){' '}
        <small className="muted">
          {defends
            ? 'not beside a guard that defends with it: it would find nothing, by construction'
            : `an estimate, under its own name and without an interval. ${id === HARM_DETECTOR.id ? HARM_DETECTOR_MEASURED : ''}`}
        </small>
      </span>
    </label>
  )
}

/** `_version` makes it be read again after a folder was added. */
function detectorsOf(session: Session, _version: number): Promise<ModelListing[]> {
  return session.detectors()
}
