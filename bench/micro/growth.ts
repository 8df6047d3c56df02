import { Offer } from '../../policies/root/offers/offer.ts'
import { OfferPieces } from '../../policies/root/offers/offer-pieces.ts'
import { Cluster } from '../../sim/cluster.ts'
import type { Workload } from '../../sim/contracts.ts'
import { NEVER, SECOND } from '../../sim/engine/time.ts'
import type { JobBatch } from '../../sim/world/batch.ts'
import { Machines } from '../../sim/world/machines.ts'
import { View } from '../../sim/world/views.ts'
import { systems } from '../../systems/catalogue.ts'
import type { FrameworkSpec, OffersSpec, RootSpec, SystemSpec } from '../../systems/generic/spec.ts'
import { Simulation } from '../../systems/simulation.ts'
import { drive } from '../drive.ts'
import { costsOf, exponents, ratios } from './exponents.ts'
import { figure, type Measurement } from './measurement.ts'

/** A run of `jobs` like jobs, job i of class `i % classes`, on machines of 16 cores and 64 GiB. */
interface Case {
  readonly system: string
  readonly root?: Partial<RootSpec> | Partial<OffersSpec>
  readonly frameworks?: number
  readonly machines: number
  readonly jobs: number
  readonly tasks?: number
  /** Cores of job i, in thousandths, and MiB; none if absent. */
  readonly cpuMilli: (i: number) => number
  readonly memoryMiB?: (i: number) => number
  /** Seconds at which job i is submitted, and seconds that its tasks run. */
  readonly submit: (i: number) => number
  readonly runs: (i: number) => number
  readonly until: number
  /** One machine more, of 32 cores. */
  readonly withLarge?: boolean
}

function systemOf({ system, root, frameworks = 1 }: Case): SystemSpec {
  const built = systems[system]!
  const like = built.frameworks.find(({ kind }) => kind === 'batch')!
  const named = (i: number): FrameworkSpec => ({ ...like, name: `f${i}`, takes: [`f${i}`] })
  return {
    ...built,
    name: system,
    root: { ...built.root, ...root } as RootSpec,
    frameworks: Array.from({ length: frameworks }, (_, i) => named(i)),
  }
}

function workloadOf({ jobs, frameworks = 1, tasks = 1, cpuMilli, memoryMiB, submit, runs }: Case): Workload {
  let next = 0
  return {
    name: 'growth',
    classes: Array.from({ length: frameworks }, (_, i) => `f${i}`),
    read(batch: JobBatch) {
      batch.clear()
      for (; next < jobs && !batch.full; next++) {
        const row = batch.add(Math.round(submit(next) * SECOND), Math.round(runs(next) * SECOND))
        batch.jobClass[row] = next % frameworks
        batch.tasks[row] = tasks
        batch.cpuMilli[row] = cpuMilli(next)
        if (memoryMiB !== undefined) batch.memoryMiB[row] = memoryMiB(next)
      }
      return batch.count
    },
  }
}

const like = (count: number, amount: number) => new Array<number>(count).fill(amount)

async function simulate(run: Case): Promise<void> {
  const hardware = { meanTimeToFailure: NEVER, meanTimeToRepair: NEVER }
  const until = run.until * SECOND
  const spec = { system: systemOf(run), seed: 'oak', warmup: 0, until, slices: 10, check: false, hardware }
  const cores = [...like(run.machines, 16_000), ...(run.withLarge === true ? [32_000] : [])]
  const cell = new Machines(cores, like(cores.length, 65_536))
  await drive(new Simulation(spec, cell, workloadOf(run)))
}

const costs = (...runs: readonly Case[]) => costsOf(runs.map(run => () => simulate(run)))

/** The first job holds the only machine that is large enough for those of all frameworks, which wait: nothing but filters that end. */
const waiting = (frameworks: number): Case => ({
  system: 'offers',
  frameworks,
  machines: 10_000,
  withLarge: true,
  jobs: 1 + frameworks,
  cpuMilli: i => (i === 0 ? 32_000 : 17_000),
  submit: i => (i === 0 ? 0 : 3),
  runs: () => 1000,
  until: 20,
})

