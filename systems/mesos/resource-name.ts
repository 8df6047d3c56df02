/**
 * Names of resources as small numbers, so that sums are kept in short lists of numbers. It holds no state of a run: nothing
 * depends on which number a name has.
 */
const numbers = new Map<string, number>()
const names: string[] = []

/** The number of a name; always the same in one process. */
export function nameNumber(name: string): number {
  let number = numbers.get(name)
  if (number === undefined) {
    number = names.length
    numbers.set(name, number)
    names.push(name)
  }
  return number
}

export const nameOf = (number: number): string => names[number]!
