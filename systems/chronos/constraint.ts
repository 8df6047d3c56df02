/**
 * Where a task of Chronos may run (EqualsConstraint, LikeConstraint, UnlikeConstraint and ConstraintChecker.scala, c1348dd).
 *
 * An agent without the attribute meets none of the three; Marathon's UNLIKE would be met.
 */
import { SwitchyardError } from '../../sim/errors.ts'
import { javaDouble } from '../java-double.ts'
import { patternOf } from '../java-pattern.ts'
import type { Attribute } from '../marathon/offer.ts'

export const operators = ['EQUALS', 'LIKE', 'UNLIKE'] as const
export type Operator = (typeof operators)[number]

export interface Constraint {
  readonly attribute: string
  readonly operator: Operator
  readonly value: string
  /** Attributes as Mesos offers them; `hostname` must be among them. */
  isMetBy(attributes: readonly Attribute[]): boolean
}

/**
 * @param written `[attribute, operator, value]`
 * @param where begins the sentence of an error
 * @throws SwitchyardError if it is no constraint, or its pattern cannot be used.
 */
export function constraintOf(written: readonly string[], where: string): Constraint {
  const [attribute, operator, value] = written
  if (attribute === undefined || value === undefined || written.length > 3)
    throw new SwitchyardError(
      `${where}: found ${JSON.stringify(written)}, expected [attribute, operator, value]; correct the constraint.`,
    )
  if (!operators.includes(operator as Operator))
    throw new SwitchyardError(
      `${where}: found the operator ${JSON.stringify(operator)}, expected one of ${operators.join(', ')}; correct it.`,
    )
  const known = { attribute, operator: operator as Operator, value }
  if (operator === 'EQUALS')
    return {
      ...known,
      isMetBy: attributes =>
        attributes.some(
          ({ name, type, value: has }) => name === attribute && type === 'TEXT' && has === value,
        ),
    }
  const pattern = patternOf(value, where)
  const matches = (text: string) => pattern.matches(text)
  return {
    ...known,
    isMetBy(attributes) {
      const found = attributes.find(({ name }) => name === attribute)
      if (found === undefined || found.type === 'RANGES') return false
      const isLike =
        found.type === 'SET'
          ? found.value.some(matches)
          : matches(found.type === 'SCALAR' ? javaDouble(found.value) : found.value)
      return isLike === (operator === 'LIKE')
    },
  }
}

/** Attributes of an offer, with its host name where no attribute has that name. */
export function attributesOf(offer: {
  readonly hostname: string
  readonly attributes: readonly Attribute[]
}): readonly Attribute[] {
  if (offer.attributes.some(({ name }) => name === 'hostname')) return offer.attributes
  return [...offer.attributes, { name: 'hostname', type: 'TEXT', value: offer.hostname }]
}