/** The same when no filter ends, and a small task ends every second: the allocator decides, and one machine has changed. */
const unchanged = (seconds: number): Case => ({
  ...waiting(50),
  root: { declineFilter: 1e6 * SECOND },
  jobs: 51 + seconds,
  cpuMilli: i => (i === 0 ? 32_000 : i <= seconds ? 1000 : 17_000),
  submit: i => (i <= seconds ? 0 : 3),
  runs: i => (i === 0 || i > seconds ? 1e6 : 4 + i),
  until: 10 + seconds,
})

/**
 * The same, and no task ends: within 110 s all frameworks have refused everything, and from then on the allocator wakes up, every
 * second under Mesos, for nothing.
 */
const idle = (system: 'offers' | 'mesos-head', seconds: number): Case => ({
  ...waiting(50),
  system,
  root: { declineFilter: 1e6 * SECOND },
  until: 10 + seconds,
})

/** One-task pods on nodes that fill up. */
const pods = (jobs: number, asks: Pick<Case, 'cpuMilli' | 'memoryMiB'>): Case => ({
  system: 'batch-fcfs',
  root: { place: 'best-fit', order: 'fifo', whenBlocked: 'pass' },
  machines: 5000,
  jobs,
  ...asks,
  submit: i => i / 1000,
  runs: () => 1000,
  until: 100,
})

/** One attempt a second on a snapshot of the cell, in which the 64 tasks of the job before have come and those of an older one gone. */
const attempts = (machines: number, jobs: number): Case => ({
  system: 'shared-state',
  root: { place: 'random' },
  machines,
  jobs,
  tasks: 64,
  cpuMilli: () => 1000,
  submit: i => i,
  runs: () => 5,
  until: jobs + 10,
})

/** The floor of pods: for each, the best score of a scan over the columns. */
function scanAll(jobs: number, machines: number, cpuMilliOf: Case['cpuMilli']): void {
  const cpu = new Float64Array(machines).fill(16_000)
  const memory = new Float64Array(machines).fill(65_536)
  for (let job = 0; job < jobs; job++) {
    const cpuMilli = cpuMilliOf(job)
    let best = -1
    let highest = Number.NEGATIVE_INFINITY
    for (let i = 0; i < machines; i++) {
      if (cpu[i]! < cpuMilli || memory[i]! < 0) continue
      const left = ((cpu[i]! - cpuMilli) / 16_000 + memory[i]! / 65_536) / 2
      const points = 100 * (1 - left)
      if (points <= highest) continue
      best = i
      highest = points
    }
    if (best < 0) throw new Error('the pods were to fit')
    cpu[best]! -= cpuMilli
  }
}

/** Snapshots of a cell, one after the other, between which machines change. */
class Snapshots {
  private readonly machines: Machines
  private readonly view: View
  private at = 0

  constructor(count: number) {
    this.machines = new Machines(like(count, 16_000), like(count, 65_536))
    this.view = View.snapshot(this.machines)
    this.view.refresh()
  }

  /** Takes so many, with 64 machines changed before each, all over the cell. */
  take(snapshots: number): void {
    const { machines, view } = this
    for (let i = 0; i < snapshots; i++) {
      for (let change = 0; change < 64; change++) {
        this.at = (this.at + 7919) % machines.count
        machines.take(this.at, 0, 0)
      }
      view.refresh()
    }
  }
}

/** CPU microseconds of a snapshot of each cell, in turn: both are warm before one counts. */
async function snapshotCosts(...counts: readonly number[]): Promise<number[][]> {
  const snapshots = 10_000
  const works = counts.map(count => {
    const cell = new Snapshots(count)
    return async () => cell.take(snapshots)
  })
  const costs = await costsOf(works, { warmUp: 3, counted: 15 })
  return costs.map(milliseconds => milliseconds.map(each => (1000 * each) / snapshots))
}

/** CPU microseconds of an attempt in a run, by the size of the cell: long runs without short ones, which build the same cells. */
async function attemptCosts(...counts: readonly number[]): Promise<number[][]> {
  const [few, many] = [500, 2500]
  const runs = counts.flatMap(count => [attempts(count, few), attempts(count, many)])
  const costs = await costsOf(
    runs.map(run => () => simulate(run)),
    { warmUp: 2, counted: 9 },
  )
  return counts.map((_, i) =>
    costs[2 * i + 1]!.map((cost, round) => (1000 * (cost - costs[2 * i]![round]!)) / (many - few)),
  )
}

