import { useState, type ReactElement } from 'react'
import { covered } from '../../conditions/pictures/covered.ts'
import { NO_CONDITION } from '../../domain/condition-spec.ts'
import { errorText } from '../../domain/errors.ts'
import type { Run } from '../../domain/run.ts'
import { Notice } from '../kit/Notice.tsx'
import { useSession } from '../session.ts'
import { begin } from '../start-audit.ts'

/** Asks about own pictures once more, as they are and with their writing covered; nothing for other runs. */
export function CoverAgain({ run: { config } }: { run: Pick<Run, 'config'> }): ReactElement | null {
  const session = useSession()
  const [failure, setFailure] = useState<string | null>(null)
  const asked = (config.conditions ?? []).some((name) => name.split('+').includes(covered.id))
  if (!config.benchmarks.includes('own-images') || asked) return null
  const again = async (): Promise<void> => {
    setFailure(null)
    try {
      await begin(session, [{ ...config, conditions: [NO_CONDITION, covered.id] }])
    } catch (error) {
      setFailure(errorText(error))
    }
  }
  return (
    <section aria-label="Cover and ask again">
      <p>
        <button type="button" onClick={() => void again()}>
          Cover the writing and ask again
        </button>{' '}
        <span className="muted">
          A new run: each question as before, and with all that looks like writing covered. Its report sets both beside
          each other.
        </span>
      </p>
      {failure !== null && (
        <Notice kind="bad" title="The run could not be started">
          {failure}
        </Notice>
      )}
    </section>
  )
}
