/**
 * One run as objects: a cluster, a system on it, a workload, and the loop between them.
 */

import type { Random } from '../sim/chance/random.ts'
import { Cluster } from '../sim/cluster.ts'
import type { Workload } from '../sim/contracts.ts'
import { inSeconds, NEVER, SECOND, type Time } from '../sim/engine/time.ts'
import { SwitchyardError } from '../sim/errors.ts'
import { Liveness } from '../sim/hardware/liveness.ts'
import { type MachineEvent, MachineEvents } from '../sim/hardware/machine-events.ts'
import { MachineFailures } from '../sim/hardware/machine-failures.ts'
import { StartUp, type StartUpStep } from '../sim/hardware/start-up.ts'
import { Invariants } from '../sim/invariants.ts'
import { readResult } from '../sim/measure/read-result.ts'
import type { Limit, Result } from '../sim/measure/result.ts'
import { Submissions } from '../sim/submissions.ts'
import type { JobBatch } from '../sim/world/batch.ts'
import { NONE } from '../sim/world/handles.ts'
import type { Machines } from '../sim/world/machines.ts'
import type { DistributionSpec } from '../workloads/spec.ts'
import { amount } from '../workloads/synthetic/variate.ts'
import { assemble, classesOf } from './assemble.ts'
import type { PolicyMakers } from './generic/named-policies.ts'
import type { SystemSpec } from './generic/spec.ts'

/** A start-up step and how long it takes, µs. */
export interface StepSpec {
  readonly name: string
  readonly takes: DistributionSpec
}

/** What a simulation needs of a run, its workload and machines apart. */
export interface SimulationSpec {
  readonly system: SystemSpec
  readonly seed: string
  /** Start of the measured window. */
  readonly warmup: Time
  /** End of the run; NEVER: until nothing is left to do. */
  readonly until: Time
  /** Slices of `Result.series`. */
  readonly slices: number
  /** Hold every move to the life cycle and audit the tables again and again; the result is the same. */
  readonly check: boolean
  /** What `Result.beyond` counts; absent: nothing. */
  readonly limits?: readonly Limit[]
  readonly hardware: {
    /** Mean time between failures of one machine (exponential); NEVER: machines do not fail. */
    readonly meanTimeToFailure: Time
    /** Mean time to repair (exponential). */
    readonly meanTimeToRepair: Time
    /** From a crash to its being noticed, and from then to its tasks being given up; absent: 0. See `LivenessOptions`. */
    readonly detection?: Time
    readonly eviction?: Time
    /** What happens to machines besides; machines by number from 0. Absent: nothing. */
    readonly events?: readonly MachineEvent[]
    /** What machines do before a task runs: one entry for so many machines, in their order. Absent: nothing. */
    readonly startUp?: readonly { readonly machines: number; readonly steps: readonly StepSpec[] }[]
  }
}

/** Events without a task on any machine, after all jobs were submitted, that a run without an end may take. */
const PATIENCE = 1_000_000
const NOTHING = { jobs: 0, tasks: 0 } as const

export class Simulation {
  readonly cluster: Cluster
  private readonly spec: SimulationSpec
  readonly workload: Workload
  private readonly submissions: Submissions
  private readonly invariants: Invariants | null

  /** `arrivals` are needed by a system that replays the Omega simulator's agenda, see `arrivalsOf`. */
  constructor(
    spec: SimulationSpec,
    machines: Machines,
    workload: Workload,
    policies: PolicyMakers = {},
    arrivals?: ArrayLike<Time>,
  ) {
    this.spec = spec
    this.workload = workload
    const { quirks, latency } = spec.system
    this.cluster = new Cluster({
      seed: spec.seed,
      machines,
      classes: classesOf(spec.system, workload.classes),
      latency,
      warmup: spec.warmup,
      until: spec.until,
      busyUntil: quirks.endsAtNextTick === true ? NEVER : spec.until,
      attemptedOnly: quirks.countsAttemptedOnly === true,
      slices: spec.slices,
      ...(arrivals !== undefined && { arrivals }),
    })
    const { meanTimeToFailure, meanTimeToRepair, detection = 0, eviction = 0, events = [] } = spec.hardware
    const liveness = new Liveness(this.cluster, { detection, eviction })
    assemble(spec.system, this.cluster, policies, liveness)
    new MachineFailures(this.cluster, liveness, meanTimeToFailure, meanTimeToRepair)
    if (spec.hardware.startUp !== undefined)
      this.cluster.running.startUp = new StartUp(this.cluster, stepsOf(spec.hardware.startUp))
    const invariants = spec.check ? new Invariants(this.cluster) : null
    if (invariants !== null) this.cluster.engine.afterEvent = () => invariants.afterEvent()
    this.invariants = invariants
    this.submissions = new Submissions(this.cluster, workload.extras)
    this.cluster.engine.feed(this.submissions)
    if (events.length > 0) this.cluster.engine.feed(new MachineEvents(events, liveness))
  }

