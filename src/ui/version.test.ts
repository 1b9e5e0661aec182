import { expect, test } from 'vitest'
import { version } from '../../package.json'
import { APP_VERSION } from './version.ts'

test('the app says the version that the package has', () => {
  expect(APP_VERSION).toBe(version)
})
