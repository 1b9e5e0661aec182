import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'workers/**/*.test.ts', 'scripts/**/*.test.ts', 'bench/**/*.test.ts'],
    environment: 'node',
    maxWorkers: 2,
    // A machine that does other work too is no failure.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
