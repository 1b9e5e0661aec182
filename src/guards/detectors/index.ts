/** @file All built-in detectors, in the order of showing. A folder that a user adds is none of them. */
import type { Detector } from '../contract.ts'
import { ENSEMBLE } from './ensemble.ts'
import { HARM_DETECTOR } from './harm-detector.ts'
import { RULES } from './rules.ts'

export const DETECTORS: readonly Detector[] = [RULES, HARM_DETECTOR, ENSEMBLE]
