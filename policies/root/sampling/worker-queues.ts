import type { Cluster } from '../../../sim/cluster.ts'
import type { OrderPolicy, SharePolicy } from '../../../sim/contracts.ts'
import { NEVER } from '../../../sim/engine/time.ts'
import { type JobId, type MachineId, NONE } from '../../../sim/world/handles.ts'
import { fifo } from '../../order/fifo.ts'
import type { Reservation } from './reservation.ts'

/** Who goes first on a machine, and whether the others wait for it when it does not fit. */
export interface QueueOptions {
  readonly order: OrderPolicy
  readonly share: SharePolicy
  readonly whenBlocked: 'wait' | 'pass' | 'retry'
}

/**
 * The reservations that wait on each machine (Sparrow's node monitors): which comes first, and whether it may start.
 *
 * One queue a machine and framework, in order of submission, which is nearly always that of arrival. In that order the
 * first is found at once, however overloaded the machine is; any other order is looked for along the queue, because what
 * it compares may change meanwhile.
 */
export class WorkerQueues {
  /** By machine × framework, made when first needed. */
  private readonly queues: (Reservation[] | undefined)[] = []
  private readonly cluster: Cluster
  private readonly order: OrderPolicy
  private readonly share: SharePolicy
  /** Do reservations wait behind the first of their framework? */
  readonly blocks: boolean
  private readonly bySubmission: boolean
  /**
   * May a launch let another reservation start on the machine? Its framework has more then, so one of another may come first; and the
   * first, which does not fit, may be expected to start at another time.
   */
  readonly isStirredByLaunch: boolean
  private entries = 0
  /** Scratch of `isHopeless`: what is left of each named resource that a task asks for. */
  private readonly leftOver: number[] = []

  constructor(cluster: Cluster, { order, share, whenBlocked }: QueueOptions) {
    this.cluster = cluster
    this.order = order
    this.share = share
    this.blocks = whenBlocked === 'wait'
    this.bySubmission = order.compare === fifo.compare
    this.isStirredByLaunch = this.blocks && (share.name !== 'fifo' || order.backfill !== undefined)
  }

  add(reservation: Reservation): void {
    reservation.entered = this.entries++
    const { machine, round } = reservation
    const framework = this.cluster.jobs.framework[round.job]!
    const index = machine * this.cluster.frameworks.count + framework
    const queue = this.queues[index]
    if (queue === undefined) this.queues[index] = [reservation]
    else insert(queue, reservation)
  }

  /**
   * Takes out what can never start on the machine, because tasks that never end, by their users' word, hold too much of it.
   */
  takeHopeless(machine: MachineId): Reservation[] {
    const hopeless: Reservation[] = []
    for (const queue of this.queuesOf(machine)) {
      for (const reservation of [...queue]) {
        if (this.isOpen(reservation) && this.isHopeless(reservation))
          hopeless.push(takeOut(queue, reservation))
      }
    }
    return hopeless
  }

  /** Would the task not fit on the machine even when all that ever ends there has ended? */
  isHopeless({ machine, round }: Reservation): boolean {
    const { machines, tasks, jobs } = this.cluster
    if (machines.fits(machine, round.cpuMilli, round.memoryMiB, round.extra)) return false
    const { kinds, amounts } = machines.extras.get(round.extra)
    const left = this.leftOver
    left.length = 0
    for (let i = 0; i < kinds.length; i++) left.push(machines.amounts[kinds[i]!]![machine]! - amounts[i]!)
    let cpuMilli = machines.cpuMilli[machine]! - round.cpuMilli
    let memoryMiB = machines.memoryMiB[machine]! - round.memoryMiB
    for (let task = tasks.on(machine); task !== NONE; task = tasks.nextOnMachine(task)) {
      const job = tasks.job[task]!
      if (jobs.estimate[job] !== NEVER) continue
      cpuMilli -= jobs.cpuMilli[job]!
      memoryMiB -= jobs.memoryMiB[job]!
      const held = machines.extras.get(jobs.extra[job]!)
      for (let i = 0; i < kinds.length; i++) left[i]! -= held.amounts[held.kinds.indexOf(kinds[i]!)] ?? 0
    }
    return cpuMilli < 0 || memoryMiB < 0 || left.some(amount => amount < 0)
  }

  /** Where reservations block: may others wait on the machine for the job, which is the first of its framework there? */
  mayBlock(machine: MachineId, job: JobId): boolean {
    const { frameworks, jobs } = this.cluster
    const queue = this.queues[machine * frameworks.count + jobs.framework[job]!] ?? []
    return this.bySubmission ? queue[0]?.round.job === job : queue.some(({ round }) => round.job === job)
  }

  /** Drops and returns all reservations of a machine that went down. */
  drain(machine: MachineId): Reservation[] {
    return this.queuesOf(machine)
      .flatMap(queue => queue.splice(0))
      .sort((a, b) => a.entered - b.entered)
  }

  /** Takes out the reservation that may bind now, or null: the first if it fits, else one that may pass it. */
  next(machine: MachineId): Reservation | null {
    let best: Reservation | null = null
    let queueOfBest: Reservation[] = []
    for (const queue of this.queuesOf(machine)) {
      const head = this.headOf(queue)
      if (head === null || (best !== null && !this.before(head, best))) continue
      best = head
      queueOfBest = queue
    }
    if (best === null) return null
    if (this.fits(machine, best.round.job)) return takeOut(queueOfBest, best)
    if (!this.blocks) return this.firstFitting(machine)
    return this.order.backfill === undefined ? null : this.passing(machine, best)
  }

