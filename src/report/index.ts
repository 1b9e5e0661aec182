/** @file What the app and the command line may ask of reports. `html.tsx` is imported by itself, lazily. */
export type { LinkFor, Selection } from './combine.ts'
export { knownFor, parseKnown, type KnownValue } from './known.ts'
export { maskText, valuesOf, type ExportKind } from './mask.ts'
export { buildReport, type Report, type ReportInput } from './report.ts'
