/**
 * Where a job would find room now, as the machines are, and what is lacking where it would not.
 */
import type { Cluster } from '../../sim/cluster.ts'
import type { Objections } from '../../sim/measure/probe.ts'
import { type JobId, type MachineId, NONE } from '../../sim/world/handles.ts'
import { TaskState } from '../../sim/world/lifecycle.ts'
import { ALLOWED, type ReasonId } from '../../sim/world/reasons.ts'

/** Why a job finds no room, by what would have to change. */
export type LackKind = 'too large' | 'rule' | 'machines down' | 'locked' | 'fragmentation' | 'no room'

/** What was found on the machines when there was no room. */
export interface Lack {
  readonly kind: LackKind
  /** How many machines were down, and how many refused a task for each reason, in words. */
  readonly refusals: readonly { readonly reason: string; readonly machines: number }[]
  /** The rule's reason that kept the most machines with room away; '' where none did. */
  readonly objection: string
  /** Free on machines that are up: cores and MiB in all, and on the machine with the most cores. */
  readonly freeCores: number
  readonly freeMemoryMiB: number
  readonly mostCores: number
}

/** What the machines say to the job. */
export class Room {
  readonly #cluster: Cluster
  readonly #job: JobId
  /** The rules that its scheduler keeps, known from its first attempt on. */
  #objections: Objections = () => () => ALLOWED
  /** A machine that has room for a task, as far as was looked last; NONE. */
  #witness: MachineId = NONE
  #lack: Lack | null = null
  #isStale = false

  constructor(cluster: Cluster, job: JobId) {
    this.#cluster = cluster
    this.#job = job
  }

  /** A machine with room for the next task, and for a gang one of those with room for it; NONE where there is none. */
  get machine(): MachineId {
    return this.#witness
  }

  /** Is there room on the machine? */
  isOn(machine: MachineId): boolean {
    return this.#hasRoom(machine, this.#objections(this.#job))
  }

  /** What is lacking; null where there is room. */
  get lack(): Lack | null {
    return this.#lack
  }

  /** The job's scheduler looked with these rules. */
  keeps(objections: Objections): void {
    this.#objections = objections
  }

  /** All machines are to be looked at when the event is over: amid one, what is taken is not held by a task yet. */
  expire(): void {
    this.#isStale = true
  }

