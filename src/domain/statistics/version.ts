/**
 * Version of what makes numbers of scores: intervals, tests, what counts in which denominator. Raised by every
 * change that can change a number of the same scores (docs/adr/0030-intervals.md#versions); the scorers have
 * versions of their own, by benchmark. Absent in what was exported before there was one.
 */
export const STATISTICS_VERSION = '4'
