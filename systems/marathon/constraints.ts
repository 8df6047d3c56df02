/**
 * Placement constraints: whether an app may start one more instance on the agent of an offer.
 *
 * Rules of Marathon 90619da and v1.3.6, mesosphere/mesos/Constraints.scala, as far as they differ; an era is an option.
 */
import { SwitchyardError } from '../../sim/errors.ts'
import { type Pattern, patternOf } from '../java-pattern.ts'
import { fieldText, scalarText } from './attribute-text.ts'
import type { Era } from './flags.ts'
import type { Agent } from './offer.ts'
import type { Spread } from './spread.ts'

export const operators = ['UNIQUE', 'CLUSTER', 'GROUP_BY', 'LIKE', 'UNLIKE', 'MAX_PER', 'IS'] as const
export type Operator = (typeof operators)[number]

export interface Constraint {
  /** `hostname`, in head also `@hostname`, `@region` and `@zone`, or the name of an attribute. */
  readonly field: string
  readonly operator: Operator
  /** Empty where none is given. */
  readonly value: string
}

/** One constraint, ready to be asked about many offers. */
export interface ConstraintCheck {
  readonly constraint: Constraint
  /**
   * Whether one more instance may start there.
   *
   * @param spread where the counted instances are; must know the constraint's field
   * @param instances how many instances the app is to have
   */
  allows(agent: Agent, spread: Spread, instances: number): boolean
}

/**
 * A constraint as an app definition writes it: `[field, operator]` or `[field, operator, value]`.
 *
 * @throws SwitchyardError if it is not one, or the era does not have the operator.
 */
export function constraintOf(written: readonly string[], era: Era, where: string): Constraint {
  const [field, operator, value = ''] = written
  if (field === undefined || operator === undefined || written.length > 3)
    throw new SwitchyardError(
      `${where}: ${JSON.stringify(written)} is no constraint; write [field, operator] or [field, operator, value].`,
    )
  const known = operators.filter(name => era === 'head' || name !== 'IS')
  if (!known.includes(operator as Operator))
    throw new SwitchyardError(
      `${where}: ${JSON.stringify(operator)} is no operator of Marathon ${era}; use one of ${known.join(', ')}.`,
    )
  return { field, operator: operator as Operator, value }
}

/**
 * The check of one constraint.
 *
 * @throws SwitchyardError if its value cannot be used: a pattern that is none, or a number that is none.
 */
export function checkOf(constraint: Constraint, era: Era, where: string): ConstraintCheck {
  const allowsValue = ruleOf(constraint, era, where)
  const { field, operator } = constraint
  return {
    constraint,
    allows(agent, spread, instances) {
      const value = fieldText(agent, field, era)
      // UNLIKE alone is met by an agent that does not have what is asked for.
      if (value === null) return operator === 'UNLIKE'
      return allowsValue(value, agent, spread, instances)
    },
  }
}

type ValueRule = (value: string, agent: Agent, spread: Spread, instances: number) => boolean

function ruleOf(constraint: Constraint, era: Era, where: string): ValueRule {
  const { field, operator, value: wanted } = constraint
  switch (operator) {
    case 'UNIQUE':
      return (value, _agent, spread) => !spread.counts(field).has(value)
    case 'CLUSTER':
      return era === 'head' ? clusterHead(field, wanted) : cluster13(field, wanted)
    case 'GROUP_BY':
      return era === 'head' ? groupByHead(constraint, where) : groupBy13(constraint)
    case 'MAX_PER':
      return maxPer(constraint, era, where)
    case 'LIKE':
    case 'UNLIKE':
      return likeness(constraint, era, where)
    case 'IS':
      return equals(wanted)
  }
}

/** A value given is the only one allowed; without one, the first instance's value is. */
function clusterHead(field: string, wanted: string): ValueRule {
  if (wanted !== '') return value => value === wanted
  return (value, _agent, spread) => {
    for (const first of spread.counts(field).keys()) return first === value
    return true
  }
}

/** The value given, if any, is the only one allowed, and all instances must already share the offer's value. */
function cluster13(field: string, wanted: string): ValueRule {
  return (value, _agent, spread) =>
    (wanted === '' || value === wanted) && (spread.counts(field).get(value) ?? 0) === spread.total
}

