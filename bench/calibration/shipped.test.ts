import { expect, test } from 'vitest'
import { readCalibration } from '../../scripts/lib/calibration-plan.ts'
import { controlsBeside } from '../../src/calibration/controls.ts'

/**
 * Whether they are still of this version is for the report to say: a new version of a benchmark must not wait
 * for a calibration.
 */
test('the shipped figures hold a positive and a negative control of retention', async () => {
  const { controls, detectors, files } = await readCalibration()
  expect(detectors).not.toBeNull()
  const figures = controls?.controls ?? []
  const cell = { benchmark: 'mm-privacy', metric: 'ASR', split: 'retention', task: null, type: null }
  const pair = controlsBeside(cell, figures)
  expect(pair?.positive?.value).toBeGreaterThanOrEqual(0.95)
  expect(pair?.negative?.value).toBeLessThanOrEqual(0.01)
  for (const { model } of figures) expect(Object.keys(files[model] ?? {})).not.toEqual([])
})
