/**
 * Numbers as V8 keeps those with a fraction: a field that begins with one is a double from the start. One that begins with a small whole
 * number and outgrows it while the run is under way makes V8 compile anew all that has to do with its object.
 */
const doubles = Float64Array.of(0, -1)

export const ZERO: number = doubles[0]!
export const MINUS_ONE: number = doubles[1]!
