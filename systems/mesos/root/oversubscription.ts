/**
 * Agents that give cores away a second time: they estimate what is not used, tell the master, and kill revocable tasks when the
 * machine has too much to do (src/slave/slave.cpp, forwardOversubscribed and qosCorrections; both eras).
 */
import type { Cluster } from '../../../sim/cluster.ts'
import { Route } from '../../../sim/engine/mailbox.ts'
import type { Time } from '../../../sim/engine/time.ts'
import { type MachineId, NONE, type TaskId } from '../../../sim/world/handles.ts'
import { TaskOutcome, TaskState } from '../../../sim/world/lifecycle.ts'
import { CoreUse } from '../oversubscription/core-use.ts'
import { LoadAverage } from '../oversubscription/load-average.ts'
import { corrections } from '../oversubscription/qos-controller.ts'
import { type AgentUse, toldRevocable } from '../oversubscription/resource-estimator.ts'
import { RevocableMetrics } from '../oversubscription/revocable-metrics.ts'
import type { CoreUseSpec, OversubscriptionSpec } from '../oversubscription/spec.ts'
import { kindOf } from '../resource-kind.ts'
import { Resources, scalar } from '../resources.ts'
import { type AgentResources, CPUS } from './agent-resources.ts'
import type { Agents } from './agents.ts'
import type { Leadership } from './leadership.ts'
import type { MessageKind } from './message-queue.ts'

const REVOCABLE_CPUS = kindOf({ name: CPUS, revocable: true })

/** What a killed task is counted under (TaskStatus.Reason in mesos.proto). */
const PREEMPTED = 'a revocable task was killed by the QoS controller (REASON_CONTAINER_PREEMPTED)'

/**
 * Measures what tasks use, where a framework says it or agents look at it, and lets agents give away what is not used; null: they
 * give nothing away.
 */
export function oversubscribe(
  cluster: Cluster,
  options: OversubscriptionSpec,
  frameworks: readonly CoreUseSpec[],
  agents: Agents,
  leadership: Leadership,
  resources: AgentResources,
): Oversubscription | null {
  const isOn = options.resourceEstimator !== 'none'
  if (!isOn && frameworks.every(({ usage }) => usage === undefined)) return null
  cluster.recorder.knowsUse = true
  const use = new CoreUse(cluster, frameworks)
  return isOn ? new Oversubscription(cluster, options, agents, leadership, resources, use) : null
}

export class Oversubscription implements MessageKind {
  readonly #cluster: Cluster
  readonly #options: OversubscriptionSpec
  readonly #agents: Agents
  readonly #leadership: Leadership
  readonly #resources: AgentResources
  readonly #use: CoreUse
  readonly #metrics: RevocableMetrics
  readonly #loads: readonly LoadAverage[]
  /** What each agent told last, thousandths of a core. */
  readonly #told: Float64Array
  /** What tasks use beyond what the machine has. */
  readonly #excess: Float64Array
  readonly #arrives: number

