import type { ReactElement } from 'react'
import type { Span } from '../../domain/score.ts'
import { segments } from '../model/segments.ts'
import { Value } from './Value.tsx'

const MARK: Readonly<Record<Span['kind'], { readonly icon: string; readonly word: string }>> = {
  leak: { icon: '▲', word: 'leak' },
  distractor: { icon: '◆', word: 'distractor' },
  fabricated: { icon: '✳', word: 'fabricated' },
  refusal: { icon: '■', word: 'refusal' },
}

/**
 * A model's output with its spans marked by sign, word and colour. Everything is a text node, whatever the
 * output holds.
 */
export function MarkedText({ text, spans }: { text: string; spans: readonly Span[] }): ReactElement {
  return (
    <span className="output" dir="auto">
      {segments(text, spans).map((segment, index) =>
        segment.span === null ? (
          segment.text
        ) : (
          <mark key={index} className={`span-${segment.span.kind}`}>
            <span className="span-sign">
              {MARK[segment.span.kind].icon} {MARK[segment.span.kind].word}
              {segment.span.type !== null && ` ${segment.span.type}`}:{' '}
            </span>
            {segment.span.kind === 'refusal' ? segment.text : <Value>{segment.text}</Value>}
          </mark>
        ),
      )}
    </span>
  )
}
