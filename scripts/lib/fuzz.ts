/**
 * @file `npm run test:fuzz [-- COUNT|FROM..TO [SEED [FORMAT…]]]`: bends COUNT files of each import format
 * (10,000 unless told; or of those whose names hold a FORMAT) and says what came of them. `0..2500`,
 * `2500..5000` and so on are the same files in pieces.
 */
import { fuzz } from '../../src/intake/fuzz.ts'

const [count = '10000', seed = 'fuzz', ...formats] = process.argv.slice(2)
const [, from = '0', to = ''] = /^(?:(\d+)\.\.)?(\d+)$/.exec(count) ?? []
let [passed, failed] = [0, 0]
for await (const { format, imported, refused, slowestMs, failures } of fuzz(
  { from: Number(from), to: Number(to) },
  seed,
  formats,
)) {
  console.log(`${format}: ${imported} imported, ${refused} refused, slowest ${Math.round(slowestMs)} ms`)
  for (const failure of failures.slice(0, 20)) console.log(`  FAILED ${failure}`)
  passed += imported + refused
  failed += failures.length
}
console.log(`${passed} passed, ${failed} failed`)
// Nothing bent is nothing passed.
process.exitCode = failed === 0 && passed > 0 ? 0 : 1
