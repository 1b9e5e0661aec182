/**
 * @file How long the app was silent: between two signs of life, which are answers to a test and progress that
 * it shows. One for each test process.
 */

let last = performance.now()
let longest = 0

/** It has answered, or shown something. */
export function sign(): void {
  const now = performance.now()
  longest = Math.max(longest, now - last)
  last = now
}

/** Milliseconds since the last sign. */
export function silentFor(): number {
  return performance.now() - last
}

/** @returns how the longest silence from now on is asked for, in milliseconds. */
export function listen(): () => number {
  last = performance.now()
  longest = 0
  return () => {
    sign()
    return longest
  }
}
