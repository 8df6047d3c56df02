/**
 * One run, from its specification to its result. Nothing but the specification influences what comes out.
 */
import type { PolicySelf, Workload } from '../sim/contracts.ts'
import type { Result } from '../sim/measure/result.ts'
import { Simulation } from '../systems/simulation.ts'
import { HeldByJobs, isReadOffJobs, loadOf } from '../workloads/offered-load.ts'
import { openWorkload } from '../workloads/open.ts'
import { arrivalsOf } from './arrivals.ts'
import { drive } from './drive.ts'
import { drivenIn } from './driven.ts'
import { machinesFrom } from './machines.ts'
import { capacityOf, offeredBy } from './offered.ts'
import type { RunSpec } from './plan.ts'
import { guardPolicy } from './policy-file/policy-guard.ts'
import { type PolicyModule, policyMaker } from './policy-file/policy-module.ts'

/** Puts something between a workload and the run that reads it. */
export type Adapt = (workload: Workload) => Workload

/**
 * @throws SwitchyardError for everything that is a user's mistake: a trace that cannot be read, a policy that throws,
 * parts of a system that do not go together.
 */
export async function execute(spec: RunSpec, adapt?: Adapt): Promise<Result> {
  const simulation = await simulationOf(spec, adapt)
  const driven = drivenIn(spec)
  const also = driven.length > 0 ? { driven } : {}
  if (!isReadOffJobs(spec.workload)) {
    const offered = await offeredBy(spec)
    return { ...(await drive(simulation)), offered, ...also }
  }
  const held = new HeldByJobs(spec.until)
  const result = await drive(simulation, batch => held.add(batch))
  return { ...result, offered: loadOf(held.mean, capacityOf(spec.hardware)), ...also }
}

/** The run before its first event. @throws as `execute` does. */
export async function simulationOf(spec: RunSpec, adapt?: Adapt): Promise<Simulation> {
  const machines = machinesFrom(spec.hardware.machines)
  const open = async () => {
    const workload = await openWorkload(spec.workload, { seed: spec.seed, cpuMilli: machines.totalCpuMilli })
    return adapt === undefined ? workload : adapt(workload)
  }
  const arrivals = spec.system.quirks.replaysAgenda === true ? await arrivalsOf(await open()) : undefined
  const workload = await open()
  const policies: Record<string, (self: PolicySelf) => PolicyModule> = {}
  for (const [path, { code }] of Object.entries(spec.policyFiles)) {
    const make = policyMaker(code, path)
    policies[path] = self => guardPolicy(make(), path, { check: spec.check, streams: self })
  }
  return new Simulation(spec, machines, workload, policies, arrivals)
}
