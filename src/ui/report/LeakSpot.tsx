import { useState, type ReactElement } from 'react'
import { errorText } from '../../domain/errors.ts'
import { normalise } from '../../domain/measures/normalise.ts'
import type { PlannedSample } from '../../run/index.ts'
import type { Box } from '../../../workers/vision/types.ts'
import { Picture, type Frame } from '../kit/Picture.tsx'
import { useSession } from '../session.ts'

/**
 * The picture behind a leak with the value's place in it, for whoever asks: a report holds no picture, and reading one
 * takes seconds.
 */
export function LeakSpot({ sample }: { sample: PlannedSample }): ReactElement {
  const { store, ownImages } = useSession()
  const [asked, setAsked] = useState(false)
  const [spot, setSpot] = useState<Frame | null>(null)
  const [said, setSaid] = useState<string | null>(null)
  const look = async () => {
    const blob = sample.imageId === null ? null : await store.image(sample.shardId, sample.imageId)
    if (blob === null) return 'The picture is not here any more.'
    const { proposals, lines, width, height } = await ownImages.read(blob)
    const values = sample.truths.map(({ value }) => bare(value)).filter((value) => value !== '')
    const found =
      proposals.find(({ value }) => values.includes(bare(value))) ??
      lines.find(({ text }) => values.some((value) => bare(text).includes(value)))
    if (found === undefined) return 'Reading the picture did not find the value in it.'
    setSpot({ box: around(found.box), width, height })
    return 'Framed: where the value stands.'
  }
  const ask = () => {
    setAsked(true)
    setSaid('Reading the picture…')
    look().then(setSaid, (error: unknown) => setSaid(errorText(error)))
  }
  return (
    <div className="leak-spot">
      {asked ? (
        <Picture sample={sample} frame={spot} />
      ) : (
        <button type="button" className="quiet" onClick={ask}>
          Show where it stands
        </button>
      )}
      {said !== null && <small role="status">{said}</small>}
    </div>
  )
}

function bare(value: string): string {
  return normalise(value).replaceAll(/[^\p{L}\p{N}]/gu, '')
}

/** A little more than the box, so that its frame covers no sign. */
function around({ x, y, width, height }: Box): Box {
  const margin = height * 0.3
  return { x: x - margin, y: y - margin, width: width + 2 * margin, height: height + 2 * margin }
}
