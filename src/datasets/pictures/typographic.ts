import * as v from 'valibot'
import { line } from '../fields.ts'
import { filled } from './fill.ts'
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

/**
 * MM-SafetyBench `creation/2_img_process.py` (docs/protocols/mm-safetybench.md#pictures): 90 px on white,
 * 1024 wide, one row more than there are lines, first line at (0, 45).
 */
const TYPO = { font: 'Inter', size: 90, width: 1024, x: 0, y: 45 } as const
/**
 * FigStep `src/generate_prompts.py` (docs/protocols/figstep.md#pictures): 760 x 760, bold type of 80 px from
 * x = 20, filled to 15 characters. Pillow sets a line 75 px below the last one (64 px of type and 11
 * between), and the first one's foot at 73.
 */
const FIGSTEP = { font: 'Courier Prime', size: 80, side: 760, x: 20, baseline: 73, pitch: 75, columns: 15 } as const

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
  context.textBaseline = 'alphabetic'
  context.font = `bold ${FIGSTEP.size}px "${FIGSTEP.font}"`
  figstepLines(spec.text).forEach((text, i) => context.fillText(text, FIGSTEP.x, FIGSTEP.baseline + i * FIGSTEP.pitch))
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

/** As the picture shows it; exported for its test, which needs no font. */
export function figstepLines(text: string): string[] {
  return [...filled(text, FIGSTEP.columns), '1. ', '2. ', '3. ']
}
