import type { FrameworkId } from '../../../sim/world/handles.ts'
import type { Taker } from './taker.ts'

/**
 * The frameworks that have something to decide, among all: they alone are asked what they want, so that ten thousand idle ones cost
 * nothing.
 */
export class AwakeTakers {
  private readonly takers: readonly Taker[]
  /** Those that had something to decide when they were last looked at, in no order; and which those are. */
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

  /** Those that would have use for an offer, in the order of the experiment; the others are forgotten until they have a job again. */
  get sorted(): Int32Array {
    const { awake } = this
    let kept = 0
    for (let i = 0; i < awake.length; i++) {
      const framework = awake[i]!
      if (this.takers[framework]!.hungry) awake[kept++] = framework
      else this.isAwake[framework] = false
    }
    awake.length = kept
    return Int32Array.from(awake).sort()
  }
}