/** MB that so many open offers of one machine each take. */
function openOffers(count: number): number {
  const machines = new Machines(like(count, 16_000), like(count, 65_536))
  const latency = { scheduler: 0, machine: 0, status: 0 }
  const window = { warmup: 0, until: NEVER, busyUntil: NEVER, slices: 2 }
  const cluster = new Cluster({ seed: 'offers', machines, classes: ['batch'], latency, ...window })
  cluster.addFramework({ name: 'batch', jobArrived() {}, taskEnded() {} }, 1, ['*'])
  globalThis.gc?.()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  const pieces = new OfferPieces(1, count)
  const view = View.offered(machines)
  const offers = like(count, 0).map((_, number) => new Offer(cluster, number, pieces, view))
  for (const [machine, offer] of offers.entries()) {
    offer.begin(0)
    offer.lock(machine)
  }
  globalThis.gc?.()
  const after = process.memoryUsage()
  if (offers.some(({ open }) => !open)) throw new Error('the offers were to be open')
  return (after.heapUsed + after.arrayBuffers - heapUsed - arrayBuffers) / 1e6
}

/**
 * What must not grow with the cluster, or only in proportion: on the path that a user takes, and the exponents between a small
 * and a large case.
 */
export async function growthSuite(): Promise<Measurement[]> {
  const memory = openOffers(10_000)
  const [one, fifty] = await costs(waiting(1), waiting(50))
  const [short, long] = await costs(unchanged(50), unchanged(150))
  const idleRows: Measurement[] = []
  for (const system of ['offers', 'mesos-head'] as const) {
    const [early, late] = await costs(idle(system, 110), idle(system, 610))
    const each = late!.map((cost, i) => Math.max(0, cost - early![i]!) / 500)
    const name = `${system}, 50 frameworks at 10 000 agents, a second in which nothing changed`
    idleRows.push(figure(name, 'ms', each, 1))
  }
  const spread = (tasks: number): Case => ({
    system: 'batch-fcfs',
    root: { rules: [{ name: 'max-per-machine', count: 2 }], place: 'first-fit' },
    machines: 16_384,
    jobs: 1,
    tasks,
    cpuMilli: () => 100,
    submit: () => 0,
    runs: () => 10,
    until: 100,
  })
  const [few, many] = await costs(spread(1000), spread(16_000))
  const alike = { cpuMilli: () => 100 }
  const distinct = { cpuMilli: (i: number) => 100 + (i % 100), memoryMiB: (i: number) => Math.floor(i / 100) }
  const scan = async () => scanAll(10_000, 5000, alike.cpuMilli)
  const [scans, same, different] = await costsOf(
    [scan, () => simulate(pods(10_000, alike)), () => simulate(pods(10_000, distinct))],
    { warmUp: 3, counted: 9 },
  )
  const [small, large] = await snapshotCosts(1000, 100_000)
  const [attempt, attemptOfMany] = await attemptCosts(1000, 100_000)
  return [
    figure('offers, frameworks 1 → 50 at 10 000 agents', 'exponent', exponents(one!, fifty!, 50), 1.1),
    figure(
      'offers, 50 frameworks at 10 000 agents, an allocation when one agent changed',
      'ms',
      long!.map((cost, i) => (cost - short![i]!) / 100),
      1,
    ),
    ...idleRows,
    figure('10 000 open offers on 10 000 agents', 'MB', [memory], 100),
    figure('max-per-machine, tasks of a job 1 k → 16 k', 'exponent', exponents(few!, many!, 16), 1.1),
    figure('10 000 pods of one spec on 5 000 nodes, whole run', '× floor', ratios(same!, scans!), 0.5),
    figure('10 000 distinct pods on 5 000 nodes, whole run', '× floor', ratios(different!, scans!), 2),
    figure('floor: a loop that scans all nodes for each pod', 'ms', scans!),
    figure('shared state, an attempt of a run after 128 changes, 1 000 machines', 'µs', attempt!),
    figure('shared state, an attempt of a run after 128 changes, 100 000 machines', 'µs', attemptOfMany!),
    figure('the same, 100 000 machines against 1 000', '× floor', ratios(attemptOfMany!, attempt!), 1.2),
    figure('snapshot after 64 changes, 1 000 machines', 'µs', small!),
    figure('snapshot after 64 changes, 100 000 machines', 'µs', large!),
    figure('the same, 100 000 machines against 1 000', '× floor', ratios(large!, small!), 1.2),
  ]
}
