/**
 * A day of Mesos: frameworks of batch jobs on a cluster that is four fifths full, with a hundred launches an agent.
 */
import { exponential } from '../../sim/chance/distributions.ts'
import { Streams } from '../../sim/chance/random.ts'
import type { Workload } from '../../sim/contracts.ts'
import { NEVER, SECOND, type Time } from '../../sim/engine/time.ts'
import type { JobBatch } from '../../sim/world/batch.ts'
import { Machines } from '../../sim/world/machines.ts'
import { systems } from '../../systems/catalogue.ts'
import type { RootSpec } from '../../systems/generic/spec.ts'
import { Simulation } from '../../systems/simulation.ts'

export interface MesosDay {
  readonly system: 'mesos-1.0' | 'mesos-head'
  readonly agents: number
  readonly frameworks: number
  /** Do frameworks that want nothing suppress their offers? */
  readonly suppress: boolean
  /** `refuse_seconds`. */
  readonly refusal: Time
  readonly until: Time
}

const DAY = 86_400 * SECOND
const CORES = 16
/** One-core tasks of a job: the mean of batch jobs in the Omega simulator's example (omega.md §1.7). */
const TASKS = 100
const FILLED = 0.8
/** 100 launches an agent and day: a million on 10 000. */
const LAUNCHES = 100

/** Times between jobs, and of tasks, that fill so much of the cluster with so many launches. */
export function pace(agents: number): { readonly gap: Time; readonly duration: Time } {
  return { gap: (DAY * TASKS) / (LAUNCHES * agents), duration: (DAY * FILLED * CORES) / LAUNCHES }
}

export function mesosDay(day: MesosDay): Simulation {
  const { system: name, agents, frameworks, suppress, refusal, until } = day
  const { root, ...rest } = systems[name]!
  const like = rest.frameworks.find(({ kind }) => kind === 'batch')!
  const system = {
    ...rest,
    name,
    root: { ...root, suppress, declineFilter: refusal } as RootSpec,
    frameworks: Array.from({ length: frameworks }, (_, i) => ({ ...like, name: `f${i}`, takes: [`f${i}`] })),
  }
  const hardware = { meanTimeToFailure: NEVER, meanTimeToRepair: NEVER }
  const spec = { system, seed: 'oak', warmup: 0, until, slices: 100, check: false, hardware }
  const cores = new Array<number>(agents).fill(1000 * CORES)
  const machines = new Machines(cores, new Array<number>(agents).fill(65_536))
  return new Simulation(spec, machines, jobsOf(day))
}

function jobsOf({ agents, frameworks, until }: MesosDay): Workload {
  const streams = new Streams('oak')
  const arrivals = streams.stream('arrivals')
  const durations = streams.stream('durations')
  const { gap, duration } = pace(agents)
  let now = 0
  let job = 0
  return {
    name: 'a day of Mesos',
    classes: Array.from({ length: frameworks }, (_, i) => `f${i}`),
    read(batch: JobBatch) {
      batch.clear()
      while (!batch.full) {
        const at = now + Math.round(exponential(arrivals, gap))
        if (at >= until) break
        now = at
        const row = batch.add(now, Math.max(1, Math.round(exponential(durations, duration))))
        batch.tasks[row] = TASKS
        batch.jobClass[row] = job++ % frameworks
        batch.cpuMilli[row] = 1000
        batch.memoryMiB[row] = 2048
      }
      return batch.count
    },
  }
}

/** The same as an experiment for the command. */
export function mesosExperiment({ system, agents, frameworks, suppress, refusal, until }: MesosDay): string {
  const { gap, duration } = pace(agents)
  const names = Array.from({ length: frameworks }, (_, i) => `f${i}`)
  const interarrival = `{ exponential: ${Math.round((gap * frameworks) / SECOND)} s }`
  const jobs = `interarrival: ${interarrival}, tasks: ${TASKS}, duration: { exponential: ${Math.round(duration / SECOND)} s }, cpu: 1, memory: 2 GiB`
  return `name: A part of a day of Mesos
seeds: 1
system: ${system}
root: { suppress: ${suppress}, decline-filter: ${refusal / SECOND} s }
frameworks:
${names.map(name => `  ${name}: { kind: batch, takes: [${name}] }`).join('\n')}
machines: { count: ${agents}, cpu: ${CORES}, memory: 64 GiB }
workload:
  jobs:
${names.map(name => `    - { class: ${name}, ${jobs} }`).join('\n')}
until: ${until / SECOND} s
`
}
