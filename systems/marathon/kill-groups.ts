/**
 * Which instances of a scaled-down app to kill so that its GROUP_BY constraints stay as even as they were. No other
 * operator has a say in it (Marathon 90619da, Constraints.selectInstancesToKill; the rule is the same in v1.3.6).
 */
import { fieldText } from './attribute-text.ts'
import type { Constraint } from './constraints.ts'
import type { Era } from './flags.ts'
import type { Agent } from './offer.ts'

/** How many instances each value of one field has, and how far apart the largest and the smallest group are. */
class Distribution {
  readonly groupOf: readonly number[]
  readonly sizes: number[]
  /** Groups of each size. */
  readonly #ofSize = new Map<number, number>()
  readonly initially: number
  largest: number
  smallest: number

  constructor(values: readonly (string | null)[]) {
    const groups = new Map<string | null, number>()
    const sizes: number[] = []
    this.groupOf = values.map(value => {
      const group = groups.get(value) ?? groups.size
      groups.set(value, group)
      sizes[group] = (sizes[group] ?? 0) + 1
      return group
    })
    this.sizes = sizes
    for (const size of sizes) this.#ofSize.set(size, (this.#ofSize.get(size) ?? 0) + 1)
    this.largest = Math.max(...this.#ofSize.keys())
    this.smallest = Math.min(...this.#ofSize.keys())
    this.initially = this.difference
  }

  get difference(): number {
    return this.largest - this.smallest
  }

  /** Whether this would be perfect, tolerable, or better than it was at the beginning without one of that group. */
  isEvenWithout(group: number): boolean {
    const size = this.sizes[group]!
    const difference = this.#largestWithout(size) - Math.min(this.smallest, size - 1)
    return difference <= 1 || difference < this.initially
  }

  remove(group: number): void {
    const size = this.sizes[group]!
    this.largest = this.#largestWithout(size)
    this.smallest = Math.min(this.smallest, size - 1)
    this.sizes[group] = size - 1
    this.#ofSize.set(size, this.#ofSize.get(size)! - 1)
    this.#ofSize.set(size - 1, (this.#ofSize.get(size - 1) ?? 0) + 1)
  }

  /** The largest size when one group of that size loses an instance. */
  #largestWithout(size: number): number {
    return size === this.largest && this.#ofSize.get(size) === 1 ? size - 1 : this.largest
  }
}

/** Instances that no constraint tells apart, in the order in which they are to be killed. */
interface Kin {
  /** Its group in each distribution. */
  readonly groups: readonly number[]
  readonly members: number[]
  next: number
}

/**
 * At most `count` of the instances, in the order in which they were picked; fewer when no further kill would leave every
 * distribution even, and none when there is no GROUP_BY. Among equals the first in the list goes first.
 *
 * One step looks at each combination of groups once: with k kills and c combinations, O(k · c).
 */
export function killsByGroups<I extends Agent>(
  constraints: readonly Constraint[],
  instances: readonly I[],
  count: number,
  era: Era,
): I[] {
  if (count >= instances.length) return [...instances]
  const distributions = constraints
    .filter(({ operator }) => operator === 'GROUP_BY')
    .map(({ field }) => new Distribution(instances.map(instance => fieldText(instance, field, era))))
  if (distributions.length === 0) return []
  const kin = kinOf(distributions, instances.length)
  const kills: I[] = []
  while (kills.length < count) {
    const chosen = nextKill(distributions, kin)
    if (chosen === null) break
    kills.push(instances[chosen.members[chosen.next]!]!)
    chosen.next += 1
    for (const [at, distribution] of distributions.entries()) distribution.remove(chosen.groups[at]!)
  }
  return kills
}

function kinOf(distributions: readonly Distribution[], instances: number): Kin[] {
  const byGroups = new Map<string, Kin>()
  for (let index = 0; index < instances; index++) {
    const groups = distributions.map(({ groupOf }) => groupOf[index]!)
    const key = groups.join(' ')
    const kin = byGroups.get(key)
    if (kin === undefined) byGroups.set(key, { groups, members: [index], next: 0 })
    else kin.members.push(index)
  }
  return [...byGroups.values()]
}

/** From the largest groups of the most uneven distribution first; where all are even, any. */
function nextKill(distributions: readonly Distribution[], kin: readonly Kin[]): Kin | null {
  const order = distributions.map((_, at) => at)
  order.sort((one, other) => distributions[other]!.difference - distributions[one]!.difference)
  for (const at of order) {
    const { difference, sizes, largest } = distributions[at]!
    if (difference === 0) continue
    const chosen = first(kin, ({ groups }) => sizes[groups[at]!] === largest, distributions)
    if (chosen !== null) return chosen
  }
  return first(kin, () => true, distributions)
}

function first(
  kin: readonly Kin[],
  isCandidate: (kin: Kin) => boolean,
  distributions: readonly Distribution[],
): Kin | null {
  let chosen: Kin | null = null
  for (const one of kin) {
    if (one.next === one.members.length || !isCandidate(one)) continue
    if (chosen !== null && chosen.members[chosen.next]! < one.members[one.next]!) continue
    if (distributions.every((distribution, at) => distribution.isEvenWithout(one.groups[at]!))) chosen = one
  }
  return chosen
}
