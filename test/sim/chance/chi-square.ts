/**
 * Σ (found - expected)² / expected over equally likely cells. With c cells its mean is c - 1 and its standard deviation
 * √(2(c - 1)); a test allows five of those, which chance alone exceeds about once in a million.
 */
export function chiSquare(counts: ArrayLike<number>): number {
  const cells = Array.from(counts)
  const expected = cells.reduce((a, b) => a + b, 0) / cells.length
  return cells.reduce((sum, found) => sum + (found - expected) ** 2 / expected, 0)
}

/** The most that chi-square may be for this many cells. */
export function chiSquareLimit(cells: number): number {
  return cells - 1 + 5 * Math.sqrt(2 * (cells - 1))
}
