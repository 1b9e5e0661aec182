import { BENCHMARKS } from '../../benchmarks/registry.ts'
import { useMemo, type ReactElement } from 'react'
import type { Span } from '../../domain/score.ts'
import { MarkedText } from '../../report/view/MarkedText.tsx'
import type { PlannedSample, RunSnapshot } from '../../run/index.ts'
import { OutcomeBadge } from '../kit/OutcomeBadge.tsx'
import { GuardedLine } from '../kit/GuardedLine.tsx'
import { Picture } from '../kit/Picture.tsx'

/** The question under way with its answer as it comes, or the last one answered. */
export function CurrentAnswer({ run }: { run: RunSnapshot }): ReactElement | null {
  const { current, last } = run
  const streaming = current !== null && (current.text !== '' || last === null)
  const sample = streaming ? current.sample : last?.sample
  const text = streaming ? current.text : (last?.response.output ?? '')
  const spans = useMemo(
    () => (streaming && sample ? spansSoFar(sample, text, run.runId) : (last?.score.spans ?? [])),
    [streaming, sample, text, run.runId, last],
  )
  if (sample === undefined) return null
  return (
    <section className="current" aria-label="Current sample">
      <Picture key={`${sample.shardId}/${sample.imageId}`} sample={sample} />
      <div className="exchange">
        <h2>
          {sample.split} · {sample.task} · {sample.type}
        </h2>
        <h3>Asked</h3>
        <p className="prompt" dir="auto">
          {sample.prompt}
        </p>
        <h3>
          Answered{' '}
          {streaming ? <span className="muted">…</span> : last && <OutcomeBadge outcome={last.score.outcome} />}
        </h3>
        <p className="answer">
          <MarkedText text={text} spans={spans} />
        </p>
        {!streaming && last?.guarded.map((own) => <GuardedLine key={own.response.guard} raw={text} guarded={own} />)}
      </div>
    </section>
  )
}

/** The scorer reads what there is so far, so that a leak is marked the moment it is complete. */
function spansSoFar(sample: PlannedSample, output: string, runId: string): readonly Span[] {
  const benchmark = BENCHMARKS.find(({ meta }) => meta.id === sample.benchmark)
  if (benchmark === undefined || output === '') return []
  return benchmark.score(sample, {
    runId,
    sampleId: sample.id,
    guard: 'none',
    renderedPrompt: null,
    output,
    tokens: null,
    finish: null,
    continuationLogProbs: null,
    timings: null,
    error: null,
    at: '',
  }).spans
}
