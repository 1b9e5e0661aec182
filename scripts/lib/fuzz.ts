/**
 * @file `npm run test:fuzz [-- COUNT|FROM..TO [SEED [FORMAT…]]]`: bends COUNT files of each import format
 * (10,000 unless told; or of those whose names hold a FORMAT) and says what came of them. `0..2500`,
 * `2500..5000` and so on are the same files in pieces.
 */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { formatsOfFuzz, fuzz, isNamed, type FuzzResult } from '../../src/intake/fuzz.ts'

/** Files of a watched format in one process. */
const PIECE = 500
/** How long a process and each of its files may take (some 20 ms they do); what takes longer ends in minutes or never. */
const START_MS = 15_000
const FILE_MS = 50
const CHILD = 'LEAKSCOPE_FUZZ_PIECE'

interface Piece extends FuzzResult {
  /** Files that were ended from outside, as the app's watchdog does. */
  readonly ended: number
}

const [count = '10000', seed = 'fuzz', ...words] = process.argv.slice(2)
const [, first = '0', last = ''] = /^(?:(\d+)\.\.)?(\d+)$/.exec(count) ?? []
const [from, to] = [Number(first), Number(last)]

if (process.env[CHILD] !== undefined) {
  for await (const result of fuzz({ from, to }, seed, words)) process.stdout.write(JSON.stringify(result))
} else {
  let [passed, failed] = [0, 0]
  for (const { format, watched } of await formatsOfFuzz()) {
    if (words.length > 0 && !words.some((word) => isNamed(format, word))) continue
    const result = watched ? await piecesOf(format) : await inThisProcess(format)
    const { imported, refused, ended, slowestMs, failures } = result
    const watchdog = ended === 0 ? '' : `, ${ended} ended by a watchdog`
    console.log(`${format}: ${imported} imported, ${refused} refused${watchdog}, slowest ${Math.round(slowestMs)} ms`)
    for (const failure of failures.slice(0, 20)) console.log(`  FAILED ${failure}`)
    passed += imported + refused + ended
    failed += failures.length
  }
  console.log(`${passed} passed, ${failed} failed`)
  // Nothing bent is nothing passed.
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1
}

async function inThisProcess(format: string): Promise<Piece> {
  for await (const result of fuzz({ from, to }, seed, [`=${format}`])) return { ...result, ended: 0 }
  throw new Error(`${format}: no such format`)
}

async function piecesOf(format: string): Promise<Piece> {
  const pieces: Piece[] = []
  for (let at = from; at < to; at += PIECE) pieces.push(watchedPiece(format, at, Math.min(at + PIECE, to)))
  return joined(format, pieces)
}

/** In a process that can be ended; one that has to be is halved, until it is clear whose fault it was. */
function watchedPiece(format: string, start: number, end: number): Piece {
  const nothing = { format, imported: 0, refused: 0, slowestMs: 0, failures: [] }
  const single = end - start === 1
  const child = spawnSync(
    process.execPath,
    [...process.execArgv, fileURLToPath(import.meta.url), `${start}..${end}`, seed, `=${format}`],
    {
      env: { ...process.env, [CHILD]: '1' },
      timeout: START_MS + (end - start) * FILE_MS,
      killSignal: 'SIGKILL',
      encoding: 'utf8',
    },
  )
  if (child.status === 0) return { ...(JSON.parse(child.stdout) as FuzzResult), ended: 0 }
  if (!single) {
    const middle = (start + end) >> 1
    return joined(format, [watchedPiece(format, start, middle), watchedPiece(format, middle, end)])
  }
  if (child.signal === 'SIGKILL') return { ...nothing, ended: 1 }
  return { ...nothing, ended: 0, failures: [`${seed}/${format}/${start}: ${child.stderr.trim().split('\n').at(-1)}`] }
}

function joined(format: string, pieces: readonly Piece[]): Piece {
  const sum = (of: (piece: Piece) => number) => pieces.reduce((all, piece) => all + of(piece), 0)
  return {
    format,
    imported: sum(({ imported }) => imported),
    refused: sum(({ refused }) => refused),
    ended: sum(({ ended }) => ended),
    slowestMs: Math.max(...pieces.map(({ slowestMs }) => slowestMs)),
    failures: pieces.flatMap(({ failures }) => failures),
  }
}
