/** Lower and upper end, both included. */
export type Interval = readonly [number, number]
