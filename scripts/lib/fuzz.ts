/** @file `npm run test:fuzz [-- COUNT [SEED]]`: bends COUNT files of each import format (10,000 unless told) and says what came of them. */
import { fuzz } from '../../src/intake/importers/fuzz.ts'

const [count = '10000', seed = 'fuzz'] = process.argv.slice(2)
const results = await fuzz(Number(count), seed)
for (const { format, imported, refused, slowestMs, failures } of results) {
  console.log(`${format}: ${imported} imported, ${refused} refused, slowest ${Math.round(slowestMs)} ms`)
  for (const failure of failures.slice(0, 20)) console.log(`  FAILED ${failure}`)
}
const failed = results.reduce((sum, { failures }) => sum + failures.length, 0)
console.log(`${results.reduce((sum, { imported, refused }) => sum + imported + refused, 0)} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
