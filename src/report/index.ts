/** @file What the app and the command line may ask of reports. `html.tsx` is imported by itself, lazily. */
export { NO_CALIBRATION, type Calibration } from '../calibration/calibrated.ts'
export { parseControls } from '../calibration/read-controls.ts'
export { parseDetectors } from '../calibration/read-scorer-accuracy.ts'
export type { LinkFor, Selection } from './model/combine.ts'
export { knownFor, parseKnown, type KnownValue } from '../calibration/known.ts'
export { maskText, valuesOf, type ExportKind } from './model/mask.ts'
export { buildReport, buildReportYielding, type Report, type ReportInput } from './model/report.ts'
