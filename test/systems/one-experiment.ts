/**
 * A small run of every system of the catalogue, from nothing but `sim`, `policies` and `systems`: what a page could run.
 */
import { exponential, lognormal } from '../../sim/chance/distributions.ts'
import { Streams } from '../../sim/chance/random.ts'
import type { Workload } from '../../sim/contracts.ts'
import { NEVER, SECOND } from '../../sim/engine/time.ts'
import type { Result } from '../../sim/measure/result.ts'
import { JobBatch } from '../../sim/world/batch.ts'
import { Machines } from '../../sim/world/machines.ts'
import { systems } from '../../systems/catalogue.ts'
import { Simulation } from '../../systems/simulation.ts'

const UNTIL = 600 * SECOND

/** Frameworks that start tasks one by one, and take no gangs. */
const ONE_BY_ONE = /^(metronome|chronos|kube-controller-manager|kubernetes-on-mesos)/

/** The results as text, by system; what a run throws stands in their place. */
export function resultsInText(): Record<string, string> {
  const texts: Record<string, string> = {}
  for (const name of Object.keys(systems)) {
    try {
      texts[name] = JSON.stringify(resultOf(name))
    } catch (error) {
      texts[name] = String(error)
    }
  }
  return texts
}

/** The result of a small run of the system with this name. */
export function resultOf(name: string): Result {
  const system = systems[name]!
  const machines = new Machines(new Array<number>(8).fill(4000), new Array<number>(8).fill(8192))
  const spec = {
    ...{
      system: { ...system, name },
      seed: 'oak',
      warmup: 30 * SECOND,
      until: UNTIL,
      slices: 4,
      check: true,
    },
    hardware: { meanTimeToFailure: 300 * SECOND, meanTimeToRepair: 20 * SECOND },
  }
  const hasGangs = !system.frameworks.some(({ kind }) => ONE_BY_ONE.test(kind))
  const arrivals = submitTimes(jobsWithLuck(hasGangs))
  const simulation = new Simulation(spec, machines, jobsWithLuck(hasGangs), {}, arrivals)
  const batch = new JobBatch()
  while (simulation.wantsJobs && (simulation.workload.read(batch) as number) > 0) simulation.run(batch)
  return simulation.finish()
}

function submitTimes(workload: Workload): number[] {
  const batch = new JobBatch()
  const times: number[] = []
  while ((workload.read(batch) as number) > 0) times.push(...batch.submit.subarray(0, batch.count))
  return times
}

/** Services, batch jobs that fail, gangs and pipelines, drawn from one stream; 32 cores are busy most of the time. */
function jobsWithLuck(hasGangs: boolean): Workload {
  const random = new Streams('birch').stream('jobs')
  let now = 0
  return {
    name: 'drawn',
    classes: ['service', 'batch', 'pipeline'],
    read(batch) {
      batch.clear()
      while (now < UNTIL && !batch.full) {
        now += Math.round(exponential(random, 2 * SECOND))
        const isService = random.below(20) === 0
        const row = batch.add(now, isService ? NEVER : Math.round(lognormal(random, 20 * SECOND, 1)))
        batch.id[row] = row
        batch.estimate[row] = batch.duration[row]! * (1 + random.below(3))
        batch.tasks[row] = 1 + random.below(4)
        batch.cpuMilli[row] = isService ? 100 : 1000
        batch.memoryMiB[row] = 128 * (1 + random.below(4))
        batch.jobClass[row] = isService ? 0 : 1
        const isGang = !isService && random.below(2) === 1
        batch.gang[row] = isGang && hasGangs ? 1 : 0
        if (!isService) batch.meanTimeToFailure[row] = 200 * SECOND
      }
      return batch.count
    },
  }
}
