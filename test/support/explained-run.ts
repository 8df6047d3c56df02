import { expect } from 'vitest'
import { drive } from '../../bench/drive.ts'
import type { Cluster } from '../../sim/cluster.ts'
import { NEVER } from '../../sim/engine/time.ts'
import type { Result } from '../../sim/measure/result.ts'
import type { Machines } from '../../sim/world/machines.ts'
import type { SystemSpec } from '../../systems/generic/spec.ts'
import { Simulation, type SimulationSpec } from '../../systems/simulation.ts'
import { type WrittenJob, workloadOf } from './watched-run.ts'

/** A run as a test writes it down. */
export interface ExplainedCase {
  readonly system: SystemSpec
  readonly machines: () => Machines
  readonly jobs: readonly WrittenJob[]
  readonly classes?: readonly string[]
  readonly hardware?: Partial<SimulationSpec['hardware']>
  readonly until?: number
}

/** What looks on says, after a run whose result is the same as that of the run that nobody watches. */
export async function explainedRun<P>(
  { system, machines, jobs, classes, hardware, until }: ExplainedCase,
  looksOn: (cluster: Cluster) => P,
): Promise<{ readonly probe: P; readonly result: Result }> {
  const spec: SimulationSpec = {
    system,
    seed: 'oak',
    warmup: 0,
    until: until ?? NEVER,
    slices: 10,
    check: true,
    hardware: { meanTimeToFailure: NEVER, meanTimeToRepair: NEVER, ...hardware },
  }
  const plain = await drive(new Simulation(spec, machines(), workloadOf(jobs, classes)))
  const simulation = new Simulation(spec, machines(), workloadOf(jobs, classes))
  const probe = looksOn(simulation.cluster)
  const result = await drive(simulation)
  expect(result).toEqual(plain)
  return { probe, result }
}
