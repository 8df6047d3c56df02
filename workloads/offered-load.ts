/**
 * How much of a cluster the jobs of a run ask for, before anything runs.
 */
import type { Workload } from '../sim/contracts.ts'
import { NEVER, type Time } from '../sim/engine/time.ts'
import type { OfferedLoad } from '../sim/measure/result.ts'
import { JobBatch } from '../sim/world/batch.ts'
import type { MixSpec, WorkloadSpec } from './spec.ts'
import { type Demand, demandOf, hasRate, heldOnAverage, isScaled } from './synthetic/load.ts'

/**
 * Mean resources held if every task started at once and none failed, as shares of the cluster (the load of Feitelson,
 * Workload Modeling, 2015, 9.1). Above 1, the queue grows under any scheduler, for as long as jobs come.
 *
 * A mix is not read: its arrival rates × tasks × duration × amount (Little 1961), and what its services hold. Anything
 * else, also a mix whose submissions end by themselves, is read to its end, up to `until`: the work of its jobs over the
 * time from 0 to `until`, or, where the run has no end, to when the last of them would end (the last submission, as logs
 * are often rated, would call four jobs in a second an overload). Tasks count up to `until` alone. Null: nothing can be
 * said (services in a run without an end).
 */
export async function offeredLoad(
  spec: WorkloadSpec,
  capacity: Demand,
  until: Time,
  open: () => Workload | Promise<Workload>,
): Promise<OfferedLoad> {
  const held =
    spec.kind === 'mix' && hasRate(spec) ? ofMix(spec, capacity) : await ofJobs(await open(), until)
  if (held === null) return { cpu: null, memory: null }
  return { cpu: share(held.cpuMilli, capacity.cpuMilli), memory: share(held.memoryMiB, capacity.memoryMiB) }
}

/** Null where there is neither demand nor capacity; a demand without capacity is refused before a run begins. */
function share(held: number, capacity: number): number | null {
  return capacity === 0 ? null : held / capacity
}

function ofMix(spec: MixSpec, capacity: Demand): Demand {
  const fixed = { cpuMilli: 0, memoryMiB: 0 }
  const scaled = { cpuMilli: 0, memoryMiB: 0 }
  for (const part of spec.parts) {
    const demand = part.kind === 'services' ? heldOnAverage(part) : demandOf(part, spec.until)
    const sum = isScaled(part) ? scaled : fixed
    sum.cpuMilli += demand.cpuMilli
    sum.memoryMiB += demand.memoryMiB
  }
  // `load` speeds up what arrives until all parts together ask for that share of the cores.
  const faster =
    spec.load === undefined
      ? 1
      : Math.max(0, spec.load * capacity.cpuMilli - fixed.cpuMilli) / scaled.cpuMilli
  return {
    cpuMilli: fixed.cpuMilli + scaled.cpuMilli * faster,
    memoryMiB: fixed.memoryMiB + scaled.memoryMiB * faster,
  }
}

async function ofJobs(workload: Workload, until: Time): Promise<Demand | null> {
  const batch = new JobBatch()
  let cpu = 0
  let memory = 0
  let latest = 0
  let ended = false
  while (!ended && (await workload.read(batch)) > 0) {
    for (let row = 0; row < batch.count && !ended; row++) {
      const submit = batch.submit[row]!
      ended = submit >= until
      if (ended) break
      const time = Math.min(batch.duration[row]!, until - submit)
      // A service without an end in a run without one: there is no mean.
      if (time === NEVER) return null
      latest = Math.max(latest, submit + time)
      cpu += batch.tasks[row]! * batch.cpuMilli[row]! * time
      memory += batch.tasks[row]! * batch.memoryMiB[row]! * time
    }
  }
  const span = until === NEVER ? latest : until
  return span === 0 ? null : { cpuMilli: cpu / span, memoryMiB: memory / span }
}
