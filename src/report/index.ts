/** @file What the app and the command line may ask of reports. `html.tsx` is imported by itself, lazily. */
export { NO_CALIBRATION, type Calibration } from './calibrated.ts'
export { parseControls } from './controls.ts'
export { parseDetectors } from './detectors.ts'
export type { LinkFor, Selection } from './combine.ts'
export { knownFor, parseKnown, type KnownValue } from './known.ts'
export { maskText, valuesOf, type ExportKind } from './mask.ts'
export { buildReport, type Report, type ReportInput } from './report.ts'
