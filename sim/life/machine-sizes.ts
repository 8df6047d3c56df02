import type { JobId } from '../world/handles.ts'
import type { World } from '../world/world.ts'

/** The kinds of machine there are, to tell whether a job could ever run on an empty cluster. */
export class MachineSizes {
  private readonly world: World
  private readonly kinds: { readonly cpuMilli: number; readonly memoryMiB: number; count: number }[] = []

  constructor(world: World) {
    this.world = world
    const { machines } = world
    const known = new Map<string, { cpuMilli: number; memoryMiB: number; count: number }>()
    for (let machine = 0; machine < machines.count; machine++) {
      const cpuMilli = machines.cpuMilli[machine]!
      const memoryMiB = machines.memoryMiB[machine]!
      const kind = known.get(`${cpuMilli}/${memoryMiB}`) ?? { cpuMilli, memoryMiB, count: 0 }
      kind.count++
      known.set(`${cpuMilli}/${memoryMiB}`, kind)
    }
    this.kinds.push(...known.values())
  }

  /** Is there a machine for one task of the job, and for a gang enough of them for all at once? */
  fit(job: JobId): boolean {
    const { jobs } = this.world
    const cpuMilli = jobs.cpuMilli[job]!
    const memoryMiB = jobs.memoryMiB[job]!
    const wanted = jobs.gang[job] === 1 ? jobs.tasks[job]! : 1
    let slots = 0
    for (const kind of this.kinds) {
      if (kind.cpuMilli < cpuMilli || kind.memoryMiB < memoryMiB) continue
      const byCpu = cpuMilli > 0 ? Math.floor(kind.cpuMilli / cpuMilli) : wanted
      const byMemory = memoryMiB > 0 ? Math.floor(kind.memoryMiB / memoryMiB) : wanted
      slots += kind.count * Math.min(byCpu, byMemory)
      if (slots >= wanted) return true
    }
    return false
  }
}
