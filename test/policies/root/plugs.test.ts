/**
 * Roots with other plugs than the generic ones: what a real system brings along.
 */
import { expect, test } from 'vitest'
import { Batch } from '../../../policies/frameworks/batch.ts'
import type { PendingQueue, Planner } from '../../../policies/root/decider.ts'
import { Monolithic } from '../../../policies/root/monolithic.ts'
import type { Allocator, OfferDesk } from '../../../policies/root/offers/allocator.ts'
import { Offers } from '../../../policies/root/offers/offers.ts'
import type { Taker } from '../../../policies/root/offers/taker.ts'
import { Cluster } from '../../../sim/cluster.ts'
import type { RootScheduler } from '../../../sim/contracts.ts'
import { NEVER, SECOND, type Time } from '../../../sim/engine/time.ts'
import { Submissions } from '../../../sim/submissions.ts'
import { JobBatch } from '../../../sim/world/batch.ts'
import { Claims } from '../../../sim/world/claims.ts'
import { type JobId, NONE } from '../../../sim/world/handles.ts'
import { Machines } from '../../../sim/world/machines.ts'
import type { View } from '../../../sim/world/views.ts'

const failure = {
  onFailure: 'cancel',
  retries: 0,
  backoff: 0,
  backoffFactor: 1,
  maxBackoff: NEVER,
  cancels: 'nothing',
} as const

/** Runs one-core tasks of four seconds, all submitted at 0, and tells which job started when and where. */
function startsUnder(root: RootScheduler, machines: Machines, classes: readonly number[]): string[] {
  const latency = { scheduler: 0, machine: 0, status: 0 }
  const window = { warmup: 0, until: NEVER, busyUntil: NEVER, slices: 2 }
  const cluster = new Cluster({ seed: 'oak', machines, classes: ['a', 'b'], latency, ...window })
  for (const name of ['a', 'b']) cluster.addFramework(new Batch(name, failure), 1, [name])
  const starts: string[] = []
  const { tasks, jobs } = cluster
  cluster.probes.add({
    taskStarted: (task, now) =>
      starts.push(`${now / SECOND} s: job ${jobs.id[tasks.job[task]!]} on ${tasks.machine[task]}`),
  })
  cluster.start(root)
  const batch = new JobBatch(classes.length)
  batch.clear()
  for (const jobClass of classes) batch.jobClass[batch.add(0, 4 * SECOND)] = jobClass
  const submissions = new Submissions(cluster)
  cluster.engine.feed(submissions)
  submissions.load(batch)
  // The engine stops with the last submission, and again when there is nothing left.
  cluster.engine.run(100 * SECOND)
  cluster.engine.run(100 * SECOND)
  return starts
}

/** Jobs that wait, by the order in which they came, and nothing more. */
class Waiting {
  protected readonly cluster: Cluster
  readonly jobs: JobId[] = []
  readonly measured: PendingQueue['measured']

  constructor(cluster: Cluster, name: string) {
    this.cluster = cluster
    this.measured = cluster.recorder.scheduler(name)
  }

  submit(job: JobId): void {
    if (!this.jobs.includes(job)) this.jobs.push(job)
  }

  withdraw(job: JobId): void {
    if (this.jobs.includes(job)) this.jobs.splice(this.jobs.indexOf(job), 1)
  }

  launched(): void {}
  released(): void {}
  changed(): void {}
  changedAll(): void {}
}

test('the monolithic root takes a queue and a planner of one’s own', () => {
  /** Last in, first out; a second of thought; the last machine that fits. */
  class LastFirst extends Waiting implements PendingQueue, Planner {
    readonly claims = new Claims()

    next(view: View): JobId {
      return view.freeCpu < 1000 ? NONE : (this.jobs.pop() ?? NONE)
    }

    settle(): void {}

    thinkTime(): Time {
      return SECOND
    }

    attempt(view: View, job: JobId): number {
      let machine = view.memberCount - 1
      while (!view.fits(machine, 1000, 0)) machine--
      this.claims.add(view, machine, job, this.cluster.jobs)
      return 1
    }
  }
  const plugs = (cluster: Cluster) => {
    const scheduler = new LastFirst(cluster, 'last-first')
    return { queue: scheduler, planner: scheduler, preemption: null }
  }
  const options = { freeFailedAttempts: false, expectedEndsAreFree: false, passPerEvent: false }
  // Job 3 is thought about until 1 and takes machine 1, job 2 until 2 and machine 0. At 5 machine 1 is free: job 1 until 6, when
  // machine 0 is free as well: job 0 until 7.
  expect(
    startsUnder(new Monolithic(plugs, options), new Machines([1000, 1000], [0, 0]), [0, 0, 0, 0]),
  ).toEqual(['1 s: job 3 on 1', '2 s: job 2 on 0', '6 s: job 1 on 1', '7 s: job 0 on 0'])
})

test('the offers root takes an allocator and frameworks of one’s own, which answer offers themselves', () => {
  /** Every two seconds, machine by machine to whoever comes last in the experiment and wants something. */
  class LastFramework implements Allocator {
    private isArmed = false
    private readonly cluster: Cluster
    private readonly decides: number

    constructor(cluster: Cluster, desk: OfferDesk) {
      this.cluster = cluster
      this.decides = cluster.engine.on(() => {
        this.isArmed = false
        const framework = [...desk.mayWant()].filter(each => desk.wants(each)).at(-1)
        if (framework === undefined) return
        const { machines } = cluster
        for (let machine = 0; machine < machines.count; machine++) {
          if (machines.freeCpuMilli[machine] === 0) continue
          const offer = desk.begin(framework)
          offer.lock(machine)
          desk.send(offer, 0)
        }
      })
    }

    changed(): void {
      if (this.isArmed) return
      this.isArmed = true
      this.cluster.engine.at(this.cluster.now + 2 * SECOND, this.decides, 0, 0)
    }
  }

  /** One task an offer, without thought. */
  class OneByOne extends Waiting implements Taker {
    readonly isShort = false

    get hungry(): boolean {
      return this.jobs.length > 0
    }

    answer(view: View, claims: Claims): Time {
      const job = this.jobs.shift()
      if (job === undefined) return 0
      claims.add(view, view.member(0), job, this.cluster.jobs)
      this.cluster.jobs.claimed[job]!++
      return 0
    }
  }
  const root = new Offers(
    {
      allocator: (cluster, desk) => new LastFramework(cluster, desk),
      taker: (cluster, framework) => new OneByOne(cluster, `framework ${framework}`),
    },
    {
      slice: 'machine',
      offerTimeout: 0,
      keepsOffers: false,
      decisionTime: 2 * SECOND,
      frameworksNotSerialised: false,
      passPerEvent: false,
    },
  )
  // Two machines of two cores; b, whose jobs are 2, 3 and 4, is offered both at 2, and puts one task on each. At 4 it is offered
  // what is left of both and takes one core of machine 0; a gets the core of machine 1 at 6, with what ended then.
  expect(startsUnder(root, new Machines([2000, 2000], [0, 0]), [0, 0, 1, 1, 1])).toEqual([
    '2 s: job 2 on 0',
    '2 s: job 3 on 1',
    '4 s: job 4 on 0',
    '6 s: job 0 on 0',
    '6 s: job 1 on 1',
  ])
})
