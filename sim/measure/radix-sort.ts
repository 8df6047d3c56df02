/** Digits of 16 bits: four of them make a double. */
const DIGITS = 4
const RADIX = 1 << 16
/** Below this the counting costs more than comparing. */
const SMALL = 20_000
/** The digits of a double, least significant first, stand in this order in memory on every machine that Node runs on. */
const LITTLE_ENDIAN = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1

/**
 * Sorts the first `count` values ascending, in place. The values are not negative and not NaN.
 *
 * The bit patterns of such doubles are in the order of the doubles, so they are sorted digit by digit as integers
 * (least significant digit first). One look counts all digits, and one that all values share costs no more than that: times of
 * less than a day in whole microseconds have at least one.
 */
export function radixSort(values: Float64Array, count: number): void {
  if (count < SMALL || !LITTLE_ENDIAN) {
    values.subarray(0, count).sort()
    return
  }
  let from: Float64Array = values.subarray(0, count)
  let to: Float64Array = roomFor(count)
  const counts = countsOf(digitsOf(from))
  for (let digit = 0; digit < DIGITS; digit++) {
    const places = counts.subarray(digit * RADIX, (digit + 1) * RADIX)
    if (places[digitsOf(from)[digit]!] === count) continue
    toPlaces(places)
    distribute(from, to, digit, places)
    const swap = from
    from = to
    to = swap
  }
  if (from.buffer !== values.buffer) values.set(from)
}

function digitsOf(values: Float64Array): Uint16Array {
  return new Uint16Array(values.buffer, values.byteOffset, values.length * DIGITS)
}

/** How many values have each digit: those of the least significant one, then those of the next. */
function countsOf(digits: Uint16Array): Uint32Array {
  const counts = new Uint32Array(DIGITS * RADIX)
  for (let i = 0; i < digits.length; i += DIGITS) {
    counts[digits[i]!]!++
    counts[RADIX + digits[i + 1]!]!++
    counts[2 * RADIX + digits[i + 2]!]!++
    counts[3 * RADIX + digits[i + 3]!]!++
  }
  return counts
}

/** Makes of how many values have each digit where the first of them belongs. */
function toPlaces(counts: Uint32Array): void {
  let sum = 0
  for (let value = 0; value < RADIX; value++) {
    const here = counts[value]!
    counts[value] = sum
    sum += here
  }
}

/** Puts each value at the next place for its digit. */
function distribute(from: Float64Array, to: Float64Array, digit: number, places: Uint32Array): void {
  const digits = digitsOf(from)
  for (let i = 0, at = digit; i < from.length; i++, at += DIGITS) to[places[digits[at]!]!++] = from[i]!
}

/** The room that was needed last, for a run sorts several measurements of as many jobs, one after the other. */
let room = new Float64Array(0)

function roomFor(count: number): Float64Array {
  if (room.length < count) room = new Float64Array(count)
  return room.subarray(0, count)
}
