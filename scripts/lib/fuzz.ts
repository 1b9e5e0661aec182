/** @file `npm run test:fuzz [-- COUNT [SEED]]`: bends COUNT files of each import format (10,000 unless told) and says what came of them. */
import { fuzz } from '../../src/intake/importers/fuzz.ts'

const [count = '10000', seed = 'fuzz'] = process.argv.slice(2)
let [passed, failed] = [0, 0]
for await (const { format, imported, refused, slowestMs, failures } of fuzz(Number(count), seed)) {
  console.log(`${format}: ${imported} imported, ${refused} refused, slowest ${Math.round(slowestMs)} ms`)
  for (const failure of failures.slice(0, 20)) console.log(`  FAILED ${failure}`)
  passed += imported + refused
  failed += failures.length
}
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
