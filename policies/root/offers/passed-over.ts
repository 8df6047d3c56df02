import type { Time } from '../../../sim/engine/time.ts'
import type { MachineId } from '../../../sim/world/handles.ts'

/**
 * Machines that were offered to nobody in the round before, and until when that stays so: while nothing about the machine
 * changes and no filter ends, only frameworks that want something anew have to be asked.
 */
export class PassedOver {
  /** The round in which nobody could be offered the machine. */
  private readonly round: Uint32Array
  private readonly until: Float64Array
  /** What was free then, and how many pieces had come back. */
  private readonly cpuMilli: Float64Array
  private readonly memoryMiB: Float64Array
  private readonly returns: Uint32Array

  constructor(machines: number) {
    this.round = new Uint32Array(machines)
    this.until = new Float64Array(machines)
    this.cpuMilli = new Float64Array(machines)
    this.memoryMiB = new Float64Array(machines)
    this.returns = new Uint32Array(machines)
  }

  /** Was the machine passed over in the round before this one, and would be again by all who were asked then? */
  holds(
    machine: MachineId,
    round: number,
    cpuMilli: number,
    memoryMiB: number,
    returns: number,
    now: Time,
  ): boolean {
    return (
      this.round[machine] === round - 1 &&
      this.until[machine]! > now &&
      this.cpuMilli[machine] === cpuMilli &&
      this.memoryMiB[machine] === memoryMiB &&
      this.returns[machine] === returns
    )
  }

  /** The machine is passed over in this round too; by those who were asked now, until then at the earliest. */
  again(machine: MachineId, round: number, until: Time): void {
    this.round[machine] = round
    if (until < this.until[machine]!) this.until[machine] = until
  }

  /** The machine is passed over in this round, everybody being asked. */
  note(
    machine: MachineId,
    round: number,
    cpuMilli: number,
    memoryMiB: number,
    returns: number,
    until: Time,
  ): void {
    this.round[machine] = round
    this.until[machine] = until
    this.cpuMilli[machine] = cpuMilli
    this.memoryMiB[machine] = memoryMiB
    this.returns[machine] = returns
  }
}
