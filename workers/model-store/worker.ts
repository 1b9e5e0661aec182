import { expose } from '../rpc.ts'
import { Keeper } from './writer.ts'

expose(new Keeper())
