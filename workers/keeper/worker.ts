import { expose } from '../rpc.ts'
import { Keeper } from './keeper.ts'

expose(new Keeper())
