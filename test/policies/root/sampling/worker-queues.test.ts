import { describe, expect, it } from 'vitest'
import { easy } from '../../../../policies/order/easy.ts'
import { fifo } from '../../../../policies/order/fifo.ts'
import { shortestFirst } from '../../../../policies/order/shortest-first.ts'
import { openRound, type Reservation } from '../../../../policies/root/sampling/reservation.ts'
import { type QueueOptions, WorkerQueues } from '../../../../policies/root/sampling/worker-queues.ts'
import { drf } from '../../../../policies/share/drf.ts'
import type { SharePolicy } from '../../../../sim/contracts.ts'
import { NEVER, SECOND } from '../../../../sim/engine/time.ts'
import { JobEnd, TaskState } from '../../../../sim/world/lifecycle.ts'
import { idleCluster, type TableJob } from '../../../support/idle-cluster.ts'
import { sampling, systemOf } from '../../../support/small-system.ts'
import { type StagedRun, stagedRun, startsOf } from '../../../support/staged-run.ts'
import { machinesOf, numbersOf } from '../../../support/watched-run.ts'

/** Which machines are probed is chance; when tasks start is not. */
const times = (run: StagedRun) => startsOf(run).map(line => line.replace(/ on.*/, ''))

describe('a machine with reservations', () => {
  it('chooses when all that come at one instant are there', async () => {
    // Each job probes the only machine; all three reservations arrive at 0, the shortest last.
    const run = await stagedRun(systemOf(sampling({ order: 'shortest-first' })), machinesOf(1, 1), [
      { submit: 0, run: 3 },
      { submit: 0, run: 2 },
      { submit: 0, run: 1 },
    ])
    expect(times(run)).toEqual(['0 s: job 2', '1 s: job 1', '3 s: job 0'])
  })

  it('gives up those behind tasks that never end, and their jobs probe again after a while', async () => {
    // A service of two instances holds two of three machines for ever. Ten jobs of 1 s ask one machine each, at 1 s, 2 s …;
    // who asks a held one asks again a second later. That one of them misses the free one fifty times in a row is as likely
    // as (2/3)^50; when it asked once and waited, nine of ten runs would never end.
    const jobs = [
      { submit: 0, run: NEVER, tasks: 2 },
      ...Array.from({ length: 10 }, (_, i) => ({ submit: 1 + i, run: 0.25 })),
    ]
    const root = sampling({ probeRatio: 1, retryAfter: SECOND })
    const run = await stagedRun(systemOf(root), machinesOf(3, 1), jobs, { until: 100 * SECOND })
    expect(numbersOf(run.result)).toMatchObject({ jobs_finished: 10, jobs_never_started: 0 })
    expect(run.ends.every(line => Number.parseFloat(line) < 60)).toBe(true)
  })

  it('gives up those that wait when what never ends comes before them', async () => {
    // Machine 0 alone is up. Job 0 holds it until 5; the service of class `first` comes at 1 and job 2 at 2. The service
    // starts at 5 and never ends: job 2 asks again each second, and finds machine 1 when it is up, at 20.
    const run = await stagedRun(
      systemOf(sampling({ probeRatio: 1 })),
      machinesOf(2, 1),
      [
        { submit: 0, run: 5 },
        { submit: 1, run: NEVER },
        { submit: 2, run: 1 },
      ],
      {
        until: 60 * SECOND,
        script: { 0: stage => stage.machineDown(1), 20: stage => stage.machineUp(1) },
      },
    )
    expect(times(run).slice(0, 2)).toEqual(['0 s: job 0', '5 s: job 1'])
    expect(numbersOf(run.result)['jobs_finished']).toBe(2)
  })
})

