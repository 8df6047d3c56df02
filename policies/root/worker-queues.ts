import type { Cluster } from '../../sim/cluster.ts'
import type { OrderPolicy, SharePolicy } from '../../sim/contracts.ts'
import { type JobId, type MachineId, NONE } from '../../sim/handles.ts'
import { TaskState } from '../../sim/lifecycle.ts'
import type { Reservation } from './reservation.ts'

/**
 * The reservations that wait on each machine (Sparrow's node monitors): which comes first, and whether it may start.
 *
 * Queues are a handful of reservations long, so finding the first is a walk.
 */
export class WorkerQueues {
  private readonly queues: Reservation[][]
  private readonly cluster: Cluster
  private readonly order: OrderPolicy
  private readonly share: SharePolicy
  private entries = 0

  constructor(cluster: Cluster, order: OrderPolicy, share: SharePolicy) {
    this.cluster = cluster
    this.order = order
    this.share = share
    this.queues = Array.from({ length: cluster.machines.count }, () => [])
  }

  add(reservation: Reservation): void {
    reservation.entered = this.entries++
    this.queues[reservation.machine]!.push(reservation)
  }

  /** Drops and returns all reservations of a machine that went down. */
  drain(machine: MachineId): Reservation[] {
    const lost = this.queues[machine]!
    this.queues[machine] = []
    return lost
  }

  /** Takes out the reservation that may bind now, or null: the first if it fits, else one that may pass it. */
  next(machine: MachineId): Reservation | null {
    const queue = this.queues[machine]!
    this.forgetClosed(queue)
    if (queue.length === 0) return null
    const head = this.first(queue)
    if (this.fits(machine, queue[head]!.round.job)) return queue.splice(head, 1)[0]!
    const { backfill } = this.order
    if (backfill === undefined) return null
    this.reserve(machine, queue[head]!.round.job)
    for (const [i, { round }] of queue.entries()) {
      const { job } = round
      if (i === head || !this.fits(machine, job) || !backfill.mayPass(job, this.cluster)) continue
      return queue.splice(i, 1)[0]!
    }
    return null
  }

  /** Reservations of jobs that are over have nothing to compare by; they leave without a word. */
  private forgetClosed(queue: Reservation[]): void {
    const { jobs } = this.cluster
    let kept = 0
    for (const reservation of queue) {
      const { job, generation } = reservation.round
      if (jobs.generation[job] === generation && jobs.isOpen(job)) queue[kept++] = reservation
    }
    queue.length = kept
  }

  private fits(machine: MachineId, job: JobId): boolean {
    const { jobs, machines } = this.cluster
    return machines.fits(machine, jobs.cpuMilli[job]!, jobs.memoryMiB[job]!)
  }

  private first(queue: readonly Reservation[]): number {
    let first = 0
    for (let i = 1; i < queue.length; i++) if (this.before(queue[i]!, queue[first]!)) first = i
    return first
  }

  private before(a: Reservation, b: Reservation): boolean {
    const { jobs } = this.cluster
    const jobOfA = a.round.job
    const jobOfB = b.round.job
    if (this.share.name !== 'fifo' && jobs.framework[jobOfA] !== jobs.framework[jobOfB]) {
      const shareOfA = this.share.share(jobs.framework[jobOfA]!, this.cluster)
      const shareOfB = this.share.share(jobs.framework[jobOfB]!, this.cluster)
      if (shareOfA !== shareOfB) return shareOfA < shareOfB
    }
    const difference = this.order.compare(jobOfA, jobOfB, this.cluster)
    return difference !== 0 ? difference < 0 : a.entered < b.entered
  }

  /** When the machine alone can start the job, by the estimates of what runs there. */
  private reserve(machine: MachineId, job: JobId): void {
    const { jobs, tasks, machines, now } = this.cluster
    const ends: { at: number; cpuMilli: number; memoryMiB: number }[] = []
    for (let task = tasks.on(machine); task !== NONE; task = tasks.nextOnMachine(task)) {
      const of = tasks.job[task]!
      const started = tasks.state[task] === TaskState.Running ? tasks.startedAt[task]! : now
      ends.push({
        at: started + jobs.estimate[of]!,
        cpuMilli: jobs.cpuMilli[of]!,
        memoryMiB: jobs.memoryMiB[of]!,
      })
    }
    ends.sort((a, b) => a.at - b.at)
    let cpuMilli = machines.freeCpuMilli[machine]! - jobs.cpuMilli[job]!
    let memoryMiB = machines.freeMemoryMiB[machine]! - jobs.memoryMiB[job]!
    let shadow = now
    for (const end of ends) {
      if (cpuMilli >= 0 && memoryMiB >= 0 && end.at > shadow) break
      shadow = Math.max(shadow, end.at)
      cpuMilli += end.cpuMilli
      memoryMiB += end.memoryMiB
    }
    this.order.backfill!.reserve(job, shadow, cpuMilli, memoryMiB)
  }
}
