import type { FrameworkId } from '../../../sim/world/handles.ts'
import type { Taker } from './taker.ts'

/**
 * The frameworks that have something to decide, among all: what happens on a machine is told to them alone, so that ten
 * thousand idle ones cost nothing.
 */
export class AwakeTakers {
  private readonly takers: readonly Taker[]
  /** Those that are not idle, or were not when they were last looked at, in no order; and which those are. */
  private readonly awake: FrameworkId[] = []
  private readonly isAwake: boolean[] = []

  constructor(takers: readonly Taker[]) {
    this.takers = takers
  }

  /** The framework has a job. */
  add(framework: FrameworkId): void {
    if (this.isAwake[framework] === true) return
    this.isAwake[framework] = true
    this.awake.push(framework)
  }

  /** Visits those that are not idle, in no order, and forgets the others until they have a job again. */
  visit(visitor: (taker: Taker, framework: FrameworkId) => void): void {
    const { awake } = this
    let kept = 0
    for (let i = 0; i < awake.length; i++) {
      const framework = awake[i]!
      const taker = this.takers[framework]!
      if (taker.isIdle) {
        this.isAwake[framework] = false
        continue
      }
      visitor(taker, framework)
      awake[kept++] = framework
    }
    awake.length = kept
  }

  /** Those that may not be idle, in the order of the experiment. */
  get sorted(): Int32Array {
    return Int32Array.from(this.awake).sort()
  }
}
