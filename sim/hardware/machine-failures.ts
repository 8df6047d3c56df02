import { exponential } from '../chance/distributions.ts'
import type { Random } from '../chance/random.ts'
import type { Cluster } from '../cluster.ts'
import { NEVER, type Time } from '../engine/time.ts'
import type { Liveness } from './liveness.ts'

/**
 * Machines that fail and are repaired, each by its own stream: the same machines are down at the same times under every
 * policy. Times between failures and to repair are exponential.
 */
export class MachineFailures {
  private readonly cluster: Cluster
  private readonly meanTimeToFailure: Time
  private readonly meanTimeToRepair: Time
  private readonly streams: Random[] = []
  private readonly fails: number
  private readonly repaired: number

  constructor(cluster: Cluster, liveness: Liveness, meanTimeToFailure: Time, meanTimeToRepair: Time) {
    this.cluster = cluster
    this.meanTimeToFailure = meanTimeToFailure
    this.meanTimeToRepair = meanTimeToRepair
    this.fails = cluster.engine.on(machine => {
      this.after(machine, this.meanTimeToRepair, this.repaired)
      liveness.crash(machine)
    })
    this.repaired = cluster.engine.on(machine => {
      this.after(machine, this.meanTimeToFailure, this.fails)
      liveness.repair(machine)
    })
    if (meanTimeToFailure === NEVER) return
    for (let machine = 0; machine < cluster.machines.count; machine++) {
      this.streams.push(cluster.streams.stream(`failures/machine-${machine}`))
      this.after(machine, meanTimeToFailure, this.fails)
    }
  }

  private after(machine: number, mean: Time, kind: number): void {
    const { engine } = this.cluster
    engine.at(
      engine.now + Math.max(1, Math.round(exponential(this.streams[machine]!, mean))),
      kind,
      machine,
      0,
    )
  }
}
