import { Bench, type FnReturnedObject } from 'tinybench'
import { Cluster } from '../../sim/cluster.ts'
import type { PlacementPolicy } from '../../sim/contracts.ts'
import { NEVER } from '../../sim/engine/time.ts'
import { JobBatch } from '../../sim/world/batch.ts'
import { Claims } from '../../sim/world/claims.ts'
import { Machines } from '../../sim/world/machines.ts'
import { View } from '../../sim/world/views.ts'
import { placements } from '../../systems/generic/named-policies.ts'
import { cpuSeconds } from './measurement.ts'
import { inTurn, round, type Samples } from './rounds.ts'

const MACHINES = 12_500
const TASKS_PER_JOB = 20
/** Jobs in a round: they fill two thirds of the cell, and are undone after it. */
const JOBS = 6_000
/** Placements that score every machine for every job are given fewer. */
const SCORED_JOBS = 100

/**
 * Placing jobs of 20 tasks on 12 500 machines of 16 cores. A sample is the CPU time of one placed task, in milliseconds.
 */
export async function placementSuite(): Promise<Samples> {
  const bench = new Bench({ name: 'placement on 12 500 machines', time: 0, iterations: 1, ...round })
  for (const [name, { policy, score }] of Object.entries(placements)) {
    const cluster = cell()
    const placement = policy({ rules: [], random: cluster.streams.stream('place') })
    bench.add(name, () => fill(cluster, placement, score === undefined ? JOBS : SCORED_JOBS), {
      async: false,
    })
  }
  return inTurn(bench, 5)
}

function cell(): Cluster {
  const machines = new Machines(
    new Array<number>(MACHINES).fill(16_000),
    new Array<number>(MACHINES).fill(65_536),
  )
  const latency = { scheduler: 0, machine: 0, status: 0 }
  const window = { warmup: 0, until: NEVER, busyUntil: NEVER, slices: 2 }
  return new Cluster({ seed: 'placement', machines, classes: ['batch'], latency, ...window })
}

function fill(cluster: Cluster, placement: PlacementPolicy, jobs: number): FnReturnedObject {
  const batch = new JobBatch(1)
  batch.clear()
  const row = batch.add(0, NEVER)
  batch.tasks[row] = TASKS_PER_JOB
  batch.memoryMiB[row] = 2048
  const job = cluster.jobs.add(batch, row, 0, 0, 1)
  const view = View.live(cluster.machines)
  const claims = new Claims()
  const before = cpuSeconds()
  let placed = 0
  for (let i = 0; i < jobs; i++) placed += placement.place(view, job, TASKS_PER_JOB, claims, cluster)
  const spent = 1000 * (cpuSeconds() - before)
  claims.undo(view, 0)
  cluster.jobs.remove(job)
  return { overriddenDuration: spent / placed, overriddenIterationCost: spent }
}
