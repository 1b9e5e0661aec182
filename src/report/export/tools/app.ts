import type { ExchangeRun } from './exchange.ts'

/** Version and build of the app that began a run; `unknown` in earlier versions' and of answers made elsewhere. */
export function appVersion({ run }: ExchangeRun): string {
  return run.app ?? 'unknown'
}

/** Who made a run's answers, as others write it: `leakscope/` and the model's id. */
export function modelName({ run }: ExchangeRun): string {
  return `leakscope/${run.model.id.replaceAll(/[^\w.-]+/g, '-') || 'unnamed'}`
}
