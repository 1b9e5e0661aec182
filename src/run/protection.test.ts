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
    probeEgress: note('probeEgress'),
    dispose: () => reached.push('dispose'),
  }
  return { intake, reached }
}

const by = (enforcedBy: EnforcedBy) => Promise.resolve({ enforcedBy, crossOriginIsolated: enforcedBy !== 'none' })

describe('picked files', () => {
  test('do not reach the intake of an unprotected page', async () => {
    const { intake, reached } = recorder()
    const refusing = gated(intake, by('none'))
    await expect(refusing.preview([])).rejects.toMatchObject({ code: 'unprotected' })
    await expect(refusing.importFiles([], true)).rejects.toMatchObject({
      code: 'unprotected',
      message: expect.stringMatching(/^Files are refused: .*Reload the page once/) as string,
    })
    expect(reached).toEqual([])
  })

  test('wait until it is known what protects the page', async () => {
    const { intake, reached } = recorder()
    const waiting = gated(intake, new Promise(() => {}))
    void waiting.importFiles([], true)
    await new Promise((done) => setTimeout(done))
    expect(reached).toEqual([])
  })

  test.each(['headers', 'service-worker'] as const)('pass where %s protect it', async (enforcedBy) => {
    const { intake, reached } = recorder()
    const passing = gated(intake, by(enforcedBy))
    await expect(passing.preview([])).rejects.toThrow('reached')
    await expect(passing.importFiles([], true)).rejects.toThrow('reached')
    expect(reached).toEqual(['preview', 'importFiles'])
  })
})

test('what ships with the app needs no gate', async () => {
  const { intake, reached } = recorder()
  await expect(gated(intake, by('none')).prepareShipped('demo')).rejects.toThrow('reached')
  expect(reached).toEqual(['prepareShipped'])
})
