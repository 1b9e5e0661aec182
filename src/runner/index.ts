/** @file What screens and the command line may ask of the runner. */
export { UNPROTECTED } from './gate.ts'
export { auditWorker } from './auditWorker.ts'
export { evaluate, type RunResults } from './results.ts'
export { withPaths } from './intake.ts'
export { createSession } from './session.ts'
export { collectInSlices } from './slices.ts'
export type {
  AnsweredSample,
  Audit,
  AuditSnapshot,
  CurrentSample,
  GuardedAnswer,
  KeptModel,
  LedgerEntry,
  MachineCheck,
  ModelListing,
  PlannedSample,
  RequestLedger,
  RunHandle,
  RunPhase,
  RunSnapshot,
  Session,
  ShardListing,
} from './types.ts'