describe('the reservations of a machine', () => {
  const fifoShare: SharePolicy = { name: 'fifo', share: () => 0 }
  type Asked = TableJob & { readonly turn?: number }

  /** Two frameworks on one machine of 4 cores and 100 MiB, and a reservation for each job, by place in the list. */
  function reserved(asked: readonly Asked[], options: Partial<QueueOptions> = {}) {
    const cluster = idleCluster(machinesOf(1, 4, 100), { weights: [1, 1] })
    const queues = new WorkerQueues(cluster, {
      order: fifo,
      share: fifoShare,
      whenBlocked: 'wait',
      ...options,
    })
    const reservations = asked.map(({ turn = 0, ...job }) => {
      const handle = cluster.addJob({ state: TaskState.Pending, ...job })
      return { round: openRound(handle, turn, 1, [0], cluster.jobs), machine: 0, entered: 0, outage: 0 }
    })
    for (const reservation of reservations) queues.add(reservation)
    const jobs = reservations.map(({ round }) => round.job)
    const placeOf = (reservation: Reservation | null) =>
      reservation === null ? null : reservations.indexOf(reservation as (typeof reservations)[number])
    const run = (job: number) => {
      cluster.machines.take(0, cluster.jobs.cpuMilli[job]!, cluster.jobs.memoryMiB[job]!)
      cluster.tasks.startedAt[cluster.tasks.add(job, 0, 0)] = 0
    }
    return {
      cluster,
      queues,
      jobs,
      reservations,
      run,
      next: () => placeOf(queues.next(0)),
      rest: () => queues.drain(0).map(placeOf),
      hopeless: () => queues.takeHopeless(0).map(placeOf),
    }
  }

  it('go by submission, and of one submission by arrival, whichever framework they are of', () => {
    const { next } = reserved([
      { turn: 5 },
      { turn: 3, framework: 1 },
      { turn: 3 },
      { turn: 1 },
      { turn: 5, framework: 1 },
    ])
    expect([next(), next(), next(), next(), next(), next()]).toEqual([3, 1, 2, 0, 4, null])
  })

  it('go by the share of their frameworks first', () => {
    const { cluster, next } = reserved([{ turn: 1 }, { turn: 2, framework: 1 }, { turn: 3, framework: 1 }], {
      share: drf,
    })
    cluster.frameworks.usedCpuMilli[0] = 2000
    cluster.frameworks.usedCpuMilli[1] = 1000
    expect(next()).toBe(1)
    cluster.frameworks.usedCpuMilli[1] = 2000
    // Equal shares: by submission.
    expect(next()).toBe(0)
  })

  it('go by another order, each time anew', () => {
    const { cluster, jobs, next } = reserved(
      [{ estimate: 9 }, { estimate: 4 }, { estimate: 6, framework: 1 }, { estimate: 5 }],
      { order: shortestFirst },
    )
    expect(next()).toBe(1)
    cluster.jobs.estimate[jobs[0]!] = 1
    expect([next(), next(), next(), next()]).toEqual([0, 3, 2, null])
  })

  it.each([fifo, shortestFirst])('of jobs that are over leave without a word, by $name', order => {
    const { cluster, jobs, next } = reserved([{ turn: 1 }, { turn: 2 }, { turn: 3 }, { turn: 4 }], { order })
    cluster.jobs.end[jobs[0]!] = JobEnd.Cancelled
    cluster.jobs.remove(jobs[2]!)
    expect([next(), next(), next()]).toEqual([1, 3, null])
  })

  it('wait for the first where it does not fit, unless they may pass', () => {
    const jobs = [
      { cpuMilli: 5000 },
      { cpuMilli: 3000 },
      { framework: 1, cpuMilli: 4000, turn: 1 },
      { memoryMiB: 101 },
    ]
    expect(reserved(jobs).next()).toBeNull()
    const passing = reserved(jobs, { whenBlocked: 'pass' })
    expect([passing.next(), passing.next(), passing.next()]).toEqual([1, 2, null])
    expect(passing.rest()).toEqual([0, 3])
  })

  it('pass in the order of the machine: the best of those that fit', () => {
    const jobs = [
      { estimate: 1, cpuMilli: 5000 },
      { estimate: 7, framework: 1 },
      { estimate: 9 },
      { estimate: 8 },
      { estimate: 2, memoryMiB: 101 },
    ]
    const { next } = reserved(jobs, { order: shortestFirst, whenBlocked: 'pass' })
    expect([next(), next(), next(), next()]).toEqual([1, 3, 2, null])
  })

  it('pass by backfilling where they end before the first can start, or fit beside it then', () => {
    // A task of 3 cores runs until 100, one of 10 MiB until 60. The first needs 3 cores: its shadow is 100, and 1 core and
    // 50 MiB are spare then.
    const passing = (job: TableJob) => {
      const { run, cluster, next, jobs } = reserved([{ cpuMilli: 3000, memoryMiB: 50 }, job], {
        order: easy(),
      })
      run(cluster.addJob({ cpuMilli: 3000, memoryMiB: 0, estimate: 100, state: TaskState.Pending }))
      run(cluster.addJob({ cpuMilli: 0, memoryMiB: 10, estimate: 60, state: TaskState.Pending }))
      expect(jobs).toHaveLength(2)
      return next()
    }
    expect(passing({ estimate: 100 })).toBe(1)
    expect(passing({ estimate: 100, cpuMilli: 1001 })).toBeNull()
    expect(passing({ estimate: 101 })).toBe(1)
    expect(passing({ estimate: 101, memoryMiB: 50 })).toBe(1)
    expect(passing({ estimate: 101, memoryMiB: 51 })).toBeNull()
    expect(passing({ estimate: 100, memoryMiB: 51 })).toBe(1)
  })

  it('are hopeless where tasks that never end hold too much, of cores or of memory', () => {
    const { run, cluster, hopeless, rest, queues, reservations } = reserved([
      { cpuMilli: 1000, memoryMiB: 60 },
      { cpuMilli: 1001, memoryMiB: 0 },
      { framework: 1, cpuMilli: 1000, memoryMiB: 61 },
      { cpuMilli: 0, memoryMiB: 0 },
    ])
    run(cluster.addJob({ cpuMilli: 3000, memoryMiB: 40, estimate: NEVER, state: TaskState.Pending }))
    // This one ends, and what it holds with it.
    run(cluster.addJob({ cpuMilli: 1000, memoryMiB: 60, estimate: 9, state: TaskState.Pending }))
    expect(reservations.map(each => queues.isHopeless(each))).toEqual([false, true, true, false])
    expect(hopeless()).toEqual([1, 2])
    expect(rest()).toEqual([0, 3])
  })

  it('are all dropped when the machine goes down, in the order in which they came', () => {
    const { rest, next } = reserved([{ turn: 9 }, { turn: 1, framework: 1 }, { turn: 5 }])
    expect(rest()).toEqual([0, 1, 2])
    expect(next()).toBeNull()
  })
})