  /** False once jobs that come after those read so far cannot matter any more: the run ends before. */
  get wantsJobs(): boolean {
    return this.cluster.now <= this.spec.until && this.submissions.time === NEVER
  }

  /** Simulates until the last job of the batch is submitted, or to the end of the run if that comes first. */
  run(batch: JobBatch): void {
    this.submissions.load(batch)
    this.cluster.engine.run(this.spec.until)
  }

  /** Simulates what is left and reads the result. Call once, when there are no more jobs or none are wanted. */
  finish(): Result {
    const { cluster, workload } = this
    const { until } = this.spec
    if (until === NEVER) this.stopWhenIdle()
    cluster.engine.run(until)
    const end = this.endOfRun()
    this.invariants?.audit()
    const drawn = [...(workload.streams?.drawn ?? []), ...cluster.streams.drawn].sort()
    const result = { ...readResult(cluster, end, this.spec.limits), drawn }
    const remarks = [...(workload.remarks ?? []), ...(result.remarks ?? [])]
    return remarks.length === 0 ? result : { ...result, remarks }
  }

  /**
   * A run without an end is over with its last job, also if machines and hosted schedulers go on to fail. Where jobs wait
   * that can never start, some architectures would try them for ever; that is told, for a simulation that does not end
   * tells nothing.
   */
  private stopWhenIdle(): void {
    const { cluster } = this
    const { engine, jobs, tasks } = cluster
    const { afterEvent } = engine
    const hasEndless = cluster.hosting !== null || cluster.upkeep.length > 0
    let idle = 0
    engine.afterEvent = () => {
      afterEvent?.()
      const endless = hasEndless ? cluster.endless : NOTHING
      if (jobs.rows.live === endless.jobs) engine.stop()
      idle = tasks.rows.live > endless.tasks ? 0 : idle + 1
      if (idle > PATIENCE) throw this.stalled()
    }
  }

  private stalled(): SwitchyardError {
    const { engine, jobs } = this.cluster
    let first = 0
    const isUpkeep = (job: number) => this.cluster.upkeep.some(each => each.job === job)
    while (!jobs.isLive(first) || jobs.hosts[first] !== NONE || isUpkeep(first)) first++
    const others = jobs.rows.live - this.cluster.endless.jobs - 1
    return new SwitchyardError(
      `At ${inSeconds(engine.now)} s of simulated time nothing runs, and job ${jobs.id[first]}${others > 0 ? ` and ${others} others` : ''} ` +
        `did not start in ${PATIENCE} events: the run would not end. Set until, so that it ends and they count as unfinished, ` +
        'or change what keeps them from starting (rules that allow no machine, gangs that find no room).',
    )
  }

  /**
   * When the run ends: at `until`, or with the last event when that is never. The Omega simulator handles one event more,
   * the next one or its tick of every full second, and divides by its time.
   */
  private endOfRun(): Time {
    const { engine } = this.cluster
    const { until, system } = this.spec
    if (until === NEVER) return engine.now
    if (system.quirks.endsAtNextTick !== true) return until
    const end = Math.min(engine.next, until + SECOND)
    engine.runOne(end)
    return end
  }
}

/** The steps of each machine. */
function stepsOf(groups: NonNullable<SimulationSpec['hardware']['startUp']>): (readonly StartUpStep[])[] {
  return groups.flatMap(({ machines, steps }) => {
    const each = steps.map(({ name, takes }) => ({
      name,
      takes: (random: Random) => amount(takes, random, 0)(),
    }))
    return Array.from({ length: machines }, () => each)
  })
}
