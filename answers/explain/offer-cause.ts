/**
 * What a job waits for on Mesos while machines have room for it: its framework, the master, or what others are offered.
 */
import type { Cluster } from '../../sim/cluster.ts'
import { type FrameworkId, NONE } from '../../sim/world/handles.ts'
import type { Cause } from './cause.ts'
import type { Waiting } from './waiting.ts'

/** First what its framework holds back, then what the master does, then why no offer comes. */
export function offerCause(waiting: Waiting): Cause {
  const { cluster, around, job } = waiting
  const { jobs, frameworks, root } = cluster
  const framework = jobs.framework[job]!
  const name = frameworks.names[framework]!
  const hold = around.holdOf(framework, job)
  if (hold !== null) return { kind: 'held back', detail: hold.why }
  const withheld = root?.withheld?.(job)
  if (withheld !== undefined) return { kind: 'quota', detail: withheld }
  if (around.isSuppressed(framework)) return { kind: 'suppressed', detail: name }
  const refusals = refusalsOf(waiting, framework)
  if (refusals !== null) {
    const [reason] = [...refusals].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))[0]!
    return reason === '' ? { kind: 'filter', detail: name } : { kind: 'offer refused', detail: reason }
  }
  const holder = holderOf(cluster, framework)
  if (holder !== NONE && isHeldByOthers(cluster, job, framework))
    return { kind: 'held offers', detail: frameworks.names[holder]! }
  return { kind: 'no offer', detail: name }
}

/** How many machines with room were declined for each reason; null where one was not, so that it may be offered. */
function refusalsOf(
  { cluster, around, job, room }: Waiting,
  framework: FrameworkId,
): Map<string, number> | null {
  const refusals = new Map<string, number>()
  for (let machine = 0; machine < cluster.machines.count; machine++) {
    if (!room.isOn(machine)) continue
    if (around.heldUntil(framework, machine) === 0) return null
    const reason = around.refusalOf(job, machine)
    refusals.set(reason, (refusals.get(reason) ?? 0) + 1)
  }
  return refusals.size === 0 ? null : refusals
}

/** The other framework that is offered most; NONE where none is offered anything. */
function holderOf({ frameworks }: Cluster, own: FrameworkId): FrameworkId {
  let holder: FrameworkId = NONE
  for (let id = 0; id < frameworks.names.length; id++) {
    const offered = frameworks.offeredCpuMilli[id]!
    if (id !== own && offered > 0 && (holder === NONE || offered > frameworks.offeredCpuMilli[holder]!))
      holder = id
  }
  return holder
}

/** Is less free than a task takes, without what others are offered? */
function isHeldByOthers({ jobs, machines, frameworks }: Cluster, job: number, own: FrameworkId): boolean {
  let cpuMilli = machines.totalFreeCpuMilli
  let memoryMiB = machines.totalFreeMemoryMiB
  for (let id = 0; id < frameworks.names.length; id++) {
    if (id === own) continue
    cpuMilli -= frameworks.offeredCpuMilli[id]!
    memoryMiB -= frameworks.offeredMemoryMiB[id]!
  }
  return cpuMilli < jobs.cpuMilli[job]! || memoryMiB < jobs.memoryMiB[job]!
}
