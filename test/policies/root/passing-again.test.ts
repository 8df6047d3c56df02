/**
 * Jobs behind a blocked head that may go although nothing became free: less is wanted than before, or the head is expected later.
 */
import { describe, expect, it } from 'vitest'
import { drive } from '../../../bench/drive.ts'
import { easyShortestFirst } from '../../../policies/order/easy.ts'
import type { OrderPolicy } from '../../../sim/contracts.ts'
import { NEVER, SECOND } from '../../../sim/engine/time.ts'
import { Machines } from '../../../sim/world/machines.ts'
import type { RootSpec } from '../../../systems/generic/spec.ts'
import { Simulation } from '../../../systems/simulation.ts'
import { framework, monolithic, sharedState, systemOf } from '../../support/small-system.ts'
import { type Staging, stagedRun, startsOf } from '../../support/staged-run.ts'
import { machinesOf, type WrittenJob, workloadOf } from '../../support/watched-run.ts'

const whenBlocked = 'wait'
const roots: [string, RootSpec][] = ['easy', 'conservative'].flatMap((order): [string, RootSpec][] => [
  [`a monolithic root, by ${order}`, monolithic({ order, whenBlocked })],
  [`shared state, by ${order}`, sharedState({ order, whenBlocked })],
])

/** Jobs of class 1 are services, which are scaled to one instance at 20 s. */
const services = framework('services', { kind: 'services', scale: [{ at: 20 * SECOND, to: 1 }] })

async function starts(root: RootSpec, cores: number[], jobs: WrittenJob[], staging: Staging = {}) {
  const machines = new Machines(
    cores.map(each => 1000 * each),
    cores.map(() => 1024),
  )
  // One scheduler for both: under shared state each framework decides by itself.
  const batch = framework('batch', { kind: 'services', scale: services.scale!, takes: ['*'] })
  const frameworks = root.kind === 'monolithic' ? [framework('batch'), services] : [batch]
  const run = await stagedRun(systemOf(root, { frameworks }), machines, jobs, {
    classes: ['batch', 'services'],
    until: 200 * SECOND,
    ...staging,
  })
  return startsOf(run).map(line => line.replace(/ on.*/, ''))
}

describe.each(roots)('under %s', (_name, root) => {
  it('a job passes a service that needs less than it did', async () => {
    // 5 cores. Job 0 holds 3 until 100, job 1 holds 1 for long. Service 2 wants two instances of 2 cores: all 4 that are free at 100. Job 3
    // would take the free core for 500 s, and waits. At 20 one instance is enough, and 2 cores will be spare.
    expect(
      await starts(
        root,
        [5],
        [
          { submit: 0, run: 100, cores: 3 },
          { submit: 0, run: 1000 },
          { submit: 1, run: NEVER, cores: 2, tasks: 2, jobClass: 1 },
          { submit: 2, run: 500 },
        ],
      ),
    ).toEqual(['0 s: job 0', '0 s: job 1', '20 s: job 3', '100 s: job 2'])
  })

  it('a service passes when it needs less than it did', async () => {
    // 5 cores. Job 0 holds 4 until 100, when job 1 needs as many: one core is spare. Service 2 wants two instances of one core, and at 20
    // only one.
    expect(
      await starts(
        root,
        [5],
        [
          { submit: 0, run: 100, cores: 4 },
          { submit: 1, run: 1000, cores: 4 },
          { submit: 2, run: NEVER, tasks: 2, jobClass: 1 },
        ],
      ),
    ).toEqual(['0 s: job 0', '20 s: job 2', '100 s: job 1'])
  })

  it('a job passes one that has to wait for longer, since an idle machine takes no more tasks', async () => {
    // Machines of 4, 4 and 2 cores. Job 0 holds machine 0 until 100, job 1 holds 3 cores of machine 1 until 1,000. Job 2 needs 7 at once:
    // the 3 that are free and 4 at 100, and nothing is spare. Job 3 would take a core for 500 s. At 20 machine 2 is closed: job 2 has to
    // wait until 1,000.
    expect(
      await starts(
        root,
        [4, 4, 2],
        [
          { submit: 0, run: 100, cores: 4 },
          { submit: 0, run: 1000, cores: 3 },
          { submit: 1, run: 10, tasks: 7, gang: true },
          { submit: 2, run: 500 },
        ],
        {
          hardware: {
            meanTimeToFailure: NEVER,
            meanTimeToRepair: NEVER,
            events: [{ at: 20 * SECOND, machine: 2, event: 'cordon' }],
          },
        },
      ),
    ).toEqual(['0 s: job 0', '0 s: job 1', '20 s: job 3'])
  })
})

it('a job that may pass in its own line is not forgotten when another line goes first', async () => {
  // As a policy file would write it, with an order of its own among those that may pass and without bounds. 8 cores: job 0 of a holds 4
  // until 100, and job 1 of a needs all. At 5 jobs 2 of a and 3 of b come, both short. Job 2 may pass, but a has half of the machine and
  // b nothing, so job 3 goes first; then job 2.
  const { backfill, ...rest } = easyShortestFirst()
  const { compare, reserve, mayPass, passed } = backfill!
  const asked: OrderPolicy = {
    ...rest,
    backfill: {
      compare: (...what) => compare!(...what),
      reserve: (...what) => reserve.apply(backfill, what),
      mayPass: (...what) => mayPass.apply(backfill, what),
      passed: (...what) => passed.apply(backfill, what),
    },
  }
  const root = monolithic({ order: 'asked', whenBlocked, share: 'drf' })
  const simulation = new Simulation(
    {
      system: systemOf(root, { frameworks: [framework('a'), framework('b')] }),
      seed: 'oak',
      warmup: 0,
      until: NEVER,
      slices: 10,
      check: true,
      hardware: { meanTimeToFailure: NEVER, meanTimeToRepair: NEVER },
    },
    machinesOf(1, 8, 0),
    workloadOf(
      [
        { submit: 0, run: 100, cores: 4 },
        { submit: 0, run: 10, cores: 8 },
        { submit: 5, run: 10 },
        { submit: 5, run: 10, jobClass: 1 },
      ],
      ['a', 'b'],
    ),
    { asked: () => ({ order: asked }) },
  )
  const { cluster } = simulation
  const starts: string[] = []
  cluster.probes.add({
    taskStarted: task => {
      starts.push(`${cluster.now / SECOND} s: job ${cluster.jobs.id[cluster.tasks.job[task]!]}`)
    },
  })
  await drive(simulation)
  expect(starts).toEqual(['0 s: job 0', '5 s: job 3', '5 s: job 2', '100 s: job 1'])
})
