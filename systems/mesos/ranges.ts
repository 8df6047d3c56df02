/**
 * Ranges of whole numbers, such as ports: sorted, apart from each other, both ends included.
 */
export type Range = readonly [first: number, last: number]

/** Joins what overlaps or touches. */
export function joined(ranges: readonly Range[]): Range[] {
  const result: [number, number][] = []
  for (const [first, last] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const before = result.at(-1)
    if (before !== undefined && first <= before[1] + 1) before[1] = Math.max(before[1], last)
    else result.push([first, last])
  }
  return result
}

/** What is left of `ranges` without `taken`. */
export function without(ranges: readonly Range[], taken: readonly Range[]): Range[] {
  let left = [...ranges]
  for (const [first, last] of taken) {
    left = left.flatMap(([from, to]): Range[] => {
      if (last < from || first > to) return [[from, to]]
      const parts: Range[] = []
      if (from < first) parts.push([from, first - 1])
      if (to > last) parts.push([last + 1, to])
      return parts
    })
  }
  return left
}

/** True if every number of `inner` is in `outer`. */
export const covers = (outer: readonly Range[], inner: readonly Range[]): boolean =>
  without(inner, outer).length === 0
