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
  return loadOf(held, capacity)
}

/** Has the offered load to be read off the jobs, since nothing else says how many come? */
export function isReadOffJobs(spec: WorkloadSpec): boolean {
  return spec.kind !== 'mix' || !hasRate(spec)
}

/** What is held on average as shares of what there is; nulls where it is not known. */
export function loadOf(held: Demand | null, capacity: Demand): OfferedLoad {
  if (held === null) return { cpu: null, memory: null }
  return { cpu: share(held.cpuMilli, capacity.cpuMilli), memory: share(held.memoryMiB, capacity.memoryMiB) }
}

/** Null where there is neither demand nor capacity; a demand without capacity is refused before a run begins. */
function share(held: number, capacity: number): number | null {
  return capacity === 0 ? null : held / capacity
}

function ofMix(spec: MixSpec, capacity: Demand): Demand {
  const { growth = 1, loadOfCpuMilli = capacity.cpuMilli } = spec
  const clocked = { cpuMilli: 0, memoryMiB: 0 }
  const services = { cpuMilli: 0, memoryMiB: 0 }
  const scaled = { cpuMilli: 0, memoryMiB: 0 }
  for (const part of spec.parts) {
    const demand = part.kind === 'services' ? heldOnAverage(part) : demandOf(part, spec.until)
    const grows = part.kind === 'services' && !part.ofObject
    const sum = isScaled(part) ? scaled : grows ? services : clocked
    sum.cpuMilli += demand.cpuMilli
    sum.memoryMiB += demand.memoryMiB
  }
  // `load` speeds up what arrives until all parts together ask for that share of the cores.
  const faster =
    spec.load === undefined
      ? 1
      : Math.max(0, spec.load * loadOfCpuMilli - clocked.cpuMilli - services.cpuMilli) / scaled.cpuMilli
  const held = (of: keyof Demand) => clocked[of] + (services[of] + scaled[of] * faster) * growth
  return { cpuMilli: held('cpuMilli'), memoryMiB: held('memoryMiB') }
}

async function ofJobs(workload: Workload, until: Time): Promise<Demand | null> {
  const batch = new JobBatch()
  const held = new HeldByJobs(until)
  while (held.counts && (await workload.read(batch)) > 0) held.add(batch)
  return held.mean
}

/** Adds up what jobs hold while they are read, so that a run that reads them anyway need not read them twice. */
export class HeldByJobs {
  /** False once nothing that comes can count. */
  counts = true
  private readonly until: Time
  private cpu = 0
  private memory = 0
  private latest = 0
  private known = true

  constructor(until: Time) {
    this.until = until
  }

  /** The next jobs, in order of submission. */
  add(batch: JobBatch): void {
    const { until } = this
    for (let row = 0; row < batch.count && this.counts; row++) {
      const submit = batch.submit[row]!
      const time = Math.min(batch.duration[row]!, until - submit)
      // A service without an end in a run without one: there is no mean.
      if (time === NEVER && submit < until) this.known = false
      this.counts = this.known && submit < until
      if (!this.counts) return
      this.latest = Math.max(this.latest, submit + time)
      this.cpu += batch.tasks[row]! * batch.cpuMilli[row]! * time
      this.memory += batch.tasks[row]! * batch.memoryMiB[row]! * time
    }
  }

  /** What they hold on average, null where nothing can be said. */
  get mean(): Demand | null {
    const span = this.until === NEVER ? this.latest : this.until
    return span === 0 || !this.known ? null : { cpuMilli: this.cpu / span, memoryMiB: this.memory / span }
  }
}
