import type { Cluster } from '../cluster.ts'
import type { Time } from '../engine/time.ts'
import { Condition } from '../world/condition.ts'
import type { MachineId } from '../world/handles.ts'

/** How long it takes to know of a crash, and to give up what ran there. */
export interface LivenessOptions {
  /** From the crash to the machine being unreachable (Kubernetes 40–50 s, Mesos 75 s). */
  readonly detection: Time
  /** From then on until its tasks are given up for lost (Kubernetes 5 min, Mesos 10 min). */
  readonly eviction: Time
}

/**
 * Between what machines do and what is known of it.
 *
 * A machine that crashed does nothing more: what ran there has stopped, launches and kills that reach it are lost, and all
 * of it holds its resources until somebody notices. A machine that is back before has restarted, and says so: its tasks are
 * lost at that moment. A machine that is drained takes no tasks until it is returned, however often it crashes meanwhile.
 */
export class Liveness {
  private readonly cluster: Cluster
  private readonly options: LivenessOptions
  private readonly drained: Uint8Array
  /** Crashes so far, by machine: timers of an earlier one are stale. */
  private readonly crashes: Uint32Array
  private readonly notices: number
  private readonly givesUp: number

  constructor(cluster: Cluster, options: LivenessOptions) {
    this.cluster = cluster
    this.options = options
    this.drained = new Uint8Array(cluster.machines.count)
    this.crashes = new Uint32Array(cluster.machines.count)
    this.notices = cluster.engine.on((machine, crash) => {
      if (this.isCurrent(machine, crash)) this.notice(machine)
    })
    this.givesUp = cluster.engine.on((machine, crash) => {
      if (this.isCurrent(machine, crash)) cluster.machineDown(machine)
    })
  }

  /** The machine does nothing more. */
  crash(machine: MachineId): void {
    const { machines, running, engine } = this.cluster
    if (machines.silent[machine] === 1) return
    const { detection, eviction } = this.options
    machines.silent[machine] = 1
    this.crashes[machine]!++
    if (detection + eviction > 0) running.haltAll(machine)
    if (detection === 0) this.notice(machine)
    else engine.at(engine.now + detection, this.notices, machine, this.crashes[machine]!)
  }

  /** The machine works again, empty. */
  repair(machine: MachineId): void {
    const { cluster } = this
    const { machines } = cluster
    if (machines.silent[machine] === 0) return
    machines.silent[machine] = 0
    cluster.machineDown(machine)
    if (this.drained[machine] === 1) machines.condition[machine] = Condition.Draining
    else cluster.machineUp(machine)
  }

  /** The machine takes no more tasks; with `evict`, those that it has go, as the root has it, and run elsewhere. */
  drain(machine: MachineId, evict: boolean): void {
    const { cluster } = this
    this.drained[machine] = 1
    cluster.machineCloses(machine, Condition.Draining)
    if (!evict) return
    if (cluster.root?.drain === undefined) cluster.running.evictAll(machine)
    else cluster.root.drain(machine)
  }

  /** The machine is switched off until it is returned, however often it crashes meanwhile: what it has is lost at once. */
  switchOff(machine: MachineId): void {
    this.drained[machine] = 1
    this.cluster.machineDown(machine)
  }

  /** The machine is repaired, or takes tasks again. */
  returned(machine: MachineId): void {
    const { machines } = this.cluster
    const wasDrained = this.drained[machine] === 1
    this.drained[machine] = 0
    if (machines.silent[machine] === 1) this.repair(machine)
    else if (wasDrained && machines.up[machine] === 0) this.cluster.machineUp(machine)
  }

  private notice(machine: MachineId): void {
    const { engine } = this.cluster
    const { eviction } = this.options
    if (eviction === 0) this.cluster.machineDown(machine)
    else {
      this.cluster.machineCloses(machine, Condition.Unreachable)
      engine.at(engine.now + eviction, this.givesUp, machine, this.crashes[machine]!)
    }
  }

  private isCurrent(machine: MachineId, crash: number): boolean {
    return this.cluster.machines.silent[machine] === 1 && this.crashes[machine] === crash
  }
}
