import { meets, NOTHING_MORE } from '../world/extras.ts'
import type { JobId, MachineId } from '../world/handles.ts'
import type { World } from '../world/world.ts'

interface Kind {
  readonly cpuMilli: number
  readonly memoryMiB: number
  /** One machine of the kind, to ask for its named resources and attributes. */
  readonly example: MachineId
  count: number
}

/** The kinds of machine there are, to tell whether a job could ever run on an empty cluster. */
export class MachineSizes {
  private readonly world: World
  private readonly kinds: Kind[] = []
  /** What was found to fit last; most jobs ask for what the one before them asked for. */
  private knownCpuMilli = Number.NaN
  private knownMemoryMiB = Number.NaN
  private knownExtra = NOTHING_MORE

  constructor(world: World) {
    this.world = world
    const { count, cpuMilli, memoryMiB, amounts, attributes } = world.machines
    const columns = [
      cpuMilli,
      memoryMiB,
      ...amounts,
      ...attributes.names.map(name => attributes.column(name)!),
    ]
    const known = new Map<string, Kind>()
    let last: Kind | undefined
    for (let machine = 0; machine < count; machine++) {
      // Most machines are like the one before them, and need no key.
      if (last === undefined || columns.some(column => column[machine] !== column[machine - 1])) {
        const key = JSON.stringify(columns.map(column => column[machine]))
        last = known.get(key)
        if (last === undefined) {
          last = { cpuMilli: cpuMilli[machine]!, memoryMiB: memoryMiB[machine]!, example: machine, count: 0 }
          known.set(key, last)
        }
      }
      last.count++
    }
    this.kinds.push(...known.values())
  }

  /** Is there a machine for one task of the job, and for a gang enough of them for all at once? */
  fit(job: JobId): boolean {
    const { jobs } = this.world
    const cpuMilli = jobs.cpuMilli[job]!
    const memoryMiB = jobs.memoryMiB[job]!
    const extra = jobs.extra[job]!
    const wanted = jobs.gang[job] === 1 ? jobs.tasks[job]! : 1
    const isKnown =
      cpuMilli === this.knownCpuMilli && memoryMiB === this.knownMemoryMiB && extra === this.knownExtra
    if (isKnown && wanted === 1) return true
    if (!this.haveSlots(cpuMilli, memoryMiB, extra, wanted)) return false
    this.knownCpuMilli = cpuMilli
    this.knownMemoryMiB = memoryMiB
    this.knownExtra = extra
    return true
  }

  private haveSlots(cpuMilli: number, memoryMiB: number, extra: number, wanted: number): boolean {
    let slots = 0
    for (const kind of this.kinds) {
      if (kind.cpuMilli < cpuMilli || kind.memoryMiB < memoryMiB) continue
      const more = this.slotsFor(kind, extra, wanted)
      const byCpu = cpuMilli > 0 ? Math.floor(kind.cpuMilli / cpuMilli) : wanted
      const byMemory = memoryMiB > 0 ? Math.floor(kind.memoryMiB / memoryMiB) : wanted
      slots += kind.count * Math.min(byCpu, byMemory, more)
      if (slots >= wanted) return true
    }
    return false
  }

  /** How many tasks an empty machine of the kind holds by named resources and attributes; no more than `wanted`. */
  private slotsFor(kind: Kind, extra: number, wanted: number): number {
    if (extra === NOTHING_MORE) return wanted
    const { machines } = this.world
    const { kinds, amounts, needs, impossible } = machines.extras.get(extra)
    if (impossible || !meets(needs, kind.example, machines.attributes)) return 0
    let slots = wanted
    for (let i = 0; i < kinds.length; i++)
      slots = Math.min(slots, Math.floor(machines.amounts[kinds[i]!]![kind.example]! / amounts[i]!))
    return slots
  }
}
