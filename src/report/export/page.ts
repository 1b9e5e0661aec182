/** @file HTML: the report as it is on the screen. */
import type { ExportFormat } from './format.ts'

export const PAGE: ExportFormat = {
  label: 'HTML',
  holds: 'The report, in one file',
  extension: 'html',
  fileName: 'report.html',
  mediaType: 'text/html',
  // What it is drawn with must not enter the app's first load.
  pieces: async ({ reports }) => [(await import('./html.tsx')).renderReportHtml(reports)],
}
