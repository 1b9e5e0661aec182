import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig, devices } from '@playwright/test'
import { slowdown } from './scripts/lib/slowdown.mjs'
import { CHROMIUM_ARGS, findChromium } from './scripts/find-chromium.mjs'
import { freePort } from './scripts/serve.mjs'

// Playwright's worker processes read this file again and inherit the choice. A free port, so that two
// checkouts can test at once.
process.env['LEAKSCOPE_E2E_PORT'] ??= String(await freePort())
// What the person who tests has built on this machine is not part of what is tested.
process.env['LEAKSCOPE_MODELS'] ??= join(tmpdir(), 'leakscope-no-models')
// Measured once, before any test loads the machine.
process.env['LEAKSCOPE_PATIENCE'] ??= String(slowdown())
const patience = Number(process.env['LEAKSCOPE_PATIENCE'])
const port = Number(process.env['LEAKSCOPE_E2E_PORT'])
const executablePath = findChromium() ?? undefined

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  // On two cores a model runs on one (workers/shared/threads.ts), and a second file of tests finds the other; a
  // third uses what is left while the others wait.
  workers: Math.min(2, availableParallelism()) + 1,
  timeout: 120_000 * patience,
  expect: { timeout: 15_000 * patience },
  forbidOnly: Boolean(process.env['CI']),
  reporter: [['list'], ['json', { outputFile: 'test-results/report.json' }]],
  use: {
    baseURL: `http://127.0.0.1:${port}/`,
    video: 'off',
    trace: 'retain-on-failure',
  },
  projects: [
    {
      name: 'chromium',
      use: {
        ...devices['Desktop Chrome'],
        launchOptions: { args: CHROMIUM_ARGS, ...(executablePath ? { executablePath } : {}) },
      },
    },
  ],
  webServer: {
    command: `node scripts/serve.mjs --port ${port}`,
    url: `http://127.0.0.1:${port}/`,
    reuseExistingServer: false,
  },
})
