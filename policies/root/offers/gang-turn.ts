import type { Time } from '../../../sim/engine/time.ts'
import { type FrameworkId, NONE } from '../../../sim/world/handles.ts'

/**
 * Offers held together for gangs: a framework whose gang found too little room is for a while the only one that is offered
 * anything, so that machines come back to it together instead of one to each framework.
 *
 * A turn ends when the gang is placed, or after the longest time that was set; after a turn that ended so, everybody is
 * offered machines for as long before the next turn. So a gang that cannot be placed costs the others at most half of the
 * time.
 */
export class GangTurn {
  private readonly longest: Time
  private framework: FrameworkId = NONE
  private last: FrameworkId = NONE
  private ends: Time = 0
  private pausedUntil: Time = 0

  /** Turns last so long at most; 0: there are none. */
  constructor(longest: Time) {
    this.longest = longest
  }

  /** Was it the turn of the framework when it was last asked whose it is? */
  isOf(framework: FrameworkId): boolean {
    return this.framework === framework
  }

  /**
   * The framework whose turn it is now, NONE if it is nobody's. `isShort` says whose gang lacks room; `begins` hears of a
   * new turn, and of when something is to be decided again.
   */
  of(
    now: Time,
    frameworks: number,
    isShort: (framework: FrameworkId) => boolean,
    begins: (framework: FrameworkId, ends: Time, next: Time) => void,
  ): FrameworkId {
    if (this.longest === 0) return NONE
    if (this.framework !== NONE) {
      if (now >= this.ends) this.pausedUntil = this.ends + this.longest
      if (now >= this.ends || !isShort(this.framework)) this.framework = NONE
    }
    if (this.framework !== NONE || now < this.pausedUntil) return this.framework
    for (let i = 1; i <= frameworks; i++) {
      const framework = (this.last + i + frameworks) % frameworks
      if (!isShort(framework)) continue
      this.framework = framework
      this.last = framework
      this.ends = now + this.longest
      begins(framework, this.ends, this.ends + this.longest)
      break
    }
    return this.framework
  }
}
