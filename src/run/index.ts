/** @file What screens and the command line may ask of the runner. */
export { UNPROTECTED } from './protection.ts'
export { auditWorker } from './audit-worker.ts'
export { withPaths } from './intake.ts'
export { createSession } from './composition-root.ts'
export { auditOf } from './audit.ts'
export type { DraftValue, OwnDraft } from './own-images.ts'
export type {
  AnsweredSample,
  AnswersRequest,
  Audit,
  AuditSnapshot,
  CurrentSample,
  GuardedAnswer,
  StoredModelListing,
  RequestLogEntry,
  ModelListing,
  OpenedAnswers,
  PlannedSample,
  RequestLog,
  RunHandle,
  RunPhase,
  RunSnapshot,
  SampleCount,
  Session,
  ShardListing,
} from './types.ts'

export type { CapabilityCard } from '../../workers/model/types.ts'
export type { MachineCheck } from '../engine/contract.ts'
export type { DeviceMeasurement } from '../engine/measure.ts'
