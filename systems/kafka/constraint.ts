/**
 * Constraints of brokers: `rack=groupBy:2`, `hostname=unique` (README.md and BrokerTest.scala, ffbf1625; the rules themselves are
 * in the library util-mesos 0.1.0.0).
 */
import { SwitchyardError } from '../../sim/errors.ts'
import { patternOf } from '../java-pattern.ts'

export interface Constraint {
  /** `hostname`, or a text attribute. */
  readonly attribute: string
  /** As written: `groupBy:2`. */
  readonly text: string
  /** @param others values of the attribute where other brokers run */
  allows(value: string, others: readonly string[]): boolean
}

/**
 * @param where begins the sentence of an error
 * @throws SwitchyardError for a condition that is none, or whose pattern or number cannot be used.
 */
export function constraintOf(attribute: string, text: string, where: string): Constraint {
  return { attribute, text, allows: ruleOf(text, where) }
}

type Rule = Constraint['allows']

function ruleOf(text: string, where: string): Rule {
  const colon = text.indexOf(':')
  const kind = colon < 0 ? text : text.slice(0, colon)
  const argument = colon < 0 ? null : text.slice(colon + 1)
  if (argument !== null && (kind === 'like' || kind === 'unlike')) {
    const pattern = patternOf(argument, where)
    return value => pattern.matches(value) === (kind === 'like')
  }
  if (text === 'unique') return (value, others) => !others.includes(value)
  if (kind === 'cluster') {
    if (argument !== null) return value => value === argument
    return (value, others) => others.length === 0 || others[0] === value
  }
  if (kind === 'groupBy' && (argument === null || /^[1-9]\d*$/.test(argument)))
    return groupBy(argument === null ? 1 : Number(argument))
  throw new SwitchyardError(
    `${where}: found the condition ${JSON.stringify(text)}, expected like:RE, unlike:RE, unique, cluster, cluster:VALUE, ` +
      'groupBy or groupBy:N; correct it.',
  )
}

/** As long as there are fewer groups than wanted, only a new one will do; then only the smallest of them. */
function groupBy(groups: number): Rule {
  return (value, others) => {
    const counts = new Map<string, number>()
    for (const other of others) counts.set(other, (counts.get(other) ?? 0) + 1)
    const count = counts.get(value) ?? 0
    if (counts.size < groups) return count === 0
    return count > 0 && count === Math.min(...counts.values())
  }
}
