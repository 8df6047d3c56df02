import { drive } from '../../bench/drive.ts'
import type { Cluster } from '../../sim/cluster.ts'
import { NEVER, SECOND, seconds } from '../../sim/engine/time.ts'
import type { Result } from '../../sim/measure/result.ts'
import { NONE } from '../../sim/world/handles.ts'
import { JobEnd, TaskOutcome, TaskState } from '../../sim/world/lifecycle.ts'
import type { Machines } from '../../sim/world/machines.ts'
import type { SystemSpec } from '../../systems/generic/spec.ts'
import { Simulation, type SimulationSpec } from '../../systems/simulation.ts'
import { type WrittenJob, workloadOf } from './watched-run.ts'

/** What a test makes happen at a moment. */
export class Stage {
  readonly cluster: Cluster

  constructor(cluster: Cluster) {
    this.cluster = cluster
  }

  /** The newest running task of the job with this number fails. */
  failTask(id: number): void {
    const { jobs, tasks, running } = this.cluster
    for (let job = 0; job < jobs.rows.used; job++) {
      if (!jobs.isLive(job) || jobs.id[job] !== id || jobs.hosts[job] !== NONE) continue
      for (let task = jobs.firstTask[job]!; task !== NONE; task = tasks.nextOfJob(task)) {
        if (tasks.state[task] !== TaskState.Running) continue
        running.end(task, TaskOutcome.Failed)
        return
      }
    }
    throw new Error(`No task of job ${id} runs at ${this.cluster.now / SECOND} s.`)
  }

  /** The scheduler task of the framework with this name fails. */
  failScheduler(name: string): void {
    const { jobs, frameworks, running } = this.cluster
    const framework = frameworks.names.indexOf(name)
    for (let job = 0; job < jobs.rows.used; job++) {
      if (jobs.isLive(job) && jobs.hosts[job] === framework)
        running.end(jobs.firstTask[job]!, TaskOutcome.Failed)
    }
  }

  machineDown(machine: number): void {
    this.cluster.machineDown(machine)
  }

  machineUp(machine: number): void {
    this.cluster.machineUp(machine)
  }
}

export interface Staging extends Partial<SimulationSpec> {
  readonly classes?: readonly string[]
  /** What happens besides, by seconds. */
  readonly script?: Readonly<Record<number, (stage: Stage) => void>>
}

export interface StagedRun {
  readonly cluster: Cluster
  readonly result: Result
  /** Every start and end of a task, '3 s: job 0 starts on machine 1', in the order in which they happened. */
  readonly log: readonly string[]
  /** Every end of a job, '3 s: job 0 is cancelled (job 2: a task failed)'. */
  readonly ends: readonly string[]
}

const ENDS = ['finishes', 'fails', 'is lost', 'is killed', 'is preempted', 'is drained', 'is scaled away']

/** Runs the jobs with what the script makes happen, under every check, until nothing is left to do unless told. */
export async function stagedRun(
  system: SystemSpec,
  machines: Machines,
  written: readonly WrittenJob[],
  { classes = ['batch'], script = {}, ...options }: Staging = {},
): Promise<StagedRun> {
  const spec: SimulationSpec = {
    system,
    seed: 'oak',
    warmup: 0,
    until: NEVER,
    slices: 10,
    check: true,
    hardware: { meanTimeToFailure: NEVER, meanTimeToRepair: NEVER },
    ...options,
  }
  const simulation = new Simulation(spec, machines, workloadOf(written, classes))
  const { cluster } = simulation
  const { jobs, tasks, failures } = cluster
  const stage = new Stage(cluster)
  const acts = Object.entries(script)
  const act = cluster.engine.on(number => acts[number]![1](stage))
  for (const [number, [at]] of acts.entries()) cluster.engine.at(seconds(Number(at)), act, number, 0)
  const log: string[] = []
  const ends: string[] = []
  const nameOf = (job: number) =>
    jobs.hosts[job] === NONE
      ? `job ${jobs.id[job]}`
      : `scheduler of ${cluster.frameworks.names[jobs.hosts[job]!]}`
  const now = () => `${cluster.now / SECOND} s`
  cluster.probes.add({
    taskStarted: task => {
      log.push(`${now()}: ${nameOf(tasks.job[task]!)} starts on machine ${tasks.machine[task]}`)
    },
    taskEnded: (task, outcome) => {
      log.push(`${now()}: ${nameOf(tasks.job[task]!)} ${ENDS[outcome]} on machine ${tasks.machine[task]}`)
    },
    jobEnded: job => {
      const end = jobs.end[job]
      const cause = failures.get(jobs.cause[job]!)
      const because = cause === null ? '' : ` (job ${cause.jobId} at ${cause.at / SECOND} s: ${cause.reason})`
      const what =
        end === JobEnd.Finished ? 'is finished' : end === JobEnd.Failed ? 'has failed' : 'is cancelled'
      ends.push(`${now()}: ${nameOf(job)} ${what}${because}`)
    },
  })
  return { cluster, result: await drive(simulation), log, ends }
}

/** The starts of a log, as '3 s: job 0 on machine 1'. */
export function startsOf({ log }: StagedRun): string[] {
  return log.filter(line => line.includes(' starts ')).map(line => line.replace(' starts on', ' on'))
}
