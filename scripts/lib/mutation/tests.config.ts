/** @file The tests of one file under mutation, and no others: run.ts names them in the environment. */
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: JSON.parse(process.env['LEAKSCOPE_MUTATION_TESTS'] ?? '[]') as string[],
    environment: 'node',
    testTimeout: 60_000,
  },
})
