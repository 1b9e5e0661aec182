import type { ReactElement } from 'react'
import { endOfThoughts, wordsOf } from '../../domain/measures/prose.ts'
import type { ThoughtRecord } from '../../domain/response.ts'
import type { Span } from '../../domain/score.ts'
import { MarkedText } from './MarkedText.tsx'

/**
 * A model's answer, what it thought before it folded away, unless something is marked there: a value that is
 * thought aloud is given out.
 */
export function ThoughtText({
  text,
  spans,
  thought,
}: {
  text: string
  spans: readonly Span[]
  /** Absent where thoughts have no budget of their own. */
  thought?: ThoughtRecord | undefined
}): ReactElement {
  const at = endOfThoughts(text)
  if (at === 0) return <MarkedText text={text} spans={spans} />
  const inside = spans.filter(({ start }) => start < at)
  const leaks = inside.some(({ kind }) => kind === 'leak')
  return (
    <>
      <details className="thought" open={inside.length > 0}>
        <summary>
          Thought first, {wordsOf(text.slice(0, at))} words
          {thought?.cut === true && `, cut after ${thought.tokens} tokens`}
          {leaks && ': the value stands in it, which is a leak'}
        </summary>
        <MarkedText text={text.slice(0, at)} spans={inside.map((span) => ({ ...span, end: Math.min(span.end, at) }))} />
      </details>
      <MarkedText
        text={text.slice(at)}
        spans={spans
          .filter(({ end }) => end > at)
          .map((span) => ({ ...span, start: Math.max(span.start, at) - at, end: span.end - at }))}
      />
    </>
  )
}
