import { expect, test } from 'vitest'
import { STATISTICS_VERSION } from '../../domain/statistics/version.ts'
import { buildRunJson } from '../export/export.ts'
import { buildReport } from './report.ts'
import { META, run } from '../testing/fixture.ts'

const input = { run: run(), samples: [], responses: [], scores: [], metrics: [] }

test('who reads a number can tell which version of the statistics made it', () => {
  expect(buildRunJson(input).statistics).toBe(STATISTICS_VERSION)
  const report = buildReport({ ...input, known: [], benchmarks: [META] })
  expect(report.method.filter((line) => line.includes(`statistics version ${STATISTICS_VERSION}:`))).toHaveLength(1)
})
