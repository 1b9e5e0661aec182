import { useEffect, useEffectEvent, useState, type RefObject } from 'react'

/**
 * Lets files be dropped on an element; picking them by hand must be possible as well.
 * @param onDrop must read the data's entries at once: they are gone after the event.
 * @returns whether something is being held over the element.
 */
export function useDrop(element: RefObject<HTMLElement | null>, onDrop: (data: DataTransfer) => void): boolean {
  const [over, setOver] = useState(false)
  const dropped = useEffectEvent(onDrop)
  useEffect(() => {
    const target = element.current
    if (target === null) return
    const ended = new AbortController()
    const { signal } = ended
    const on = (type: 'dragover' | 'dragleave' | 'drop', listener: (event: DragEvent) => void) =>
      target.addEventListener(type, listener, { signal })
    on('dragover', (event) => {
      event.preventDefault()
      setOver(true)
    })
    on('dragleave', () => setOver(false))
    on('drop', (event) => {
      event.preventDefault()
      setOver(false)
      if (event.dataTransfer !== null) dropped(event.dataTransfer)
    })
    return () => ended.abort()
  }, [element])
  return over
}
