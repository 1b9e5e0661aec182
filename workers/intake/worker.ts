import { reportRequests } from '../ledger.ts'
import { expose } from '../rpc.ts'
import { IntakeWorker } from './intake.ts'

reportRequests('intake')
expose(new IntakeWorker())
