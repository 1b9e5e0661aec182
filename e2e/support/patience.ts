/**
 * @file How long tests wait for what may take long on a busy machine. A limit is there to end a test that hangs; what
 * the product promises about time is asserted by the tests themselves, and is never stretched.
 */

/** How often longer than on an idle machine: set by playwright.config.ts, which Playwright's workers inherit. */
const factor = Number(process.env['LEAKSCOPE_PATIENCE'] ?? 1)

/** A limit in milliseconds, stretched on a busy machine. */
export const patient = (ms: number): number => Math.round(ms * factor)
