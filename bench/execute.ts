/**
 * One run, from its specification to its result. Nothing but the specification influences what comes out.
 */
import { assemble, classesOf } from '../policies/systems/assemble.ts'
import { JobBatch } from '../sim/batch.ts'
import { Cluster } from '../sim/cluster.ts'
import { Invariants } from '../sim/invariants.ts'
import { MachineFailures } from '../sim/machine-failures.ts'
import { Machines } from '../sim/machines.ts'
import { readResult } from '../sim/reading.ts'
import type { Result } from '../sim/result.ts'
import { Submissions } from '../sim/submissions.ts'
import { NEVER, SECOND, type Time } from '../sim/time.ts'
import { openWorkload } from '../workloads/open.ts'
import type { HardwareSpec, RunSpec } from './plan.ts'
import { guardPolicy } from './policy-guard.ts'
import { instantiatePolicy, type PolicyModule } from './policy-module.ts'

/**
 * @throws SwitchyardError for everything that is a user's mistake: a trace that cannot be read, a policy that throws,
 * parts of a system that do not go together.
 */
export async function execute(spec: RunSpec): Promise<Result> {
  const machines = machinesFrom(spec.hardware)
  const workload = await openWorkload(spec.workload, { seed: spec.seed, cpuMilli: machines.totalCpuMilli })
  const endsAtTick = spec.system.quirks.endsAtNextTick === true
  const cluster = new Cluster({
    seed: spec.seed,
    machines,
    classes: classesOf(spec.system, workload.classes),
    latency: spec.system.latency,
    warmup: spec.warmup,
    until: spec.until,
    busyUntil: endsAtTick ? NEVER : spec.until,
    slices: spec.slices,
  })
  const policies: Record<string, PolicyModule> = {}
  for (const [path, { code }] of Object.entries(spec.policyFiles)) {
    policies[path] = guardPolicy(await instantiatePolicy(code, path), path)
  }
  assemble(spec.system, cluster, policies)
  new MachineFailures(cluster, spec.hardware.meanTimeToFailure, spec.hardware.meanTimeToRepair)
  const invariants = spec.check ? new Invariants(cluster) : null
  if (invariants !== null) cluster.engine.afterEvent = () => invariants.afterEvent()

  const { engine } = cluster
  const submissions = new Submissions(cluster)
  const batch = new JobBatch()
  engine.feed(submissions)
  while (engine.now <= spec.until && (await workload.read(batch)) > 0) {
    submissions.load(batch)
    engine.run(spec.until)
    if (submissions.time !== NEVER) break
  }
  if (spec.until === NEVER) stopWhenIdle(cluster)
  engine.run(spec.until)
  const end = endOfRun(cluster, spec.until, endsAtTick)
  invariants?.audit()
  return readResult(cluster, end)
}

/** A run without an end is over with its last job, also if machines go on to fail. */
function stopWhenIdle({ engine, jobs }: Cluster): void {
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
function endOfRun(cluster: Cluster, until: Time, endsAtTick: boolean): Time {
  const { engine } = cluster
  if (until === NEVER) return engine.now
  if (!endsAtTick) return until
  const end = Math.min(engine.next, until + SECOND)
  engine.runOne(end)
  return end
}

function machinesFrom({ machines }: HardwareSpec): Machines {
  const cpuMilli: number[] = []
  const memoryMiB: number[] = []
  for (const group of machines) {
    for (let i = 0; i < group.count; i++) {
      cpuMilli.push(group.cpuMilli)
      memoryMiB.push(group.memoryMiB)
    }
  }
  return new Machines(cpuMilli, memoryMiB)
}
