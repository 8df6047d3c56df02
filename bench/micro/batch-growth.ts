/**
 * What a batch system costs where more jobs come than can run, so that the queue grows with the log: Lublin & Feitelson's jobs at
 * load 1.5 on 256 processors.
 */
import { Streams } from '../../sim/chance/random.ts'
import type { Workload } from '../../sim/contracts.ts'
import { NEVER } from '../../sim/engine/time.ts'
import { Machines } from '../../sim/world/machines.ts'
import { systems } from '../../systems/catalogue.ts'
import type { SystemSpec } from '../../systems/generic/spec.ts'
import { Simulation } from '../../systems/simulation.ts'
import { openWorkload } from '../../workloads/open.ts'
import { drive } from '../drive.ts'
import { costsOf, exponents } from './exponents.ts'
import { figure, type Measurement } from './measurement.ts'

const PROCESSORS = 256
const LOAD = 1.5
/** The load of these jobs when the times between them are those of the model. */
const LOAD_OF_MODEL = 0.845
/** Two runs of which one is twice the other tell little of an exponent, so there are many. */
const ROUNDS = { warmUp: 1, counted: 5 }
/** Estimates that are too long are up to so many times the run time. */
const TOO_LONG = 5

interface Line {
  readonly name: string
  readonly root: Partial<SystemSpec['root']>
  /** Jobs of the smaller run; the larger has twice as many. */
  readonly jobs: number
  readonly estimatesAreRight: boolean
  readonly target: number
}

const lines: readonly Line[] = [
  { name: 'EASY', root: { order: 'easy' }, jobs: 100_000, estimatesAreRight: true, target: 1.2 },
  {
    name: 'shortest first',
    root: { order: 'shortest-first' },
    jobs: 100_000,
    estimatesAreRight: true,
    target: 1.2,
  },
  {
    name: 'first come, first served that passes',
    root: { whenBlocked: 'pass' },
    jobs: 100_000,
    estimatesAreRight: true,
    target: 1.2,
  },
  {
    name: 'conservative',
    root: { order: 'conservative' },
    jobs: 100_000,
    estimatesAreRight: true,
    target: 1.5,
  },
  {
    name: `conservative, estimates up to ${TOO_LONG} times too long`,
    root: { order: 'conservative' },
    jobs: 10_000,
    estimatesAreRight: false,
    target: 1.5,
  },
]

async function run({ root, estimatesAreRight }: Line, jobs: number): Promise<void> {
  const lublin = await openWorkload(
    {
      kind: 'lublin',
      jobClass: 'batch',
      jobs,
      processors: PROCESSORS,
      interarrivalFactor: LOAD_OF_MODEL / LOAD,
      shape: { taskPer: 'job', cpuMilliPerProcessor: 1000, memoryMiBPerProcessor: 0, gang: false },
    },
    { seed: 'oak', cpuMilli: 1000 * PROCESSORS },
  )
  const fcfs = systems['batch-fcfs']!
  const system: SystemSpec = {
    ...fcfs,
    name: 'growth',
    root: { ...fcfs.root, ...root } as SystemSpec['root'],
  }
  const hardware = { meanTimeToFailure: NEVER, meanTimeToRepair: NEVER }
  const spec = { system, seed: 'oak', warmup: 0, until: NEVER, slices: 10, check: false, hardware }
  const machines = new Machines([1000 * PROCESSORS], [0])
  await drive(new Simulation(spec, machines, estimatesAreRight ? lublin : withLongEstimates(lublin)))
}

function withLongEstimates(workload: Workload): Workload {
  const random = new Streams('oak').stream('estimates')
  return {
    name: workload.name,
    classes: workload.classes,
    async read(batch) {
      const count = await workload.read(batch)
      for (let row = 0; row < count; row++)
        batch.estimate[row] = Math.round(batch.duration[row]! * (1 + (TOO_LONG - 1) * random.uniform()))
      return count
    },
  }
}

/** Exponents of the growth from so many jobs to twice as many, whole runs. */
export async function batchGrowth(): Promise<Measurement[]> {
  const measurements: Measurement[] = []
  for (const line of lines) {
    const { name, jobs, target } = line
    const runs = [() => run(line, jobs), () => run(line, 2 * jobs)]
    const [small, large] = await costsOf(runs, ROUNDS)
    const what = `${name}, load ${LOAD}, ${jobs / 1000} k → ${(2 * jobs) / 1000} k jobs`
    measurements.push(figure(what, 'exponent', exponents(small!, large!, 2), target))
  }
  return measurements
}
