import type { Random } from '../../../sim/chance/random.ts'
import type { Cluster } from '../../../sim/cluster.ts'
import type { Rule } from '../../../sim/contracts.ts'
import { Claims } from '../../../sim/world/claims.ts'
import type { JobId, MachineId } from '../../../sim/world/handles.ts'
import { View } from '../../../sim/world/views.ts'
import { Feasible } from '../../place/feasible.ts'
import { reachOf } from '../../place/placement.ts'

/**
 * Which machines are probed: distinct ones at random, of those that are up, large enough and allowed by the rules.
 *
 * The machines are a permutation of which each choice draws a prefix, so a probe costs one draw; machines that will not do
 * are passed over.
 */
export class Prober {
  /** What a scheduler knows that has probed nothing: that the cluster might have room. */
  readonly blind: View
  private readonly cluster: Cluster
  private readonly feasible: Feasible
  private readonly random: Random
  private readonly pool: Int32Array
  private readonly none = new Claims()

  constructor(cluster: Cluster, rules: readonly Rule[]) {
    this.cluster = cluster
    this.feasible = new Feasible(rules)
    this.random = cluster.streams.stream('sampling/probes')
    this.pool = Int32Array.from({ length: reachOf(rules, cluster.machines.count) }, (_, i) => i)
    this.blind = View.snapshot(cluster.machines)
    this.blind.totalCpuMilli = cluster.capacityCpuMilli
    this.blind.totalMemoryMiB = cluster.capacityMemoryMiB
  }

  /** So many machines for the job; a machine comes twice only after every suitable one came once. */
  choose(job: JobId, count: number): MachineId[] {
    const chosen: MachineId[] = []
    this.feasible.begin(this.blind, job, this.none, this.cluster)
    const { pool } = this
    let drawn = 0
    while (chosen.length < count && drawn < pool.length) {
      const at = drawn + this.random.below(pool.length - drawn)
      const machine = pool[at]!
      pool[at] = pool[drawn]!
      pool[drawn++] = machine
      if (this.suits(machine, job)) chosen.push(machine)
    }
    for (let i = 0, found = chosen.length; found > 0 && chosen.length < count; i++)
      chosen.push(chosen[i % found]!)
    return chosen
  }

  private suits(machine: MachineId, job: JobId): boolean {
    const { machines, jobs } = this.cluster
    // Schedulers are told which machines there are (Sparrow: the node monitors that have registered).
    if (machines.up[machine] === 0) return false
    if (machines.cpuMilli[machine]! < jobs.cpuMilli[job]!) return false
    if (machines.memoryMiB[machine]! < jobs.memoryMiB[job]!) return false
    return machines.hasEver(machine, jobs.extra[job]!) && this.feasible.noObjection(machine)
  }
}
