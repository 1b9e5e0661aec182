import { expose } from '../rpc.ts'
import { IntakeWorker } from './intake.ts'

expose(new IntakeWorker())
