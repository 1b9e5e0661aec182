import { expose } from '../rpc.ts'
import { ModelWriter } from './writer.ts'

expose(new ModelWriter())
