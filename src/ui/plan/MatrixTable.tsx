import type { ReactElement } from 'react'
import type { Run } from '../../domain/run.ts'
import { DataTable } from '../../report/charts/DataTable.tsx'
import { formatDuration } from '../../report/model/text.ts'
import type { Estimate } from './estimate.ts'
import { planMatrix } from './matrix.ts'

/** What stands in the queue when Start is pressed; of one model on one benchmark the line beside Start says all. */
export function MatrixTable({
  estimates,
  models,
  guards,
  runs,
}: {
  estimates: readonly Estimate[]
  /** In the order of the queue. */
  models: readonly { readonly id: string; readonly name: string }[]
  /** How many guards read each answer. */
  guards: number
  runs: readonly Run[]
}): ReactElement | null {
  if (models.length * estimates.length < 2 && guards === 0) return null
  const plan = planMatrix(
    estimates,
    models.map(({ id }) => id),
    runs,
  )
  const about = plan.exact ? '' : 'about '
  const nameOf = new Map(models.map(({ id, name }) => [id, name]))
  const queue = plan.runs.length === 1 ? 'One run' : `${plan.runs.length} runs, one after the other`
  return (
    <section className="plan-matrix" aria-labelledby="plan-matrix">
      <h2 id="plan-matrix">What will be asked</h2>
      <DataTable
        caption="Answers of each model on each benchmark"
        columns={[
          { title: 'Model' },
          ...estimates.map(({ title }) => ({ title, numeric: true })),
          { title: 'Time here', numeric: true },
        ]}
        rows={plan.runs.map(({ model, answers, ms }) => ({
          key: model,
          cells: [
            nameOf.get(model) ?? model,
            ...answers.map((count) => `${about}${count}`),
            ms === null ? 'not known yet' : `about ${formatDuration(ms)}`,
          ],
        }))}
      />
      <p>
        {queue}: {about}
        {plan.answers} answers{timeOf(plan)}.
        {guards > 0 &&
          ` Each is scored as it is, and again under ${guards === 1 ? 'the guard' : `${guards} guards`}, for which no model is asked again.`}
      </p>
    </section>
  )
}

function timeOf({ ms, unknown, runs }: ReturnType<typeof planMatrix>): string {
  if (ms === null) return '; how long that takes is known after a first run'
  const rest =
    unknown === 0
      ? ''
      : `, and what ${unknown} of the ${runs.length} models ${unknown === 1 ? 'takes' : 'take'} that never ran here`
  return `, about ${formatDuration(ms)} in all${rest}`
}
