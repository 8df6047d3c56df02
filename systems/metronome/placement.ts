/**
 * Where a run may be placed: Metronome's names for three of Marathon's operators (PlacementSpec.scala, v0.1.9 and de4174d).
 */
import type { Constraint, Operator } from '../marathon/constraints.ts'
import type { Era } from './era.ts'

export type PlacementOperator = 'IS' | 'LIKE' | 'UNLIKE'

/** EQ is what 0.1 calls IS. Null for what is no operator of the era. */
export function placementOperator(written: string, era: Era): PlacementOperator | null {
  switch (written) {
    case 'EQ':
      return 'IS'
    case 'IS':
      return era === 'head' ? 'IS' : null
    case 'LIKE':
    case 'UNLIKE':
      return written
    default:
      return null
  }
}

export function operatorNames(era: Era): string {
  return era === 'head' ? 'IS, EQ, LIKE, UNLIKE' : 'EQ, LIKE, UNLIKE'
}

/** The Marathon inside 0.1 has no IS: there it becomes CLUSTER, which wants the same value. */
export function marathonConstraint(
  field: string,
  operator: PlacementOperator,
  value: string,
  era: Era,
): Constraint {
  const name: Operator = operator === 'IS' && era === '0.1' ? 'CLUSTER' : operator
  return { field, operator: name, value }
}
