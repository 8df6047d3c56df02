import type { SharePolicy } from '../../../sim/contracts.ts'
import type { FrameworkId } from '../../../sim/world/handles.ts'
import type { World } from '../../../sim/world/world.ts'

/**
 * Frameworks that contend for what is offered in one round, the one with the smallest share first.
 *
 * Where a share depends on nothing but what its framework has, they are sorted once a round and only who was given something
 * moves; else everybody's share is asked for anew each time. Scratch: `begin` starts the next round.
 */
export class Contenders {
  private readonly policy: SharePolicy
  private readonly world: World
  private readonly isSorted: boolean
  private ids = new Int32Array(16)
  private count = 0
  /** By framework. */
  private readonly shares: Float64Array

  constructor(policy: SharePolicy, world: World) {
    this.policy = policy
    this.world = world
    this.isSorted = policy.reads === 'framework'
    this.shares = new Float64Array(world.frameworks.count)
  }

  get isEmpty(): boolean {
    return this.count === 0
  }

  /** The contenders, in the order of the experiment. */
  begin(frameworks: Int32Array): void {
    const { shares } = this
    if (this.ids.length < frameworks.length) this.ids = new Int32Array(2 * frameworks.length)
    this.ids.set(frameworks)
    this.count = frameworks.length
    if (!this.isSorted) return
    for (const framework of frameworks) shares[framework] = this.policy.share(framework, this.world)
    this.ids.subarray(0, this.count).sort((a, b) => shares[a]! - shares[b]! || a - b)
  }

  /**
   * The first contender that may be offered this, NONE (−1) if there is none: the one with the smallest share, and of several the
   * first in the experiment.
   */
  first(mayHave: (framework: FrameworkId) => boolean): FrameworkId {
    const { ids } = this
    if (this.isSorted) {
      for (let i = 0; i < this.count; i++) if (mayHave(ids[i]!)) return ids[i]!
      return -1
    }
    let first: FrameworkId = -1
    let smallest = Number.POSITIVE_INFINITY
    for (let i = 0; i < this.count; i++) {
      if (!mayHave(ids[i]!)) continue
      const share = this.policy.share(ids[i]!, this.world)
      if (share >= smallest) continue
      first = ids[i]!
      smallest = share
    }
    return first
  }

  /** The framework was offered something: its share is another. Nothing happens if it does not contend. */
  charge(framework: FrameworkId): void {
    // Who is alone stays the first.
    if (!this.isSorted || this.count <= 1) return
    const { ids, shares } = this
    let place = ids[0] === framework ? 0 : this.placeOf(framework)
    if (place === this.count || ids[place] !== framework) return
    shares[framework] = this.policy.share(framework, this.world)
    while (place > 0 && this.isBefore(framework, ids[place - 1]!)) ids[place] = ids[--place]!
    while (place + 1 < this.count && this.isBefore(ids[place + 1]!, framework)) ids[place] = ids[++place]!
    ids[place] = framework
  }

  /** Where the framework stands, or would stand. */
  private placeOf(framework: FrameworkId): number {
    let low = 0
    let high = this.count
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.isBefore(this.ids[middle]!, framework)) low = middle + 1
      else high = middle
    }
    return low
  }

  /** Does the one stand before the other, each where its share says? */
  private isBefore(one: FrameworkId, other: FrameworkId): boolean {
    const { shares } = this
    return shares[one]! < shares[other]! || (shares[one] === shares[other] && one < other)
  }
}
