import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { awayLine } from './away.ts'
import { iconOf, OWN_ICON, stepOf } from './icon.ts'
import { giveNotice, leaveNotice, noticeWanted, wantNotice } from './notice.ts'

test('what came while the tab was hidden is told; silence for longer than answers take is told as sleep', () => {
  expect(awayLine(5_000, 3, 1_000)).toBeNull()
  expect(awayLine(60_000, 58, 1_000)).toBe('This tab was hidden for 1 min; 58 answers came meanwhile.')
  expect(awayLine(60_000, 0, 1_000)).toBe(
    'This tab was hidden for 1 min; no answer came meanwhile: the browser or the computer was asleep. It goes on now.',
  )
  // One answer takes that long.
  expect(awayLine(60_000, 0, 40_000)).toBe('This tab was hidden for 1 min; no answer came meanwhile.')
  expect(awayLine(3_600_000, 1, null)).toBe('This tab was hidden for 1 h; one answer came meanwhile.')
})

test('the icon of the tab fills in steps, and says how it ended', () => {
  expect([0, 0.04, 0.05, 0.5, 1, 1.2].map((share) => stepOf({ share }))).toEqual(['0', '0', '1', '10', '20', '20'])
  expect(iconOf({ share: 0.5 })).toContain('pathLength="20" stroke-dasharray="10 20"')
  expect(new Set([iconOf({ share: 1 }), iconOf('paused'), iconOf('done'), iconOf('failed')]).size).toBe(4)
})

test('the icon that is put back is the page’s own', () => {
  const file = new URL('../../../public/icons/icon.svg', import.meta.url)
  expect(OWN_ICON).toBe(readFileSync(file, 'utf8').trimEnd())
})

describe('a notice at the end', () => {
  const given: unknown[][] = []
  const permit = (answer: NotificationPermission) => {
    class Notification extends EventTarget {
      static requestPermission = vi.fn<() => Promise<NotificationPermission>>(async () => answer)
      constructor(...details: unknown[]) {
        super()
        given.push(details)
      }
    }
    vi.stubGlobal('Notification', Notification)
    return Notification
  }
  const look = (visibilityState: DocumentVisibilityState) => vi.stubGlobal('document', { visibilityState })
  afterEach(() => {
    leaveNotice()
    given.length = 0
    vi.unstubAllGlobals()
  })

  test('is given only to whoever asked for it, and only when the tab is hidden', async () => {
    const { requestPermission } = permit('granted')
    look('hidden')
    giveNotice('The audit has ended', 'Control reader')
    expect([given, requestPermission.mock.calls]).toEqual([[], []])
    expect(await wantNotice()).toBe(true)
    look('visible')
    giveNotice('The audit has ended', 'Control reader')
    expect(given).toEqual([])
    look('hidden')
    giveNotice('The audit has ended', 'Control reader')
    expect(given).toEqual([['The audit has ended', { body: 'Control reader', tag: 'leakscope-audit' }]])
    leaveNotice()
    giveNotice('The audit has ended', 'Control reader')
    expect(given).toHaveLength(1)
  })

  test('is not promised where the browser refuses or has none', async () => {
    permit('denied')
    expect([await wantNotice(), noticeWanted()]).toEqual([false, false])
    vi.unstubAllGlobals()
    vi.stubGlobal('Notification', undefined)
    Reflect.deleteProperty(globalThis, 'Notification')
    expect([await wantNotice(), noticeWanted()]).toEqual([false, false])
  })
})
