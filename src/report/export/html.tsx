/** @file The report as one file. Import it lazily in the app: react-dom/server must not enter the first load. */
import { renderToStaticMarkup } from 'react-dom/server'
import { seriesNames } from '../model/combine.ts'
import type { Report } from '../model/report.ts'
import { reportTitle } from '../model/text.ts'
import { ReportDocument } from '../view/ReportDocument.tsx'
import { documentCss, reportCss, tokenCss } from '../view/style.ts'

/** The file may load nothing and run nothing; its style stands inside it. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

/**
 * One self-contained HTML file for one report, or for several side by side. No script; all texts of models
 * and data are escaped.
 */
export function renderReportHtml(report: Report | readonly Report[]): string {
  const reports: readonly Report[] = isList(report) ? report : [report]
  const title = reportTitle(seriesNames(reports))
  const shareable = reports.every((r) => r.kind === 'shareable')
  const page = (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta httpEquiv="Content-Security-Policy" content={POLICY} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <title>{title}</title>
        <style>{tokenCss + documentCss + reportCss}</style>
      </head>
      <body>
        <main>
          <header>
            <h1>{title}</h1>
            <p>
              Leakscope report,{' '}
              {shareable ? 'shareable: private values masked, pictures withheld' : 'private: holds private values'}
            </p>
          </header>
          <ReportDocument reports={reports} />
        </main>
      </body>
    </html>
  )
  return `<!doctype html>\n${renderToStaticMarkup(page)}\n`
}

function isList(report: Report | readonly Report[]): report is readonly Report[] {
  return Array.isArray(report)
}
