import type { MouseEvent, ReactElement } from 'react'

export interface Chapter {
  readonly id: string
  readonly title: string
}

/** Table of contents: leads to the headings of the same page, without a change of its address. */
export function Contents({ chapters }: { chapters: readonly Chapter[] }): ReactElement {
  const go = (event: MouseEvent, id: string) => {
    const heading = document.getElementById(id)
    if (heading === null) return
    event.preventDefault()
    heading.scrollIntoView()
    heading.focus({ preventScroll: true })
  }
  return (
    <nav className="contents" aria-label="Contents">
      <ul>
        {chapters.map(({ id, title }) => (
          <li key={id}>
            <a href={`#${id}`} onClick={(event) => go(event, id)}>
              {title}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
