/**
 * @file When a run has failed although each of its samples has an answer: see [Note: Whose fault an error is]
 * in failure-policy.ts.
 */
import type { ErrorCode } from '../domain/errors.ts'
import type { Response, ResponseError } from '../domain/response.ts'

/** The first so many, all failing in one way, are not the samples' fault. */
export const FIRST_ALIKE = 3
/** So many failing in a row, in whatever way, are not either. */
export const MAX_FAILURES_IN_A_ROW = 5
/** From this share of errors on a run is no result. */
export const FAILED_SHARE = 0.2
/** A share is told before the end only from so many errors on. */
const ERRORS_TO_TELL = 5

const ADVICE: Partial<Readonly<Record<ErrorCode, string>>> = {
  'bad-image': 'Import the pictures again, or leave those out that no browser can read',
  'engine-lost': 'The model may be too large for this machine: try a smaller dtype or another device',
  timeout: 'The model may be too slow or too large for this machine: try a smaller dtype or another device',
}
const OTHER_ADVICE = 'Try another dtype or device, or another export of the model'

type Failed = Pick<Response, 'sampleId'> & { readonly error: ResponseError }

/** Counts the answers of a run and says when its errors make it a failure. Earlier sittings count. */
export class FaultTally {
  readonly #planned: number
  readonly #failed: Failed[]
  #answered: number
  #inARow = 0

  /** @param before answers of earlier sittings, of the model alone. */
  constructor(planned: number, before: readonly Pick<Response, 'sampleId' | 'error'>[]) {
    this.#planned = planned
    this.#failed = before.filter(isFailed)
    this.#answered = before.length
  }

  /** Why the run cannot go on after this answer, in one line; null when it can. */
  note(response: Pick<Response, 'sampleId' | 'error'>): string | null {
    this.#answered += 1
    if (!isFailed(response)) {
      this.#inARow = 0
      return null
    }
    this.#failed.push(response)
    this.#inARow += 1
    const count = this.#failed.length
    const first = count === this.#answered && count >= FIRST_ALIKE && this.#alike(response.error) === count
    // Only at the moment when it is reached: a run that is resumed after it goes on to its end.
    const share = count === Math.max(ERRORS_TO_TELL, Math.ceil(FAILED_SHARE * this.#planned))
    if (!first && !share && this.#inARow < MAX_FAILURES_IN_A_ROW) return null
    return `${this.#says()}. The answers so far are kept; resume goes on after them`
  }

  /** Why a run that came to its end is no result, in one line; null when it is one. */
  atEnd(): string | null {
    if (this.#failed.length === 0 || this.#failed.length < FAILED_SHARE * this.#answered) return null
    return `${this.#says()}. The other answers are kept`
  }

  #says(): string {
    const kinds = new Map<string, Failed[]>()
    for (const failed of this.#failed)
      kinds.set(kindOf(failed.error), [...(kinds.get(kindOf(failed.error)) ?? []), failed])
    const most = [...kinds.values()].reduce((a, b) => (b.length > a.length ? b : a))
    const { error, sampleId } = most[0]!
    const alike =
      most.length === this.#failed.length ? (most.length > 1 ? ', all alike' : '') : `, ${most.length} of them alike`
    const advice = ADVICE[error.code as ErrorCode] ?? OTHER_ADVICE
    return `${this.#failed.length} of ${this.#answered} answers are errors${alike} (${error.code}, first at ${sampleId}): ${error.message.replace(/\.$/, '')}. ${advice}`
  }

  #alike(error: ResponseError): number {
    return this.#failed.filter((other) => kindOf(other.error) === kindOf(error)).length
  }
}

/** Errors that differ in numbers alone are of one kind. */
function kindOf({ code, message }: ResponseError): string {
  return `${code} ${message.replaceAll(/\d+/g, '0')}`
}

function isFailed(response: Pick<Response, 'sampleId' | 'error'>): response is Failed {
  return response.error !== null
}
