/**
 * Attributes as text: what UNIQUE, CLUSTER, GROUP_BY, MAX_PER, LIKE, UNLIKE and IS compare.
 */
import type { Era } from './flags.ts'
import type { Agent, Attribute } from './offer.ts'

/**
 * An attribute as Marathon writes it: a scalar with at most three decimals, ranges as `[a-b,c-d]` by their beginnings, a
 * set as `{a,b}` in the order of its texts.
 */
export function attributeText(attribute: Attribute): string {
  switch (attribute.type) {
    case 'SCALAR':
      return scalarText(attribute.value)
    case 'TEXT':
      return attribute.value
    case 'RANGES': {
      const ranges = [...attribute.value].sort((one, other) => one[0] - other[0])
      return `[${ranges.map(([from, to]) => `${from}-${to}`).join(',')}]`
    }
    case 'SET':
      return `{${[...attribute.value].sort().join(',')}}`
  }
}

/**
 * A number as Java's DecimalFormat writes it with the pattern `0.###`: three decimals at most, no trailing zeros, and a
 * half goes to the even neighbour.
 *
 * `toFixed` rounds the exact value of the double as Java does, but takes the larger neighbour of a half. A double lies
 * halfway between two thousandths only if it is an odd number of sixteenths: (2m + 1) / 2000 has a denominator of
 * 2^4 · 5^3, and the 5^3 must cancel.
 */
export function scalarText(value: number): string {
  const sixteenths = Math.abs(value) * 16
  const isHalfway = Number.isInteger(sixteenths) && sixteenths % 2 === 1
  if (!isHalfway) return trimmed(value.toFixed(3))
  const below = Math.floor(Math.abs(value) * 1000)
  const thousandths = below % 2 === 0 ? below : below + 1
  return trimmed(((Math.sign(value) * thousandths) / 1000).toFixed(3))
}

function trimmed(text: string): string {
  return text.replace(/\.?0+$/, '')
}

/**
 * The value of a constraint's field on an agent, null where the agent has none. `hostname` is the agent's name; head calls
 * it `@hostname` too, and has `@region` and `@zone`. Everything else is the first attribute of that name.
 */
export function fieldText(agent: Agent, field: string, era: Era): string | null {
  if (field === 'hostname') return agent.hostname
  if (era === 'head') {
    if (field === '@hostname') return agent.hostname
    if (field === '@region') return agent.region ?? null
    if (field === '@zone') return agent.zone ?? null
  }
  const attribute = agent.attributes.find(({ name }) => name === field)
  return attribute === undefined ? null : attributeText(attribute)
}
