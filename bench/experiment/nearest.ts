/**
 * The word that somebody probably meant.
 */

/**
 * Optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours, each at cost 1
 * (Damerau 1964, without edits inside a swap).
 */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, beforeLast[j - 2]! + 1)
      row.push(cost)
    }
    beforeLast = last
    last = row
  }
  return last[b.length]!
}

const plain = (text: string): string => text.toLowerCase().replace(/[\s_-]/g, '')

/**
 * The candidate closest to the word, if it is close enough to be a slip of the pen: at most one edit in three letters,
 * case, spaces, dashes and underscores not counted. Of equally close candidates, the first.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const wanted = plain(word)
  let best: string | undefined
  let bestDistance = Math.max(1, Math.floor(wanted.length / 3)) + 1
  for (const candidate of candidates) {
    const distance = editDistance(wanted, plain(candidate))
    // A word of which nothing is left was not meant: 3 is no slip of 1.
    if (distance < bestDistance && distance < wanted.length) {
      best = candidate
      bestDistance = distance
    }
  }
  return best
}

/** Words for the same thing that are no slip of the pen: what other schedulers call it. */
const SYNONYMS: Readonly<Record<string, string>> = {
  core: 'cpu',
  cores: 'cpu',
  processors: 'cpu',
  mem: 'memory',
  ram: 'memory',
  gpus: 'gpu',
  labels: 'attributes',
  runtime: 'duration',
  replicas: 'instances',
  quota: 'guarantees',
}

/** `did you mean "x"?`, or nothing. */
export function didYouMean(word: string, candidates: Iterable<string>): string | undefined {
  const all = [...candidates]
  const synonym = SYNONYMS[word.toLowerCase()]
  const candidate = synonym !== undefined && all.includes(synonym) ? synonym : nearest(word, all)
  return candidate === undefined ? undefined : `did you mean "${candidate}"?`
}

/** Words as a list for people: `a, b or c`. */
export function oneOf(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}

/** More words than this are not read to the end. */
const MOST_LISTED = 12
const SHOWN = 3

/**
 * Words as a list for people; of many the nearest to what was written, and how many there are.
 *
 * @param what they are, and where they all stand: `systems (switchyard list)`
 */
export function oneOfMany(written: string, words: readonly string[], what: string): string {
  if (words.length <= MOST_LISTED) return oneOf(words)
  const wanted = plain(written)
  const nearestFirst = words
    .map(word => ({ word, distance: editDistance(wanted, plain(word)) }))
    .toSorted((a, b) => a.distance - b.distance)
  return `one of ${words.length} ${what}, such as ${oneOf(nearestFirst.slice(0, SHOWN).map(({ word }) => word))}`
}
