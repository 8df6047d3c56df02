import type { Cluster } from '../../../sim/cluster.ts'
import type { PlacementPolicy, PreemptionPolicy, Rule } from '../../../sim/contracts.ts'
import { Claims } from '../../../sim/world/claims.ts'
import { type JobId, type MachineId, NONE, type TaskId } from '../../../sim/world/handles.ts'
import { TaskOutcome } from '../../../sim/world/lifecycle.ts'
import type { View } from '../../../sim/world/views.ts'
import { Feasible } from '../../place/feasible.ts'
import { Room } from './room.ts'

/**
 * Makes room for a job that found none, by killing tasks that a policy lets go.
 *
 * What leaves is counted on before anything more is killed, so a job that is tried again while its victims still stop kills
 * nobody else. Nothing needs to be held for it: it blocks the line, and nothing that comes behind it may pass; a job that
 * goes before it may take the room, as one of higher priority may in Kubernetes.
 *
 * One call is linear in the machines and the tasks on them. It is made when a job that blocks the line was tried in vain and
 * some task may go for it, which is at most once for every end of a task.
 */
export class Preemption {
  private readonly cluster: Cluster
  private readonly policy: PreemptionPolicy
  private readonly placement: PlacementPolicy
  private readonly feasible: Feasible
  private readonly room: Room
  /** What a gang takes of the machines as they are, for the length of a call. */
  private readonly claims = new Claims()
  /** Tasks of the job that room is made for in this call, by machine, and whom it costs their place. */
  private readonly planned = new Map<MachineId, number>()
  private readonly chosen = new Set<TaskId>()
  private readonly candidates: TaskId[] = []

  constructor(
    cluster: Cluster,
    policy: PreemptionPolicy,
    placement: PlacementPolicy,
    rules: readonly Rule[],
  ) {
    this.cluster = cluster
    this.policy = policy
    this.placement = placement
    this.feasible = new Feasible(rules)
    this.room = new Room(cluster)
    policy.start(cluster)
  }

  /** Kills what has to go for the tasks of the job that are not placed: for as many as it can, for a gang all or nobody. */
  makeRoom(job: JobId, view: View): void {
    const { jobs, running } = this.cluster
    if (!this.policy.mayHelp(job)) return
    const gang = jobs.gang[job] === 1
    const wanted = jobs.unclaimed(job)
    this.claims.clear()
    this.planned.clear()
    this.chosen.clear()
    let found = gang ? this.placement.place(view, job, wanted, this.claims, this.cluster) : 0
    this.feasible.begin(view, job, this.claims, this.cluster)
    while (found < wanted && this.plan(job)) found++
    this.claims.undo(view, 0)
    if (gang && found < wanted) return
    for (const task of this.chosen) running.kill(task, TaskOutcome.Preempted)
  }

  /** Plans one more task where that costs least; false where it can go nowhere. */
  private plan(job: JobId): boolean {
    const { machines, jobs } = this.cluster
    let best: MachineId = NONE
    let victims: readonly TaskId[] = []
    for (let machine = 0; machine < machines.count; machine++) {
      if (machines.up[machine] === 0 || machines.cpuMilli[machine]! < jobs.cpuMilli[job]!) continue
      const found = this.victims(job, machine)
      if (found === null || (best !== NONE && this.policy.compare(found, victims) >= 0)) continue
      if (!this.feasible.isAllowed(machine)) continue
      best = machine
      victims = found
      if (found.length === 0) break
    }
    if (best === NONE) return false
    this.planned.set(best, (this.planned.get(best) ?? 0) + 1)
    this.feasible.expect(best)
    for (const task of victims) this.chosen.add(task)
    return true
  }

  /** Who must go from the machine for one more task of the job, nobody where what leaves is enough; null: that does not help. */
  private victims(job: JobId, machine: MachineId): TaskId[] | null {
    const { tasks } = this.cluster
    const { room, candidates } = this
    room.begin(machine)
    for (let task = tasks.on(machine); task !== NONE; task = tasks.nextOnMachine(task))
      if (this.leaves(task)) room.leave(tasks.job[task]!, 1)
    room.leave(job, -(this.planned.get(machine) ?? 0))
    if (room.fits(job)) return []
    candidates.length = 0
    this.policy.candidates(job, machine, candidates)
    const victims: TaskId[] = []
    for (let i = 0; i < candidates.length && !room.fits(job); i++) {
      const task = candidates[i]!
      if (this.leaves(task)) continue
      room.leave(tasks.job[task]!, 1)
      victims.push(task)
    }
    if (!room.fits(job)) return null
    return this.needed(victims, job)
  }

  /** Without those whose going is not needed; whoever would be killed last is spared first. */
  private needed(victims: TaskId[], job: JobId): TaskId[] {
    const { tasks } = this.cluster
    for (let i = victims.length - 1; i >= 0; i--) {
      const of = tasks.job[victims[i]!]!
      this.room.leave(of, -1)
      if (this.room.fits(job)) victims.splice(i, 1)
      else this.room.leave(of, 1)
    }
    return victims
  }

  private leaves(task: TaskId): boolean {
    return this.cluster.tasks.killedAs[task] !== 0 || this.chosen.has(task)
  }
}
