/**
 * One run as objects: a cluster, a system on it, a workload, and the loop between them.
 */
import { assemble, classesOf } from '../policies/systems/assemble.ts'
import type { PolicyFiles } from '../policies/systems/named-policies.ts'
import { JobBatch } from '../sim/batch.ts'
import { Cluster } from '../sim/cluster.ts'
import type { Workload } from '../sim/contracts.ts'
import { Invariants } from '../sim/invariants.ts'
import { MachineFailures } from '../sim/machine-failures.ts'
import type { Machines } from '../sim/machines.ts'
import { readResult } from '../sim/reading.ts'
import type { Result } from '../sim/result.ts'
import { Submissions } from '../sim/submissions.ts'
import { NEVER, SECOND, type Time } from '../sim/time.ts'
import type { RunSpec } from './plan.ts'

/** What a simulation needs of a run, its workload and machines apart. */
export type SimulationSpec = Pick<RunSpec, 'system' | 'seed' | 'warmup' | 'until' | 'slices' | 'check'> & {
  readonly hardware: Pick<RunSpec['hardware'], 'meanTimeToFailure' | 'meanTimeToRepair'>
}

export class Simulation {
  readonly cluster: Cluster
  private readonly spec: SimulationSpec
  private readonly workload: Workload
  private readonly invariants: Invariants | null

  /** `arrivals` are needed by a system that replays the Omega simulator's agenda, see `arrivalsOf`. */
  constructor(
    spec: SimulationSpec,
    machines: Machines,
    workload: Workload,
    policies: PolicyFiles = {},
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
      slices: spec.slices,
      ...(arrivals !== undefined && { arrivals }),
    })
    assemble(spec.system, this.cluster, policies)
    new MachineFailures(this.cluster, spec.hardware.meanTimeToFailure, spec.hardware.meanTimeToRepair)
    const invariants = spec.check ? new Invariants(this.cluster) : null
    if (invariants !== null) this.cluster.engine.afterEvent = () => invariants.afterEvent()
    this.invariants = invariants
  }

  /** Simulates to the end and reads the result. Call once. */
  async run(): Promise<Result> {
    const { cluster, workload } = this
    const { until } = this.spec
    const { engine } = cluster
    const submissions = new Submissions(cluster)
    const batch = new JobBatch()
    engine.feed(submissions)
    while (engine.now <= until && (await workload.read(batch)) > 0) {
      submissions.load(batch)
      engine.run(until)
      if (submissions.time !== NEVER) break
    }
    if (until === NEVER) this.stopWhenIdle()
    engine.run(until)
    const end = this.endOfRun()
    this.invariants?.audit()
    const result = readResult(cluster, end)
    const { remarks = [] } = workload
    return remarks.length === 0 ? result : { ...result, remarks }
  }

  /** A run without an end is over with its last job, also if machines go on to fail. */
  private stopWhenIdle(): void {
    const { engine, jobs } = this.cluster
    const { afterEvent } = engine
    engine.afterEvent = () => {
      afterEvent?.()
      if (jobs.rows.live === 0) engine.stop()
    }
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
