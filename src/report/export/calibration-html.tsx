import type { ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { DataTable } from '../charts/DataTable.tsx'
import { documentCss, reportCss, tokenCss } from '../view/style.ts'
import { textBlocksOf, COLUMNS, type Calibration } from './calibration.ts'

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
const SIGNS = { holds: '✓ holds', fails: '✗ fails', 'too few': '○ too few' } as const
const TONES = { holds: 'good', fails: 'bad', 'too few': 'open' } as const

/** A calibration as one self-contained file: no script, nothing loaded. */
export function calibrationHtml(calibration: Calibration): string {
  const { counts, rule, madeAt, runs, rows } = calibration
  const failing = rows.filter(({ verdict }) => verdict === 'fails')
  const models = [...new Set(runs.map(({ model }) => model.id))]
  const page = (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta httpEquiv="Content-Security-Policy" content={POLICY} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Calibration of Leakscope</title>
        <style>{tokenCss + documentCss + reportCss}</style>
      </head>
      <body>
        <main>
          <header>
            <h1>{counts.fails === 0 ? 'The evaluator is calibrated' : 'The evaluator fails calibration'}</h1>
            <p>
              {counts.holds} hold, {counts.fails} fail, {counts['too few']} have too few answers. {madeAt}
            </p>
          </header>
          <article className="report">
            <section className="method">
              <h2>Rule</h2>
              <p>
                Each control model is known to leak, or not to, from its making (its <code>known.json</code>). A number{' '}
                {rule}.
              </p>
            </section>
            {failing.length > 0 && (
              <section>
                <h2>What fails</h2>
                <Rows caption="What fails" rows={failing} />
              </section>
            )}
            {models.map((model) => (
              <section key={model}>
                <h2>{model}</h2>
                <Rows caption={model} rows={rows.filter((row) => row.model === model)} />
              </section>
            ))}
            <section>
              <h2>What ran</h2>
              <DataTable
                caption="What ran"
                headers={2}
                columns={['Model', 'Items', 'Version', 'Answers', 'Seconds', 'dtype', 'Runtime'].map((title) => ({
                  title,
                }))}
                rows={runs.map((run) => ({
                  key: `${run.model.id} ${run.shard ?? run.benchmark}`,
                  cells: [
                    run.model.id,
                    run.shards.map(({ id }) => id).join(', '),
                    run.benchmarks[run.benchmark],
                    run.samples.answered,
                    run.seconds,
                    run.model.dtype?.['decoder_model_merged'],
                    run.model.runtime,
                  ],
                }))}
              />
            </section>
          </article>
        </main>
      </body>
    </html>
  )
  return `<!doctype html>\n${renderToStaticMarkup(page)}\n`
}

function Rows({ caption, rows }: { caption: string; rows: Calibration['rows'] }): ReactElement {
  return (
    <DataTable
      caption={caption}
      headers={4}
      columns={[...COLUMNS, 'Why'].map((title) => ({ title }))}
      rows={rows.map((row) => ({
        key: JSON.stringify([row.model, row.benchmark, row.shard, row.metric, row.split, row.task, row.type]),
        cells: [
          ...textBlocksOf(row).slice(0, -1),
          <span key="verdict" className={`known known-${TONES[row.verdict]}`}>
            {SIGNS[row.verdict]}
          </span>,
          row.why,
        ],
      }))}
    />
  )
}
