/**
 * Machines as Mesos' agents: what each offers, and what tasks take, in Mesos' own terms.
 */
import type { Extras } from '../../../sim/world/extras.ts'
import { NOTHING_MORE } from '../../../sim/world/extras.ts'
import type { JobId, MachineId } from '../../../sim/world/handles.ts'
import type { Jobs } from '../../../sim/world/jobs.ts'
import type { Machines } from '../../../sim/world/machines.ts'
import { interned } from '../interned.ts'
import { ONE } from '../quantities.ts'
import { joined, type Range } from '../ranges.ts'
import type { Resource } from '../resource.ts'
import { kindOf } from '../resource-kind.ts'
import { Resources, scalar } from '../resources.ts'
import type { MesosSpec, ReservationSpec } from '../spec.ts'
import type { Conversion } from './mesos-scheduler.ts'

export const CPUS = 'cpus'
export const MEM = 'mem'

export class AgentResources {
  readonly #machines: Machines
  readonly #reservations: readonly ReservationSpec[]
  readonly #ports: readonly Range[]
  /** What was reserved or made a volume on the machine since, or undone: it outlives agent and master. */
  readonly #conversions = new Map<MachineId, Pick<Conversion, 'before' | 'after'>[]>()
  /** What one task takes, by spec, and the spec's generation. */
  readonly #wanted: Resources[] = []
  readonly #generation: number[] = []

  constructor(machines: Machines, { reservations, ports }: Pick<MesosSpec, 'reservations' | 'ports'>) {
    this.#machines = machines
    this.#reservations = reservations
    this.#ports = joined(ports.map(({ from, to }): Range => [from, to]))
  }

  /** All that the agent of the machine has, with what is reserved by role. */
  total(machine: MachineId): Resources {
    const { cpuMilli, memoryMiB, kinds, amounts } = this.#machines
    const left = new Map([
      [CPUS, cpuMilli[machine]!],
      [MEM, memoryMiB[machine]! * ONE],
    ])
    const entries: Resource[] = []
    for (const reservation of this.#reservations) {
      if (!this.#isOn(reservation, machine)) continue
      const { role, cpuMilli: cpus = 0, memoryMiB: mem = 0 } = reservation
      for (const [name, wanted] of [
        [CPUS, cpus],
        [MEM, mem * ONE],
      ] as const) {
        const value = Math.min(wanted, left.get(name)!)
        left.set(name, left.get(name)! - value)
        entries.push({ kind: kindOf({ name, role }), amount: scalar(value) })
      }
    }
    for (const [name, value] of left) entries.push({ kind: kindOf({ name }), amount: scalar(value) })
    for (const [i, name] of kinds.entries())
      entries.push({ kind: kindOf({ name }), amount: scalar(amounts[i]![machine]!) })
    entries.push({ kind: kindOf({ name: 'ports' }), amount: { type: 'ranges', ranges: this.#ports } })
    const conversions = this.#conversions.get(machine) ?? []
    return interned(
      conversions.reduce((all, { before, after }) => all.minus(before).plus(after), Resources.of(entries)),
    )
  }

  converted(machine: MachineId, { before, after }: Conversion): void {
    const others = this.#conversions.get(machine) ?? []
    // What undoes an earlier one takes it along.
    const undone = others.findIndex(other => other.before.equals(after) && other.after.equals(before))
    this.#conversions.set(
      machine,
      undone < 0 ? [...others, { before, after }] : others.filter((_, i) => i !== undone),
    )
  }

  /** What one task of the job takes, as anybody may have it. */
  wanted(job: JobId, jobs: Jobs): Resources {
    const spec = jobs.spec[job]!
    const generation = jobs.specs.generation[spec]!
    if (this.#generation[spec] !== generation) {
      this.#generation[spec] = generation
      this.#wanted[spec] = interned(this.#calculate(job, jobs))
    }
    return this.#wanted[spec]!
  }

  #calculate(job: JobId, jobs: Jobs): Resources {
    const wanted = [
      { kind: kindOf({ name: CPUS }), amount: scalar(jobs.cpuMilli[job]!) },
      { kind: kindOf({ name: MEM }), amount: scalar(jobs.memoryMiB[job]! * ONE) },
    ]
    if (jobs.extra[job] !== NOTHING_MORE) {
      const { kinds, amounts }: Extras = this.#machines.extras.get(jobs.extra[job]!)
      for (let i = 0; i < kinds.length; i++)
        wanted.push({ kind: kindOf({ name: this.#machines.kinds[kinds[i]!]! }), amount: scalar(amounts[i]!) })
    }
    return Resources.of(wanted)
  }

  #isOn({ on }: ReservationSpec, machine: MachineId): boolean {
    return on === undefined || this.#machines.attributes.value(machine, on.attribute) === on.value
  }
}
