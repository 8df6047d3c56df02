/**
 * A case as a run: the simulation that experiments use, with one scheduler that thinks for no time, and somebody who notes
 * what it does.
 */
import { drive } from '../../bench/drive.ts'
import { machinesFrom } from '../../bench/machines.ts'
import { Feasible, NO_ROOM } from '../../policies/place/feasible.ts'
import { needs } from '../../policies/rules/needs.ts'
import type { Rule, Workload } from '../../sim/contracts.ts'
import { NEVER } from '../../sim/engine/time.ts'
import type { JobBatch } from '../../sim/world/batch.ts'
import { Claims } from '../../sim/world/claims.ts'
import type { WrittenExtras } from '../../sim/world/extras.ts'
import type { JobId } from '../../sim/world/handles.ts'
import { ALLOWED, type ReasonId } from '../../sim/world/reasons.ts'
import { View } from '../../sim/world/views.ts'
import { type PolicyFiles, type PolicyMakers, ruleFrom } from '../../systems/generic/named-policies.ts'
import type { SystemSpec } from '../../systems/generic/spec.ts'
import { Simulation } from '../../systems/simulation.ts'
import type { AskedTask, PolicyQuestion } from './case-reader.ts'
import { RunningAlready } from './running-already.ts'

/** What the policy did, by the names of the case. */
export interface Done {
  /** Machines of each task that was not there already, in the order in which they were chosen. */
  readonly placements: Readonly<Record<string, readonly string[]>>
  /** Tasks in the order in which the first of each was put on a machine. */
  readonly order: readonly string[]
  /** For each task that had to be placed, the reason against every machine when it came; null for none. */
  readonly refusals: Readonly<Record<string, Readonly<Record<string, string | null>>>>
}

/** Runs the case to its end. `policies` hands the policy to the scheduler. */
export async function runCase(
  asked: PolicyQuestion,
  system: SystemSpec,
  policies: PolicyMakers,
): Promise<Done> {
  const { tasks, until, seed } = asked
  const used: Record<string, PolicyFiles[string]> = {}
  const noted: PolicyMakers = Object.fromEntries(
    Object.entries(policies).map(([name, make]) => [
      name,
      self => {
        used[name] = make(self)
        return used[name]
      },
    ]),
  )
  const machines = machinesFrom(asked.machines.map(machineOf))
  const never = { meanTimeToFailure: NEVER, meanTimeToRepair: NEVER }
  const spec = { system, seed, warmup: 0, until, slices: 1, check: true, hardware: never }
  const simulation = new Simulation(spec, machines, workloadOf(tasks), noted)
  const { cluster } = simulation
  const { owners } = cluster.frameworks
  for (const [i, owner] of owners.entries())
    owners[i] = new RunningAlready(owner, cluster, id => tasks[id]!.on)
  // The scheduler's own rules: what it was given when it was made.
  const rules = [...system.root.rules.map(rule => ruleFrom(rule, used)), needs()]
  const watch = new Watch(asked, simulation, rules)
  const order: string[] = []
  const placements = Object.fromEntries(
    tasks.flatMap(({ name, count, on }) => (on.length < count ? [[name, [] as string[]]] : [])),
  )
  const there = tasks.map(({ on }) => on.length)
  cluster.probes.add({
    jobArrived: job => watch.arrived(job),
    submit: job => watch.arrived(job),
    taskStarted: task => {
      const id = cluster.jobs.id[cluster.tasks.job[task]!]!
      if (there[id]!-- > 0) return
      const { name } = tasks[id]!
      if (!order.includes(name)) order.push(name)
      placements[name]!.push(asked.machines[cluster.tasks.machine[task]!]!.name)
    },
  })
  await drive(simulation)
  return { placements, order, refusals: watch.refusals }
}

const machineOf = ({ cpu, memory, resources, attributes }: PolicyQuestion['machines'][number]) => ({
  count: 1,
  cpuMilli: cpu,
  memoryMiB: memory,
  ...(resources !== undefined && { resources }),
  ...(attributes !== undefined && { attributes }),
})

/** Asks the rules about every machine when tasks come, before anything of that moment is decided. */
class Watch {
  readonly refusals: Record<string, Record<string, string | null>> = {}
  readonly #asked: PolicyQuestion
  readonly #simulation: Simulation
  readonly #feasible: Feasible
  readonly #view: View
  /** Claims of nobody. */
  readonly #claims = new Claims()
  readonly #seen = new Set<number>()

  constructor(asked: PolicyQuestion, simulation: Simulation, rules: readonly Rule[]) {
    this.#asked = asked
    this.#simulation = simulation
    this.#feasible = new Feasible(rules)
    this.#view = View.live(simulation.cluster.machines)
  }

  arrived(job: JobId): void {
    const { cluster } = this.#simulation
    const id = cluster.jobs.id[job]!
    const { name, on, count } = this.#asked.tasks[id]!
    // Where some run already, what counts is asked once they are there.
    const before = cluster.jobs.readyAt[job]! < 0 && on.length > 0
    if (before || on.length === count || this.#seen.has(id)) return
    this.#seen.add(id)
    this.#feasible.begin(this.#view, job, this.#claims, cluster)
    this.refusals[name] = Object.fromEntries(
      this.#asked.machines.map((machine, i) => [machine.name, this.#said(this.#feasible.answer(i))]),
    )
  }

  #said(reason: ReasonId): string | null {
    if (reason === ALLOWED) return null
    return reason === NO_ROOM ? 'no room' : this.#simulation.cluster.reasons.sentence(reason)
  }
}

/** Everything at once, in order of submission; of one moment, what runs already comes first. */
function workloadOf(tasks: readonly AskedTask[]): Workload {
  const classes = [...new Set(tasks.map(task => task.class))]
  const extras: WrittenExtras[] = tasks.map(({ resources = {}, needs: asks = {} }) => ({
    resources,
    needs: asks,
  }))
  const turns = tasks.map((_, id) => id)
  turns.sort((a, b) => {
    const [first, second] = [tasks[a]!, tasks[b]!]
    return (
      first.submitted - second.submitted ||
      Number(first.on.length === 0) - Number(second.on.length === 0) ||
      a - b
    )
  })
  let isRead = false
  return {
    name: 'case',
    classes,
    extras,
    read(batch: JobBatch) {
      batch.reserve(turns.length)
      if (isRead) return 0
      isRead = true
      for (const id of turns) {
        const { submitted, duration, ...task } = tasks[id]!
        const row = batch.add(submitted, duration)
        batch.id[row] = id
        batch.jobClass[row] = classes.indexOf(task.class)
        batch.tasks[row] = task.count
        batch.cpuMilli[row] = task.cpu
        batch.memoryMiB[row] = task.memory
        batch.extra[row] = id + 1
        batch.estimate[row] = task.estimate ?? duration
        batch.priority[row] = task.priority
        batch.user[row] = task.user ?? -1
        batch.gang[row] = task.gang ? 1 : 0
      }
      return batch.count
    },
  }
}
