import { describe, expect, test } from 'vitest'
import type { EnforcedBy } from '../../workers/service/types.ts'
import { gated } from './protection.ts'
import type { Intake } from './intake.ts'

/** Stands where a worker would: it only notes what reaches it. */
function recorder(): { intake: Intake; reached: string[] } {
  const reached: string[] = []
  const note = (name: string) => () => {
    reached.push(name)
    return Promise.reject(new Error('reached'))
  }
  const intake: Intake = {
    catalogue: note('catalogue'),
    prepareShipped: note('prepareShipped'),
    preview: note('preview'),
    importFiles: note('importFiles'),
    readAnswers: note('readAnswers'),
    probeEgress: note('probeEgress'),
    dispose: () => reached.push('dispose'),
  }
  return { intake, reached }
}

const by = (enforcedBy: EnforcedBy) => Promise.resolve({ enforcedBy, crossOriginIsolated: enforcedBy !== 'none' })

const quiet = () => Promise.resolve(() => undefined)

describe('picked files', () => {
  test('do not reach the intake of an unprotected page', async () => {
    const { intake, reached } = recorder()
    const refusing = gated(intake, by('none'), quiet)
    await expect(refusing.preview([])).rejects.toMatchObject({ code: 'unprotected' })
    await expect(refusing.importFiles([], true)).rejects.toMatchObject({
      code: 'unprotected',
      message: expect.stringMatching(/^Files are refused: .*Reload the page once/) as string,
    })
    expect(reached).toEqual([])
  })

  test('wait until it is known what protects the page', async () => {
    const { intake, reached } = recorder()
    const waiting = gated(intake, new Promise(() => {}), quiet)
    void waiting.importFiles([], true)
    await new Promise((done) => setTimeout(done))
    expect(reached).toEqual([])
  })

  test.each(['headers', 'service-worker'] as const)('pass where %s protect it', async (enforcedBy) => {
    const { intake, reached } = recorder()
    const passing = gated(intake, by(enforcedBy), quiet)
    await expect(passing.preview([])).rejects.toThrow('reached')
    await expect(passing.importFiles([], true)).rejects.toThrow('reached')
    expect(reached).toEqual(['preview', 'importFiles'])
  })
})

test('picked files are read when nothing is fetched any more, and it is fetched again behind them', async () => {
  const { intake, reached } = recorder()
  let hushed = () => undefined as void
  const hushing = new Promise<() => void>((resolve) => {
    hushed = () => resolve(() => reached.push('unhush'))
  })
  const waiting = gated(intake, by('headers'), () => hushing)
  const importing = waiting.importFiles([], true)
  await new Promise((done) => setTimeout(done))
  expect(reached).toEqual([])
  hushed()
  await expect(importing).rejects.toThrow('reached')
  await new Promise((done) => setTimeout(done))
  expect(reached).toEqual(['importFiles', 'unhush'])
})

test('a cancel is not kept waiting by what is fetched', async () => {
  const { intake, reached } = recorder()
  const controller = new AbortController()
  const waiting = gated(intake, by('headers'), () => new Promise(() => {}))
  const reading = waiting.preview([], controller.signal)
  controller.abort()
  await expect(reading).rejects.toThrow('reached')
  expect(reached).toEqual(['preview'])
})

test('what ships with the app needs no gate', async () => {
  const { intake, reached } = recorder()
  await expect(gated(intake, by('none'), quiet).prepareShipped('demo')).rejects.toThrow('reached')
  expect(reached).toEqual(['prepareShipped'])
})
