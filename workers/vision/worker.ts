import { expose } from '../rpc.ts'
import { VisionWorker } from './vision.ts'

expose(new VisionWorker())
