/**
 * ORT's own threads. One where shared memory is not allowed, and on two cores, where a second one is slower
 * when the machine is busy.
 */
export const THREADS =
  self.crossOriginIsolated && navigator.hardwareConcurrency > 2
    ? Math.min(4, Math.ceil(navigator.hardwareConcurrency / 2))
    : 1