  /** The event is over. Returns whether all machines were looked at. */
  settle(): boolean {
    if (!this.#isStale) return false
    this.look()
    return true
  }

  /** Looks at all machines. */
  look(): void {
    this.#isStale = false
    this.#witness = this.#find()
    this.#lack = this.#witness === NONE ? this.#whyNone() : null
  }

  /** Something was taken: is there still room? Looks at all machines only where the one that had some has none left. */
  taken(): void {
    if (
      this.#witness !== NONE &&
      (this.#isGang() || !this.#hasRoom(this.#witness, this.#objections(this.#job)))
    )
      this.expire()
  }

  /** Something became free on the machine. */
  freed(machine: MachineId): void {
    if (this.#witness !== NONE) return
    if (this.#isGang()) this.expire()
    else if (this.#hasRoom(machine, this.#objections(this.#job))) {
      this.#witness = machine
      this.#lack = null
    } else if (this.#lack?.kind === 'no room' && this.#isFree(1)) this.expire()
  }

  #isGang(): boolean {
    const { jobs } = this.#cluster
    return jobs.gang[this.#job] === 1 && jobs.count(this.#job, TaskState.Pending) > 1
  }

  #hasRoom(machine: MachineId, objection: (machine: MachineId) => ReasonId): boolean {
    return this.#fits(machine) && objection(machine) === ALLOWED
  }

  #fits(machine: MachineId): boolean {
    const { jobs, machines } = this.#cluster
    const job = this.#job
    return machines.fits(machine, jobs.cpuMilli[job]!, jobs.memoryMiB[job]!, jobs.extra[job]!)
  }

  #find(): MachineId {
    const { jobs, machines } = this.#cluster
    const checks = this.#objections(this.#job)
    let missing = this.#isGang() ? jobs.count(this.#job, TaskState.Pending) : 1
    for (let machine = 0; machine < machines.count; machine++) {
      if (!this.#hasRoom(machine, checks)) continue
      missing -= this.#isGang()
        ? this.#times(machines.freeCpuMilli[machine]!, machines.freeMemoryMiB[machine]!)
        : 1
      if (missing <= 0) return machine
    }
    return NONE
  }

  /** How many tasks go into the amounts. */
  #times(cpuMilli: number, memoryMiB: number): number {
    const { jobs } = this.#cluster
    const cpu = jobs.cpuMilli[this.#job]!
    const memory = jobs.memoryMiB[this.#job]!
    return Math.min(
      cpu > 0 ? Math.floor(cpuMilli / cpu) : Number.POSITIVE_INFINITY,
      memory > 0 ? Math.floor(memoryMiB / memory) : Number.POSITIVE_INFINITY,
    )
  }

  /** Are the cores and the memory of so many tasks free in all? */
  #isFree(tasks: number): boolean {
    const { jobs, machines } = this.#cluster
    return (
      machines.totalFreeCpuMilli >= jobs.cpuMilli[this.#job]! * tasks &&
      machines.totalFreeMemoryMiB >= jobs.memoryMiB[this.#job]! * tasks
    )
  }

  #whyNone(): Lack {
    const { jobs, machines, reasons } = this.#cluster
    const job = this.#job
    const cpu = jobs.cpuMilli[job]!
    const memory = jobs.memoryMiB[job]!
    const extra = jobs.extra[job]!
    const wanted = this.#isGang() ? jobs.count(job, TaskState.Pending) : 1
    const checks = this.#objections(this.#job)
    const refusals = new Map<string, number>()
    const objections = new Map<string, number>()
    let ever = 0
    let down = 0
    let locked = 0
    let ruled = 0
    let together = 0
    let most = 0
    for (let machine = 0; machine < machines.count; machine++) {
      const isUp = machines.up[machine] === 1
      const isLarge =
        machines.cpuMilli[machine]! >= cpu &&
        machines.memoryMiB[machine]! >= memory &&
        machines.hasEver(machine, extra)
      const size = isLarge ? this.#times(machines.cpuMilli[machine]!, machines.memoryMiB[machine]!) : 0
      ever += size
      if (isUp) most = Math.max(most, machines.freeCpuMilli[machine]!)
      let reason: string
      if (!isUp) {
        reason = 'it was down, drained or cordoned'
        down += size
      } else if (!machines.suits(machine, extra)) reason = 'it lacks what the job asks for'
      else if (!isLarge) reason = 'it is too small'
      else if (this.#fits(machine)) {
        const times = this.#times(machines.freeCpuMilli[machine]!, machines.freeMemoryMiB[machine]!)
        const objection = checks(machine)
        if (objection === ALLOWED) {
          together += times
          reason = 'it has room for too few of its tasks'
        } else {
          ruled += times
          reason = reasons.sentence(objection)
          objections.set(reason, (objections.get(reason) ?? 0) + 1)
        }
      } else {
        const [lockedCpu, lockedMemory] = this.#lockedOn(machine)
        const times = this.#times(
          machines.freeCpuMilli[machine]! + lockedCpu,
          machines.freeMemoryMiB[machine]! + lockedMemory,
        )
        if (times > 0) {
          locked += times
          reason = 'what was free on it was held for an offer or a claim'
        } else
          reason =
            machines.freeCpuMilli[machine]! < cpu
              ? 'too few cores were free'
              : 'too little memory or other resources were free'
      }
      refusals.set(reason, (refusals.get(reason) ?? 0) + 1)
    }
    const isFree = this.#isFree(wanted)
    const kind: LackKind =
      ever < wanted
        ? 'too large'
        : together + ruled >= wanted
          ? 'rule'
          : together + locked >= wanted
            ? 'locked'
            : together + down >= wanted && this.#demandGoesInto()
              ? 'machines down'
              : isFree
                ? 'fragmentation'
                : 'no room'
    return {
      kind,
      refusals: mostFirst(refusals),
      objection: mostFirst(objections)[0]?.reason ?? '',
      freeCores: machines.totalFreeCpuMilli / 1000,
      freeMemoryMiB: machines.totalFreeMemoryMiB,
      mostCores: most / 1000,
    }
  }

  /** What is neither free on the machine nor held by a task. */
  #lockedOn(machine: MachineId): readonly [cpuMilli: number, memoryMiB: number] {
    const { machines, tasks, jobs } = this.#cluster
    let cpu = machines.cpuMilli[machine]! - machines.freeCpuMilli[machine]!
    let memory = machines.memoryMiB[machine]! - machines.freeMemoryMiB[machine]!
    for (let task = tasks.on(machine); task !== NONE; task = tasks.nextOnMachine(task)) {
      cpu -= jobs.cpuMilli[tasks.job[task]!]!
      memory -= jobs.memoryMiB[tasks.job[task]!]!
    }
    return [cpu, memory]
  }

  /** Would all that waits, up to this job, go onto the machines that are down? Else they had been filled by others. */
  #demandGoesInto(): boolean {
    const { jobs, machines } = this.#cluster
    let cpu = 0
    for (let machine = 0; machine < machines.count; machine++)
      if (machines.up[machine] === 0) cpu += machines.cpuMilli[machine]!
    for (let job = 0; job < jobs.rows.used; job++) {
      if (!jobs.isLive(job) || jobs.arrival[job]! > jobs.arrival[this.#job]!) continue
      cpu -= jobs.count(job, TaskState.Pending) * jobs.cpuMilli[job]!
    }
    return cpu >= 0
  }
}

function mostFirst(counts: ReadonlyMap<string, number>): { reason: string; machines: number }[] {
  return [...counts]
    .map(([reason, machines]) => ({ reason, machines }))
    .sort((a, b) => b.machines - a.machines || (a.reason < b.reason ? -1 : 1))
}
