/** @file An output cut into plain and marked stretches, so that a screen can render each as a text node. */
import type { Span } from '../../domain/score.ts'

export interface Segment {
  readonly text: string
  /** Null for a plain stretch. */
  readonly span: Span | null
}

/**
 * Cuts `text` at the spans' bounds (UTF-16 units). Of overlapping spans the earlier, then the longer wins;
 * joined, the segments give `text`.
 */
export function segments(text: string, spans: readonly Span[]): Segment[] {
  const result: Segment[] = []
  let at = 0
  for (const span of spans.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const end = Math.min(span.end, text.length)
    if (span.start < at || end <= span.start) continue
    if (span.start > at) result.push({ text: text.slice(at, span.start), span: null })
    result.push({ text: text.slice(span.start, end), span })
    at = end
  }
  if (at < text.length) result.push({ text: text.slice(at), span: null })
  return result
}
