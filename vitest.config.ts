import { defineConfig } from 'vitest/config'

/** Tests that put something in a module's place (`vi.mock`), which none that shares modules with them must see. */
const MOCKING = [
  'src/benchmarks/example/whole.test.ts',
  'src/run/conditions.test.ts',
  'src/run/guards/added.test.ts',
  'scripts/lib/built-model/build.test.ts',
]
/** Tests of the processor's time: what ran before in the same process would be part of what they measure. */
const TIMED = [
  'src/datasets/formats/python-literal.test.ts',
  'src/domain/measures/known/adversarial.test.ts',
  'src/domain/measures/measures.test.ts',
  'src/domain/measures/pii.test.ts',
  'src/domain/measures/refusal.test.ts',
  'src/domain/measures/yes-no.test.ts',
  'src/domain/yield-to-event-loop.test.ts',
  'src/intake/importers.test.ts',
  'workers/model/inspect.test.ts',
]
const ALONE = [...MOCKING, ...TIMED]

const shared = {
  environment: 'node',
  // A machine that does other work too is no failure.
  testTimeout: 60_000,
  hookTimeout: 60_000,
} as const

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...shared,
          name: 'modules shared',
          include: ['src/**/*.test.{ts,tsx}', 'workers/**/*.test.ts', 'scripts/**/*.test.ts', 'bench/**/*.test.ts'],
          exclude: ALONE,
          // Loading the same modules for every file anew took two fifths of the time.
          isolate: false,
        },
      },
      { test: { ...shared, name: 'modules of their own', include: ALONE } },
    ],
  },
})
