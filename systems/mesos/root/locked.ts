/**
 * What is locked in offers, for the measurements: by framework, and in all.
 */
import type { Cluster } from '../../../sim/cluster.ts'
import type { FrameworkId } from '../../../sim/world/handles.ts'
import type { OutstandingOffer } from '../outstanding-offers.ts'
import { ONE } from '../quantities.ts'
import { nameNumber } from '../resource-name.ts'
import { CPUS, MEM } from './agent-resources.ts'

const CPUS_NUMBER = nameNumber(CPUS)
const MEM_NUMBER = nameNumber(MEM)

export class Locked {
  readonly #cluster: Cluster

  constructor(cluster: Cluster) {
    this.#cluster = cluster
  }

  offered(framework: FrameworkId, offers: readonly OutstandingOffer[]): void {
    this.#change(framework, offers, 1)
  }

  /** They are answered or taken back. */
  closed(framework: FrameworkId, offers: readonly OutstandingOffer[]): void {
    this.#change(framework, offers, -1)
  }

  #change(framework: FrameworkId, offers: readonly OutstandingOffer[], sign: 1 | -1): void {
    const { frameworks, recorder, now } = this.#cluster
    let cpuMilli = 0
    let memoryMiB = 0
    for (const { resources } of offers) {
      // Revocable cores are none of the machine's own.
      const own = resources.isOpen ? resources : resources.filter(({ revocable }) => !revocable)
      cpuMilli += own.quantities.of(CPUS_NUMBER)
      memoryMiB += resources.quantities.of(MEM_NUMBER) / ONE
    }
    frameworks.offeredCpuMilli[framework]! += sign * cpuMilli
    frameworks.offeredMemoryMiB[framework]! += sign * memoryMiB
    recorder.timeline.advance(now)
    recorder.timeline.lockedCpuMilli += sign * cpuMilli
    recorder.timeline.lockedMemoryMiB += sign * memoryMiB
  }
}