  constructor(
    cluster: Cluster,
    options: OversubscriptionSpec,
    agents: Agents,
    leadership: Leadership,
    resources: AgentResources,
    use: CoreUse,
  ) {
    const { machines, mailbox, recorder } = cluster
    this.#cluster = cluster
    this.#options = options
    this.#agents = agents
    this.#leadership = leadership
    this.#resources = resources
    this.#use = use
    this.#metrics = new RevocableMetrics(() => cluster.now, recorder)
    recorder.metrics = this.#metrics
    this.#loads = Array.from({ length: machines.count }, () => new LoadAverage(options.loadAverage))
    this.#told = new Float64Array(machines.count)
    this.#excess = new Float64Array(machines.count)
    this.#arrives = mailbox.on((machine, told) => leadership.deliver(this, machine, told))
    use.onChanged = machine => this.#useChanged(machine)
    // At one instant agents correct first: what is killed then is not estimated any more.
    if (options.qosController !== 'none')
      this.#every(options.qosCorrectionInterval, machine => {
        if (machines.up[machine] === 1 && machines.silent[machine] === 0) this.#correct(machine)
      })
    this.#every(options.oversubscribedResourcesInterval, machine => this.#estimate(machine, false))
  }

  /** All agents do something so often, from the beginning of the run. */
  #every(interval: Time, act: (machine: MachineId) => void): void {
    const { engine, machines } = this.#cluster
    const due = engine.on(() => {
      engine.at(engine.now + interval, due, 0, 0)
      for (let machine = 0; machine < machines.count; machine++) act(machine)
    })
    engine.at(engine.now + interval, due, 0, 0)
  }

  /** The agent registered with a master: it tells what it has in any case (Slave::registered, Slave::reregistered). */
  registered(machine: MachineId): void {
    this.#estimate(machine, true)
  }

  /** The estimate has its turn. */
  handle(machine: MachineId, told: number): void {
    this.#metrics.updates++
    const revocable = Resources.of([{ kind: REVOCABLE_CPUS, amount: scalar(told) }])
    const total = this.#resources.total(machine).plus(revocable)
    this.#leadership.current!.master.agentEstimates(String(machine), total)
  }

  /** The agent tells again when it registers. */
  lost(): void {}

  #estimate(machine: MachineId, always: boolean): void {
    if (this.#agents.serves[machine] === 0) return
    const told = toldRevocable(this.#options, this.#see(machine))
    if (told === this.#told[machine] && !always) return
    this.#metrics.told.add(told - this.#told[machine]!, this.#cluster.now)
    this.#told[machine] = told
    this.#cluster.mailbox.send(Route.Status, this.#arrives, machine, told)
  }

  #correct(machine: MachineId): void {
    const { machines, running, probes, reasons, now } = this.#cluster
    const load = this.#loads[machine]!.at(now)
    const victims = corrections(this.#options, load, machines.cpuMilli[machine]!, this.#revocableOn(machine))
    for (const task of victims) {
      this.#metrics.preempted++
      probes.reasonGiven(reasons.number(PREEMPTED), 1)
      // The container is destroyed, without a grace.
      running.end(task, TaskOutcome.Preempted)
    }
  }

  /** Revocable tasks on the agent that have come to it and are not being stopped, the newest first. */
  #revocableOn(machine: MachineId): TaskId[] {
    const { tasks, jobs, frameworks } = this.#cluster
    const found: TaskId[] = []
    for (let task = tasks.on(machine); task !== NONE; task = tasks.nextOnMachine(task)) {
      const state = tasks.state[task]
      const isHere = state === TaskState.Running || state === TaskState.Preparing
      if (isHere && frameworks.revocable[jobs.framework[tasks.job[task]!]!]) found.push(task)
    }
    return found
  }

  #see(machine: MachineId): AgentUse {
    const { tasks, jobs, frameworks, machines, now } = this.#cluster
    let heldCpuMilli = 0
    let revocableCpuMilli = 0
    for (let task = tasks.on(machine); task !== NONE; task = tasks.nextOnMachine(task)) {
      // Launches on their way are unknown to the agent; what runs in a task holds nothing besides.
      if (tasks.state[task] === TaskState.Placed || tasks.within[task] !== NONE) continue
      const job = tasks.job[task]!
      if (frameworks.revocable[jobs.framework[job]!]) revocableCpuMilli += jobs.cpuMilli[job]!
      else heldCpuMilli += jobs.cpuMilli[job]!
    }
    return {
      cpuMilli: machines.cpuMilli[machine]!,
      heldCpuMilli,
      usedCpuMilli: this.#use.regular[machine]!,
      revocableCpuMilli,
      load: this.#loads[machine]!.at(now),
    }
  }

  #useChanged(machine: MachineId): void {
    const { machines, now } = this.#cluster
    const used = this.#use.regular[machine]! + this.#use.revocable[machine]!
    this.#loads[machine]!.set(used, now)
    const excess = Math.max(0, used - machines.cpuMilli[machine]!)
    this.#metrics.excess.add(excess - this.#excess[machine]!, now)
    this.#excess[machine] = excess
  }
}
