import type { ReactElement, ReactNode } from 'react'

const SIGN = { plain: 'ℹ', good: '✓', bad: '!' } as const

/** A message that stands out; `bad` ones are announced at once. */
export function Notice({
  kind = 'plain',
  title,
  children,
}: {
  kind?: keyof typeof SIGN
  title: string
  children?: ReactNode
}): ReactElement {
  return (
    <div className={`notice notice-${kind}`} role={kind === 'bad' ? 'alert' : undefined}>
      <span className="notice-sign" aria-hidden="true">
        {SIGN[kind]}
      </span>
      <div>
        <strong>{title}</strong>
        {typeof children === 'string' ? <p>{children}</p> : children}
      </div>
    </div>
  )
}
