/** @file All detoxifiers, in the order of showing. */
import type { Detoxifier } from '../contract.ts'
import { REDACT } from './redact.ts'
import { REFUSE } from './refuse.ts'
import { REWRITE } from './rewrite.ts'

export const DETOXIFIERS: readonly Detoxifier[] = [REDACT, REFUSE, REWRITE]
