import { useEffect, useState, type ReactElement } from 'react'
import { onUpdate, takeUpdate } from '../../../workers/service/update.ts'
import { useActiveSnapshot, type Active } from '../active.ts'
import { Notice } from '../kit/Notice.tsx'

/** Offers a newer version of the app that is kept and waits, unless an audit is running. */
export function UpdateOffer({ active }: { active: Active | null }): ReactElement | null {
  const [waits, setWaits] = useState(false)
  useEffect(() => onUpdate(() => setWaits(true)), [])
  if (!waits) return null
  return active === null ? <Offer /> : <OfferOutsideRuns active={active} />
}

function OfferOutsideRuns({ active }: { active: Active }): ReactElement | null {
  return useActiveSnapshot(active).finished ? <Offer /> : null
}

function Offer(): ReactElement {
  const [others, setOthers] = useState(0)
  return (
    <Notice title="A newer version of Leakscope is here">
      <p>
        {others === 0
          ? 'Runs, pictures and models stay. This version goes on until you reload.'
          : `Leakscope is open in ${others === 1 ? 'another window' : `${others} other windows`}: close ${others === 1 ? 'it' : 'them'} first.`}
      </p>
      <p className="actions">
        <button type="button" onClick={() => void takeUpdate().then(setOthers)}>
          Reload with the newer version
        </button>
      </p>
    </Notice>
  )
}
