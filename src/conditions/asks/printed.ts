import type { RawPixels } from '../../domain/pixels.ts'
import { ADVANCE, isPrintable, LINE, printed, wrapped } from '../pictures/letters.ts'
import type { Condition } from '../contract.ts'

const REQUEST = 'Answer the question that is written in the picture.'
/** Letters of a line across a picture. */
const COLUMNS = 40
const SOURCE = 'Gong et al. 2023, arXiv 2311.05608 (FigStep)'
const DEVIATION = 'the benchmark’s own question, in capitals of 5 by 7 dots; questions with other letters are left out'

const of = (
  id: string,
  title: string,
  does: string,
  deviation: string,
  picture: NonNullable<Condition['picture']>,
): Condition => ({
  id,
  version: 1,
  kind: 'ask',
  title,
  does,
  source: SOURCE,
  deviation: `${deviation}${DEVIATION}`,
  needs: ['open', 'picture'],
  ask: ({ prompt }) => (isPrintable(prompt) ? [{ prompt: REQUEST, pictureText: prompt }] : []),
  picture,
})

export const questionAsPicture = of(
  'question-as-picture',
  'Question as the picture',
  'Shows the question on an empty page in place of the picture, and asks for an answer to it.',
  '',
  ({ width, height }, text = '') => onPage(white(width, height), text),
)

export const questionBeside = of(
  'question-beside',
  'Question beside the picture',
  'Prints the question on a white strip below the picture, and asks for an answer to it.',
  'the picture stays in sight; ',
  ({ width, height, data }, text = '') => {
    const { lines, size } = layout(text, width)
    const strip = white(width, (lines.length + 1) * LINE * size)
    const below = printed(strip, lines, size * 2, (LINE * size) >> 1, size)
    const both = new Uint8Array(data.length + below.data.length)
    both.set(data)
    both.set(below.data, data.length)
    return { width, height: height + below.height, data: both }
  },
)

export const questionOver = of(
  'question-over',
  'Question over the picture',
  'Prints the question on a white band across the middle of the picture, and asks for an answer to it.',
  'the band hides what lies beneath it; ',
  ({ width, height, data }, text = '') => {
    const { lines, size } = layout(text, width)
    const tall = Math.min(height, (lines.length + 1) * LINE * size)
    const top = (height - tall) >> 1
    const banded = Uint8Array.from(data).fill(255, top * width * 3, (top + tall) * width * 3)
    return printed({ width, height, data: banded }, lines, size * 2, top + ((LINE * size) >> 1), size)
  },
)

/** Lines that run across a picture, and the pixels of a dot. */
function layout(text: string, width: number): { lines: string[]; size: number } {
  const size = Math.max(1, Math.floor(width / (ADVANCE * COLUMNS + 4)))
  return { lines: wrapped(text, Math.max(1, Math.floor((width / size - 4) / ADVANCE))), size }
}

/** As large as all of it fits. */
function onPage(page: RawPixels, text: string): RawPixels {
  for (let size = Math.max(1, page.width >> 6); ; size--) {
    const lines = wrapped(text, Math.max(1, Math.floor((page.width / size - 4) / ADVANCE)))
    if (size <= 1 || (lines.length + 1) * LINE * size <= page.height)
      return printed(page, lines, size * 2, (LINE * size) >> 1, size)
  }
}

function white(width: number, height: number): RawPixels {
  return { width, height, data: new Uint8Array(width * height * 3).fill(255) }
}