/**
 * n groups are wanted. Each gets ⌊instances / n⌋, and as many of them one more as the division leaves over; a new group
 * may begin while there are fewer than n.
 */
function groupByHead(constraint: Constraint, where: string): ValueRule {
  const groups = wholeNumber(constraint, 1, where)
  const { field } = constraint
  return (value, _agent, spread, appInstances) => {
    const counts = spread.counts(field)
    const count = counts.get(value)
    if (count === undefined) return counts.size < groups
    const instances = spread.total === 0 ? 1 : appInstances
    const perGroup = Math.floor(instances / groups)
    if (count !== perGroup) return count < perGroup
    let extra = 0
    for (const size of counts.values()) extra += Math.max(0, size - perGroup)
    return extra < instances % groups
  }
}

/** A new value is always allowed; a used one when at least n groups are there and none is smaller than its own. */
function groupBy13(constraint: Constraint): ValueRule {
  const groups = Math.max(0, integerOr(constraint.value, 0))
  const { field } = constraint
  return (value, _agent, spread) => {
    const counts = spread.counts(field)
    const count = counts.get(value)
    if (count === undefined) return true
    if (counts.size < groups) return false
    for (const size of counts.values()) if (size < count) return false
    return true
  }
}

/**
 * At most n instances share a value; a value that no instance has yet is always allowed, so that 0 means 1. 1.3 looks up the
 * offer's host name among the values of an attribute, finds nothing, and so never limits anything but host names; a defect
 * that its users lived with.
 */
function maxPer(constraint: Constraint, era: Era, where: string): ValueRule {
  const most = wholeNumber(constraint, 0, where)
  const { field } = constraint
  const isByHost = era === '1.3' && field !== 'hostname'
  return (value, agent, spread) => {
    const count = spread.counts(field).get(isByHost ? agent.hostname : value)
    return count === undefined || count < most
  }
}

/** Without a pattern neither LIKE nor UNLIKE is ever met, but for 1.3's host names, which an empty pattern does not match. */
function likeness(
  { field, operator, value: source }: Constraint,
  era: Era,
  where: string,
): (text: string) => boolean {
  if (source === '' && !(era === '1.3' && field === 'hostname')) return () => false
  const pattern: Pattern = patternOf(source, where)
  const expected = operator === 'LIKE'
  return value => pattern.matches(value) === expected
}

/** The same text; what is written as a plain number is compared as Marathon writes scalars, whatever the field is. */
function equals(wanted: string): (value: string) => boolean {
  const text = /^[0-9]+(\.[0-9]+)?$/.test(wanted) ? scalarText(Number(wanted)) : wanted
  return value => value === text
}

function wholeNumber({ field, operator, value }: Constraint, least: number, where: string): number {
  const number = integerOr(value, -1)
  if (number >= least) return number
  const found = value === '' ? 'nothing' : JSON.stringify(value)
  // Marathon 1.3 takes a GROUP_BY without a number, so files that it was given have some.
  const what = operator === 'GROUP_BY' ? 'how many groups there are' : 'how many'
  throw new SwitchyardError(
    `${where}: ${operator} on ${JSON.stringify(field)} has ${found} where a whole number of at least ${least} is expected; ` +
      `write ${what}, as in ["${field}", "${operator}", "3"].`,
  )
}

/** As Marathon reads it: `inf` is Java's largest int. */
function integerOr(text: string, otherwise: number): number {
  if (text === 'inf') return 2 ** 31 - 1
  return /^[+-]?\d+$/.test(text) ? Number(text) : otherwise
}

/** Whether a volume's constraint allows the path of a disk: `path` is the only field, LIKE and UNLIKE the operators. */
export function pathCheckOf(constraint: Constraint, where: string): (path: string) => boolean {
  const { field, operator } = constraint
  if (field !== 'path' || (operator !== 'LIKE' && operator !== 'UNLIKE'))
    throw new SwitchyardError(
      `${where}: a volume's constraint is ["path", "LIKE", pattern] or ["path", "UNLIKE", pattern], found ` +
        `${JSON.stringify([field, operator])}.`,
    )
  return likeness(constraint, 'head', where)
}
