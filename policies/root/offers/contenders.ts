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
    if (!this.isSorted || this.count === 0) return
    const { ids, shares } = this
    const from = this.placeOf(framework, shares[framework]!)
    if (from === this.count || ids[from] !== framework) return
    const share = this.policy.share(framework, this.world)
    shares[framework] = share
    ids.copyWithin(from, from + 1, this.count)
    this.count--
    const to = this.placeOf(framework, share)
    ids.copyWithin(to + 1, to, this.count)
    ids[to] = framework
    this.count++
  }

  /** Where a framework with the share stands, or would stand. */
  private placeOf(framework: FrameworkId, share: number): number {
    const { ids, shares } = this
    let low = 0
    let high = this.count
    while (low < high) {
      const middle = (low + high) >> 1
      const other = ids[middle]!
      if (shares[other]! < share || (shares[other] === share && other < framework)) low = middle + 1
      else high = middle
    }
    return low
  }
}
