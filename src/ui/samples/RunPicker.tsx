import { useCallback, type ReactElement } from 'react'
import type { Run } from '../../domain/run.ts'
import { useSession } from '../session.ts'
import { useLoaded } from '../useLoaded.ts'
import { navigate } from '../useRoute.ts'
import { formatDate } from '../words.ts'

/** Whose samples are shown. @param runIds of the report that they belong to: another of them keeps it. */
export function RunPicker({ run, runIds }: { run: Run; runIds: readonly string[] }): ReactElement {
  const session = useSession()
  const runs = useLoaded(useCallback(() => session.runs(), [session]))
  const choose = (id: string) => navigate({ screen: 'samples', runIds: runIds.includes(id) ? runIds : [id], runId: id })
  return (
    <label className="run-picker">
      <span>Run</span>
      <select value={run.id} onChange={(event) => choose(event.target.value)}>
        {(runs.value ?? [run]).map((one) => (
          <option key={one.id} value={one.id}>
            {one.environment?.modelName ?? one.config.model}, {formatDate(one.createdAt)}
          </option>
        ))}
      </select>
    </label>
  )
}