  /** The first of those that fit, when the first of all does not. */
  private firstFitting(machine: MachineId): Reservation | null {
    let best: Reservation | null = null
    let queueOfBest: Reservation[] = []
    for (const queue of this.queuesOf(machine)) {
      for (const reservation of queue) {
        if (!this.isOpen(reservation) || !this.fits(machine, reservation.round.job)) continue
        if (best !== null && !this.before(reservation, best)) continue
        best = reservation
        queueOfBest = queue
        if (this.bySubmission) break
      }
    }
    return best === null ? null : takeOut(queueOfBest, best)
  }

  /** A reservation that may pass the first, which does not fit. */
  private passing(machine: MachineId, head: Reservation): Reservation | null {
    this.reserve(machine, head.round.job)
    for (const queue of this.queuesOf(machine)) {
      for (const reservation of queue) {
        const { job } = reservation.round
        if (reservation === head || !this.isOpen(reservation) || !this.fits(machine, job)) continue
        if (this.order.backfill!.mayPass(job, this.cluster, 1)) return takeOut(queue, reservation)
      }
    }
    return null
  }

  private queuesOf(machine: MachineId): Reservation[][] {
    const { count } = this.cluster.frameworks
    const queues: Reservation[][] = []
    for (let framework = 0; framework < count; framework++) {
      const queue = this.queues[machine * count + framework]
      if (queue !== undefined && queue.length > 0) queues.push(queue)
    }
    return queues
  }

  /** The first of a queue. Reservations of jobs that are over have nothing to compare by; they leave without a word. */
  private headOf(queue: Reservation[]): Reservation | null {
    while (queue.length > 0 && !this.isOpen(queue[0]!)) queue.shift()
    if (this.bySubmission || queue.length < 2) return queue[0] ?? null
    let first = queue[0]!
    let kept = 0
    for (const reservation of queue) {
      if (!this.isOpen(reservation)) continue
      queue[kept++] = reservation
      if (this.order.compare(reservation.round.job, first.round.job, this.cluster) < 0) first = reservation
    }
    queue.length = kept
    return first
  }

  private isOpen({ round }: Reservation): boolean {
    const { jobs } = this.cluster
    return jobs.generation[round.job] === round.generation && jobs.isOpen(round.job)
  }

  private fits(machine: MachineId, job: JobId): boolean {
    const { jobs, machines } = this.cluster
    return machines.fits(machine, jobs.cpuMilli[job]!, jobs.memoryMiB[job]!, jobs.extra[job]!)
  }

  /** Between the heads of two frameworks: the smaller share, then the order, then submission, then arrival. */
  private before(a: Reservation, b: Reservation): boolean {
    const { jobs } = this.cluster
    const jobOfA = a.round.job
    const jobOfB = b.round.job
    if (this.share.name !== 'fifo') {
      const shareOfA = this.share.share(jobs.framework[jobOfA]!, this.cluster)
      const shareOfB = this.share.share(jobs.framework[jobOfB]!, this.cluster)
      if (shareOfA !== shareOfB) return shareOfA < shareOfB
    }
    const difference = this.order.compare(jobOfA, jobOfB, this.cluster)
    if (difference !== 0) return difference < 0
    return a.round.turn === b.round.turn ? a.entered < b.entered : a.round.turn < b.round.turn
  }

  /**
   * When the machine alone can start the job, by the estimates of what runs there, and what is free beside it then. The clock alone
   * changes neither: whom it keeps back now it keeps back until something happens on the machine.
   */
  private reserve(machine: MachineId, job: JobId): void {
    const { jobs, tasks, machines, now } = this.cluster
    const ends: { at: number; cpuMilli: number; memoryMiB: number }[] = []
    for (let task = tasks.on(machine); task !== NONE; task = tasks.nextOnMachine(task)) {
      const of = tasks.job[task]!
      ends.push({
        at: tasks.placedAt[task]! + jobs.estimate[of]!,
        cpuMilli: jobs.cpuMilli[of]!,
        memoryMiB: jobs.memoryMiB[of]!,
      })
    }
    ends.sort((a, b) => a.at - b.at)
    let cpuMilli = machines.freeCpuMilli[machine]! - jobs.cpuMilli[job]!
    let memoryMiB = machines.freeMemoryMiB[machine]! - jobs.memoryMiB[job]!
    let shadow = Number.NEGATIVE_INFINITY
    for (const end of ends) {
      if (cpuMilli >= 0 && memoryMiB >= 0 && end.at > shadow) break
      shadow = end.at
      cpuMilli += end.cpuMilli
      memoryMiB += end.memoryMiB
    }
    this.order.backfill!.reserve(job, Math.max(now, shadow), cpuMilli, memoryMiB, this.cluster)
  }
}

/** Puts the reservation behind those of its turn and earlier ones. */
function insert(queue: Reservation[], reservation: Reservation): void {
  let at = queue.length
  while (at > 0 && queue[at - 1]!.round.turn > reservation.round.turn) at--
  if (at === queue.length) queue.push(reservation)
  else queue.splice(at, 0, reservation)
}

function takeOut(queue: Reservation[], reservation: Reservation): Reservation {
  if (queue[0] === reservation) queue.shift()
  else queue.splice(queue.indexOf(reservation), 1)
  return reservation
}
