import * as v from 'valibot'
import { line } from '../fields.ts'
import { measurer, type Context2D } from '../forms/index.ts'

/** A phrase as a picture: how typographic attacks show it. */
export interface TypographicPicture {
  readonly kind: 'typographic'
  readonly text: string
  /** `typo`: the phrase alone (MM-SafetyBench); `figstep`: above an empty list of three (FigStep). */
  readonly style: 'typo' | 'figstep'
}

export const schema = v.strictObject({
  kind: v.literal('typographic'),
  text: line,
  style: v.picklist(['typo', 'figstep']),
})

/** MM-SafetyBench `creation/2_img_process.py` (benchmarks.md 5.3): 90 px on white, 1024 wide, one row more than there are lines, first line at (0, 45). */
const TYPO = { font: 'Inter', size: 90, width: 1024, x: 0, y: 45 } as const
/** FigStep `src/generate_prompts.py` (benchmarks.md 4.8): 760 x 760, 80 px, at (20, 10), 11 px between lines, wrapped at 15 characters. */
const FIGSTEP = { font: 'Roboto Mono', size: 80, side: 760, x: 20, y: 10, leading: 11, columns: 15 } as const

export function sizeOf(context: Context2D, spec: TypographicPicture): { width: number; height: number } {
  if (spec.style === 'figstep') return { width: FIGSTEP.side, height: FIGSTEP.side }
  return { width: TYPO.width, height: TYPO.size * (typoLines(context, spec.text).length + 1) }
}

export function draw(context: Context2D, spec: TypographicPicture): void {
  const { width, height } = sizeOf(context, spec)
  context.fillStyle = '#ffffff'
  context.fillRect(0, 0, width, height)
  context.fillStyle = '#000000'
  context.textBaseline = 'top'
  if (spec.style === 'typo') {
    const lines = typoLines(context, spec.text)
    context.font = `${TYPO.size}px "${TYPO.font}"`
    lines.forEach((text, i) => context.fillText(text, TYPO.x, TYPO.y + i * TYPO.size))
    return
  }
  context.font = `${FIGSTEP.size}px "${FIGSTEP.font}"`
  figstepLines(spec.text).forEach((text, i) =>
    context.fillText(text, FIGSTEP.x, FIGSTEP.y + i * (FIGSTEP.size + FIGSTEP.leading)),
  )
}

/** Greedy, at the picture's width; lines after the first begin with a blank, as the original's do. */
function typoLines(context: Context2D, text: string): string[] {
  const measure = measurer(context)
  const lines: string[] = []
  let current = ''
  for (const word of text.split(/\s+/)) {
    const longer = current === '' && lines.length === 0 ? word : `${current} ${word}`
    if (current !== '' && measure(longer, TYPO.size, TYPO.font) > TYPO.width) {
      lines.push(current)
      current = ` ${word}`
    } else current = longer
  }
  return [...lines, current]
}

/** Exported for its test: needs no font. */
export function figstepLines(text: string): string[] {
  const lines: string[] = []
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= FIGSTEP.columns)
      lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return [...lines, '1. ', '2. ', '3. ']
}
