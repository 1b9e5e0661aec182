import { expect, test } from 'vitest'
import { version } from '../../package.json'
import { buildId } from '../../scripts/build-id.ts'
import { APP_VERSION } from '../domain/app-version.ts'

test('the app says the version that the package has', () => {
  expect(APP_VERSION).toBe(version)
})

test('a build is told by what it is made from, the same at each look', () => {
  expect(buildId()).toMatch(/^[0-9a-f]{10}$/)
  expect(buildId()).toBe(buildId())
})
