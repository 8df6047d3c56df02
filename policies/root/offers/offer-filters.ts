import type { Time } from '../../../sim/engine/time.ts'
import type { FrameworkId, MachineId } from '../../../sim/world/handles.ts'
import type { Offer } from './offer.ts'

/**
 * What frameworks declined, and for how long: a filter holds back an offer that lies within what was declined (Mesos:
 * key framework and agent, blocks an offer iff the refused resources contain the offered ones). An offer of the whole
 * cluster is filtered as that of a machine `whole`.
 */
export class OfferFilters {
  /** Stands for all machines at once. */
  readonly whole: MachineId
  private readonly until: Float64Array[]
  private readonly cpuMilli: Float64Array[]
  private readonly memoryMiB: Float64Array[]

  constructor(frameworks: number, machines: number) {
    this.whole = machines
    const columns = () => Array.from({ length: frameworks }, () => new Float64Array(machines + 1))
    this.until = columns()
    this.cpuMilli = columns()
    this.memoryMiB = columns()
  }

  add(framework: FrameworkId, machine: MachineId, cpuMilli: number, memoryMiB: number, until: Time): void {
    this.until[framework]![machine] = until
    this.cpuMilli[framework]![machine] = cpuMilli
    this.memoryMiB[framework]![machine] = memoryMiB
  }

  /** Holds all back that is left of the offer, machine by machine. */
  addAll(offer: Offer, until: Time): void {
    const { framework, view } = offer
    for (let i = 0; i < view.memberCount; i++) {
      const machine = view.member(i)
      if (!offer.has(machine)) continue
      this.add(framework, machine, view.freeCpuMilli[machine]!, view.freeMemoryMiB[machine]!, until)
    }
  }

  /** Is an offer of these amounts held back now? */
  blocks(
    framework: FrameworkId,
    machine: MachineId,
    cpuMilli: number,
    memoryMiB: number,
    now: Time,
  ): boolean {
    return (
      this.until[framework]![machine]! > now &&
      cpuMilli <= this.cpuMilli[framework]![machine]! &&
      memoryMiB <= this.memoryMiB[framework]![machine]!
    )
  }

  /** The framework wants everything again (Mesos: revive). */
  revive(framework: FrameworkId): void {
    this.until[framework]!.fill(0)
  }
}
