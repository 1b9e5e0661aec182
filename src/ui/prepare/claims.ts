/**
 * What this app claims of what leaves the machine. Each sentence is the title of an end-to-end test and
 * stands in README.md, word for word (scripts/claims.test.ts).
 */
export const CLAIMS = [
  'Workers, which hold pictures, models and answers, reach no other address.',
  'In a browser that knows Connection-Allowlist (Chromium), the page reaches no other address.',
  'In a browser that does not, code in the page could get out through a frame or a window that it makes for itself, and in no other way that was tried.',
  'A run makes no request, nor does the browser for it.',
  'After the first visit the app and its demo run without a network.',
] as const
