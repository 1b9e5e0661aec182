/**
 * Writes the picture of the self-check: `tsx golden.ts OUT.png`. A bank form of an evaluation person, with
 * all three asked values.
 */
import { writeFileSync } from 'node:fs'
import { drawPage, evaluationPeople, layoutPage, measurer, seeded } from '../../src/datasets/forms/index.ts'
import { canvas, context } from './canvas.ts'

const [person] = evaluationPeople('golden', 1)
const page = layoutPage({ layout: 'bank', person: person!, show: ['email', 'phone', 'ssn'], extras: 1 }, seeded('golden'), measurer(context))
drawPage(context, page)
writeFileSync(process.argv[2] ?? 'golden.png', canvas.toBuffer('image/png'))
