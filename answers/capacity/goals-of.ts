/**
 * Goals from the command line.
 */
import { type Goal, readGoal } from '../../bench/experiment/goals.ts'

/** Those that can be read; a sentence for each of the others is added to the faults. */
export function goalsOf(texts: readonly string[], faults: string[]): Goal[] {
  return texts.flatMap(text => {
    const goal = readGoal(text)
    if ('kind' in goal) return [goal]
    const { found, expected, remedy } = goal
    const told = `--goal ${found}: expected ${expected}${remedy === undefined ? '' : `; ${remedy}`}`
    faults.push(told.endsWith('?') ? told : `${told}.`)
    return []
  })
}
