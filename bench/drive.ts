import type { Result } from '../sim/measure/result.ts'
import { JobBatch } from '../sim/world/batch.ts'
import type { Simulation } from '../systems/simulation.ts'

/**
 * Runs a simulation to its end, reading its workload batch by batch. The simulation itself waits for nothing; a workload
 * may, for it can be a file. `hears` is told every batch before it is simulated. Call once.
 */
export async function drive(simulation: Simulation, hears?: (batch: JobBatch) => void): Promise<Result> {
  const steps = driveInSteps(simulation, hears)
  let step = await steps.next()
  while (step.done !== true) step = await steps.next()
  return step.value
}

/** The same, with a pause after every batch. */
export async function* driveInSteps(
  simulation: Simulation,
  hears?: (batch: JobBatch) => void,
): AsyncGenerator<void, Result> {
  const { workload } = simulation
  const batch = new JobBatch()
  while (simulation.wantsJobs && (await workload.read(batch)) > 0) {
    hears?.(batch)
    simulation.run(batch)
    yield
  }
  return simulation.finish()
}
