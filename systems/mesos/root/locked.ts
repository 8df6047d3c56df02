/**
 * What is locked in offers, for the measurements: by framework, and in all.
 */
import type { Cluster } from '../../../sim/cluster.ts'
import type { FrameworkId } from '../../../sim/world/handles.ts'
import { lockedBy, type SomeOffers } from '../offer-round.ts'
import { ONE } from '../quantities.ts'

export class Locked {
  readonly #cluster: Cluster

  constructor(cluster: Cluster) {
    this.#cluster = cluster
  }

  offered(framework: FrameworkId, offers: readonly SomeOffers[]): void {
    this.#change(framework, offers, 1)
  }

  /** They are about to be closed. */
  closes(framework: FrameworkId, offers: readonly SomeOffers[]): void {
    this.#change(framework, offers, -1)
  }

  /** Those that are open count. */
  #change(framework: FrameworkId, offers: readonly SomeOffers[], sign: 1 | -1): void {
    const { frameworks, recorder, now } = this.#cluster
    let cpuMilli = 0
    let memoryMiB = 0
    for (const some of offers) {
      const { cpus, mem } = lockedBy(some)
      cpuMilli += cpus
      memoryMiB += mem / ONE
    }
    frameworks.offeredCpuMilli[framework]! += sign * cpuMilli
    frameworks.offeredMemoryMiB[framework]! += sign * memoryMiB
    recorder.timeline.advance(now)
    recorder.timeline.lockedCpuMilli += sign * cpuMilli
    recorder.timeline.lockedMemoryMiB += sign * memoryMiB
  }
}
