import { Suspense, useCallback, useEffect, useState, type ReactElement } from 'react'
import { errorText } from '../../domain/errors.ts'
import type { Protection } from '../../../workers/service/types.ts'
import type { ModelListing } from '../../run/index.ts'
import { useActive } from '../active.ts'
import { begin } from '../start-audit.ts'
import { DEMO_MODELS, demoConfigs } from '../demo.ts'
import { Notice } from '../kit/Notice.tsx'
import { formatRoute } from '../route.ts'
import { useSession } from '../session.ts'
import { useReloaded } from '../useLoaded.ts'
import { DeviceCard } from './DeviceCard.tsx'
import { Licences } from './Licences.tsx'
import { ModelCard } from './ModelCard.tsx'
import { PromiseCard } from './PromiseCard.tsx'
import { ResumeBanner } from './ResumeBanner.tsx'
import { Ways } from './Ways.tsx'

/** The first screen: what this is, whether it is safe, and one button. */
export function PrepareScreen({ protectedBy }: { protectedBy: Promise<Protection> }): ReactElement {
  const session = useSession()
  const [version, setVersion] = useState(0)
  useEffect(() => session.onModelsChanged(() => setVersion((v) => v + 1)), [session])
  const models = useReloaded(
    useCallback(async () => {
      const list = await session.models()
      return { list, version }
    }, [session, version]),
  )
  const ids = models.value?.list.map((model) => model.id) ?? []
  const demo = DEMO_MODELS.filter((id) => ids.includes(id))
  const built = models.value?.list.find(({ source }) => source === 'built') ?? null
  return (
    <div className="prepare">
      <section className="hero">
        <h1>What does this model give away?</h1>
        <p>
          Leakscope asks a small multimodal language model for private values, here in your browser, and shows which
          ones come out: those that it sees in a picture, and those that it remembers from its training.
        </p>
        <DemoButton models={demo} built={built} ready={models.state !== 'loading'} />
      </section>
      <ResumeBanner />
      <div className="cards">
        <Suspense
          fallback={
            <section className="card">
              <p className="muted">Checking what protects this page…</p>
            </section>
          }
        >
          <PromiseCard protectedBy={protectedBy} />
        </Suspense>
        <DeviceCard models={models.value?.list ?? []} />
        <ModelCard models={models} onAdded={() => setVersion((v) => v + 1)} />
      </div>
      <Licences />
    </div>
  )
}

function DemoButton({
  models,
  built,
  ready,
}: {
  models: readonly string[]
  /** A pretrained model that was built on this machine; null: none was. */
  built: ModelListing | null
  ready: boolean
}): ReactElement {
  const session = useSession()
  const active = useActive()
  const [starting, setStarting] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const busy = active !== null && !active.snapshot().finished
  if (busy) {
    return (
      <p>
        An audit is running. <a href={formatRoute({ screen: 'run' })}>Show its progress</a>
      </p>
    )
  }
  if (ready && models.length === 0) {
    return (
      <Notice kind="bad" title="The bundled control models are missing">
        This copy of the app ships none, so there is no demo. You can pick a model folder below.
      </Notice>
    )
  }
  const start = (ids: readonly string[]) => {
    setStarting(true)
    setFailure(null)
    begin(session, demoConfigs(ids)).catch((error: unknown) => {
      setFailure(errorText(error))
      setStarting(false)
    })
  }
  return (
    <>
      <Ways
        built={built?.name ?? null}
        ready={ready}
        starting={starting}
        onDemo={() => start(models)}
        onBuilt={() => built !== null && start([built.id])}
      />
      {failure !== null && (
        <Notice kind="bad" title="The audit could not start">
          {failure}
        </Notice>
      )}
    </>
  )
}
