/**
 * Counts so many times as large, one after the other. What one loses by rounding the next one gets, so that their sum is right to
 * half of one, and small counts grow as well; with a factor of 1 or more none is smaller than it was.
 */
export function growing(factor: number): (count: number) => number {
  let sum = 0
  let given = 0
  return count => {
    sum += count
    const before = given
    given = Math.round(sum * factor)
    return given - before
  }
}
