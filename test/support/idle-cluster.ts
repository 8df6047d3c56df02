import { Cluster, type ClusterOptions } from '../../sim/cluster.ts'
import type { Framework, RootScheduler } from '../../sim/contracts.ts'
import { NEVER } from '../../sim/engine/time.ts'
import { JobBatch } from '../../sim/world/batch.ts'
import type { JobId } from '../../sim/world/handles.ts'
import { TaskState } from '../../sim/world/lifecycle.ts'
import type { Machines } from '../../sim/world/machines.ts'

/** What a job asks for; amounts and times as the tables hold them. */
export interface TableJob {
  readonly framework?: number
  readonly tasks?: number
  readonly cpuMilli?: number
  readonly memoryMiB?: number
  readonly duration?: number
  readonly estimate?: number
  readonly priority?: number
  readonly gang?: boolean
  readonly state?: TaskState
}

/** A cluster that a test moves by hand: nobody decides, and nothing happens by itself. */
export class IdleCluster extends Cluster {
  /** A job with all its tasks in one state, running being none of them. */
  addJob({ framework = 0, state = TaskState.Waiting, ...job }: TableJob): JobId {
    const batch = new JobBatch(1)
    batch.clear()
    const row = batch.add(0, job.duration ?? 1)
    batch.tasks[row] = job.tasks ?? 1
    batch.cpuMilli[row] = job.cpuMilli ?? 1000
    batch.memoryMiB[row] = job.memoryMiB ?? 0
    batch.estimate[row] = job.estimate ?? job.duration ?? 1
    batch.priority[row] = job.priority ?? 0
    batch.gang[row] = job.gang === true ? 1 : 0
    return this.jobs.add(batch, row, framework, 0, state)
  }
}

/** Frameworks of these weights, of which nobody hears anything, on the machines. */
export function idleCluster(
  machines: Machines,
  { weights = [1], ...options }: Partial<ClusterOptions> & { readonly weights?: readonly number[] } = {},
): IdleCluster {
  const cluster = new IdleCluster({
    seed: 'oak',
    machines,
    classes: ['batch'],
    latency: { scheduler: 0, machine: 0, status: 0 },
    warmup: 0,
    until: NEVER,
    busyUntil: NEVER,
    slices: 10,
    ...options,
  })
  const silent: Framework = { name: 'silent', jobArrived() {}, taskEnded() {} }
  for (const weight of weights) cluster.addFramework(silent, weight, ['*'])
  const nobody: RootScheduler = { name: 'nobody', start() {}, submit() {}, withdraw() {}, released() {} }
  cluster.start(nobody)
  return cluster
}
