import type { Result } from '../sim/measure/result.ts'
import { JobBatch } from '../sim/world/batch.ts'
import type { Simulation } from '../systems/simulation.ts'

/**
 * Runs a simulation to its end, reading its workload batch by batch. The simulation itself waits for nothing; a workload
 * may, for it can be a file. `hears` is told every batch before it is simulated. Call once.
 */
export async function drive(simulation: Simulation, hears?: (batch: JobBatch) => void): Promise<Result> {
  const { workload } = simulation
  const batch = new JobBatch()
  while (simulation.wantsJobs && (await workload.read(batch)) > 0) {
    hears?.(batch)
    simulation.run(batch)
  }
  return simulation.finish()
}
