/**
 * Whole runs on Kubernetes, worked by hand. The scheduler decides and binds at once and messages take no time, so that every second
 * is one of a controller, a kubelet or a node.
 */
import { describe, expect, it } from 'vitest'
import { HOUR, MINUTE, NEVER, SECOND } from '../../../../sim/engine/time.ts'
import type { MachineEvent } from '../../../../sim/hardware/machine-events.ts'
import { Machines } from '../../../../sim/world/machines.ts'
import { kubernetesOf, nodes } from '../../../support/kubernetes-run.ts'
import { type StagedRun, type Staging, stagedRun, startsOf } from '../../../support/staged-run.ts'
import type { WrittenJob } from '../../../support/watched-run.ts'
import { node } from '../pods.ts'

const service = (tasks: number, others: Partial<WrittenJob> = {}): WrittenJob => ({
  submit: 0,
  run: NEVER,
  tasks,
  ...others,
})

const never = { meanTimeToFailure: NEVER, meanTimeToRepair: NEVER }
const crashes = (...events: MachineEvent[]): Staging => ({ hardware: { ...never, events } })
const crash = (at: number, machine: number): MachineEvent => ({ at: at * SECOND, machine, event: 'crash' })
const back = (at: number, machine: number): MachineEvent => ({ at: at * SECOND, machine, event: 'return' })

/** How often something happens at each second: '100 s: 5 starts'. */
function counts({ log }: StagedRun): string[] {
  const found = new Map<string, number>()
  for (const line of log) {
    const [, at, what] = /^(.* s): job \d+ (starts|is [a-z ]+?|finishes|fails)(?: on machine| away|$)/.exec(
      line,
    )!
    found.set(`${at} ${what}`, (found.get(`${at} ${what}`) ?? 0) + 1)
  }
  return [...found].map(([key, count]) => {
    const [, at, what] = /^(.* s) (.*)$/.exec(key)!
    return `${at}: ${count} ${what}`
  })
}

describe('a node that dies', () => {
  /**
   * Machine 0 sends heartbeats at 0, 10 … and dies at 1 s. A look at 0 s saw the last one: at 50 s the node is Unknown, at 55 s it
   * gets the taint NoExecute, 300 s later its pod is deleted and another is made.
   */
  it('keeps its pods for five minutes after its taint', async () => {
    const run = await stagedRun(kubernetesOf(), nodes(3), [service(3)], {
      until: 10 * MINUTE,
      ...crashes(crash(1, 0)),
    })
    expect(startsOf(run).slice(3)).toEqual(['355 s: job 0 on machine 1'])
  })

  it('starts its pods again where they were when it is back before that', async () => {
    const run = await stagedRun(kubernetesOf(), nodes(3), [service(3)], {
      until: 10 * MINUTE,
      ...crashes(crash(1, 0), back(200, 0)),
    })
    expect(startsOf(run).slice(3)).toEqual(['200 s: job 0 on machine 0'])
  })

  it('loses pods after as long as they tolerate it', async () => {
    const run = await stagedRun(kubernetesOf({ toleration: 30 * SECOND }), nodes(3), [service(3)], {
      until: 10 * MINUTE,
      ...crashes(crash(1, 0)),
    })
    expect(startsOf(run).slice(3)).toEqual(['85 s: job 0 on machine 1'])
  })

  /** The pod of a StatefulSet is deleted and not gone: no other has its number until the node is back, at 500 s. */
  it('holds up the pod of a StatefulSet until it is back', async () => {
    const run = await stagedRun(kubernetesOf({ statefulSets: ['db'] }), nodes(3), [service(3)], {
      classes: ['db'],
      until: 10 * MINUTE,
      ...crashes(crash(1, 0), back(500, 0)),
    })
    expect(startsOf(run).slice(3)).toEqual(['500 s: job 0 on machine 0'])
  })

  /**
   * A Job's pod is lost in the same way, and has failed when it is deleted, at 355 s. Its back-off is 10 s; the 600 s begin anew.
   */
  it('costs a Job a failure', async () => {
    const run = await stagedRun(kubernetesOf(), nodes(2), [{ submit: 0, run: 600 }], {
      until: HOUR,
      ...crashes(crash(1, 0), back(2000, 0)),
    })
    expect(startsOf(run)).toEqual(['0 s: job 0 on machine 0', '365 s: job 0 on machine 1'])
    expect(run.ends).toEqual(['2000 s: job 0 is finished'])
  })
})

it('a node that was cordoned before the run takes no pods when it is back, either', async () => {
  const written = {
    nodes: [node('a', {}, { unschedulable: true }), node('b', {}, { allocatablePods: 1 })],
    services: [],
    namespaces: new Map(),
  }
  const run = await stagedRun(kubernetesOf({}, { written }), nodes(2), [service(2)], {
    until: 10 * MINUTE,
    ...crashes(crash(10, 0), back(20, 0)),
  })
  expect(startsOf(run)).toEqual(['0 s: job 0 on machine 1'])
})

describe('an eviction storm', () => {
  /**
   * 6 of 20 nodes die at 1 s, each with a pod: machine m sent its last heartbeat before that if m < 3 (at m/2 s), the others count
   * from the start, and a look at 5 s or 0 s saw it. So machines 0, 3, 4 and 5 are Unknown at 50 s, 1 and 2 at 55 s. From 55 s on one
   * of them is tainted every 10 s, and 300 s later its pod starts elsewhere.
   */
  it('is held to a node every ten seconds', async () => {
    const dead = [0, 1, 2, 3, 4, 5]
    const run = await stagedRun(kubernetesOf(), nodes(20), [service(20)], {
      until: 10 * MINUTE,
      ...crashes(...dead.map(machine => crash(1, machine))),
    })
    expect(
      startsOf(run)
        .slice(20)
        .map(line => line.split(':')[0]),
    ).toEqual([...['355 s', '365 s', '375 s', '385 s', '395 s', '405 s']])
    const counted = run.result.metrics!.filter(({ name }) => /eviction/.test(name))
    expect(counted.map(({ name, labels, value }) => [name, ...Object.values(labels), value])).toEqual([
      ['taint_eviction_controller_pod_deletions_total', 6],
      ['node_collector_evictions_total', '', 6],
      ['pod_evictions_total', 'DeletionByTaintManager', 6],
    ])
  })

  /** 12 of 20 are 60 %, and the zone is small: nobody is evicted at all. */
  it('is stopped where most of a small zone is down', async () => {
    const dead = Array.from({ length: 12 }, (_, machine) => machine)
    const run = await stagedRun(kubernetesOf(), nodes(20), [service(20)], {
      until: HOUR,
      ...crashes(...dead.map(machine => crash(1, machine))),
    })
    expect(startsOf(run)).toHaveLength(20)
  })
})

describe('a rolling update of 10 at 25 % and 25 %', () => {
  /**
   * Old pods end 30 s after they were told to; new ones are ready after 20 s. At 100 s 5 new ones beside 8 old ones, at 120 s 10 beside
   * 3, at 140 s the last old ones are told. What was told at 100 s is gone at 130 s, and so on.
   */
  it('takes three steps', async () => {
    const run = await stagedRun(
      kubernetesOf({ readyAfter: 20 * SECOND, upgrades: [{ at: 100 * SECOND }] }),
      nodes(10),
      [service(10)],
      { until: 10 * MINUTE },
    )
    expect(counts(run)).toEqual([
      '0 s: 10 starts',
      ...['100 s: 5 starts', '120 s: 5 starts'],
      ...['130 s: 2 is scaled', '150 s: 5 is scaled', '170 s: 3 is scaled'],
    ])
    // The Deployment's own start took 20 s, its update 40 s.
    expect(run.result.rows[0]!.numbers['deployment_mean_s']).toBe(30)
  })

  it('stalls where no new pod becomes ready, and says so', async () => {
    const run = await stagedRun(
      kubernetesOf({ readyAfter: 20 * SECOND, upgrades: [{ at: 100 * SECOND, failing: 1 }] }),
      nodes(10),
      [service(10)],
      { until: HOUR },
    )
    expect(counts(run)).toEqual(['0 s: 10 starts', '100 s: 5 starts', '130 s: 2 is scaled'])
    expect(run.result.reasons).toContainEqual({
      reason: 'a rollout exceeded its progress deadline',
      count: 1,
    })
  })

  it('sends its requests at 20 a second after the first 30', async () => {
    const run = await stagedRun(kubernetesOf({ apiQps: 20 }), nodes(20), [service(50)], { until: MINUTE })
    // The 31st comes at 50 ms, the 50th at 1 s.
    const starts = startsOf(run)
    expect(starts.filter(line => line.startsWith('0 s'))).toHaveLength(30)
    expect(starts[30]).toMatch(/^0\.05 s/)
    expect(starts[49]).toMatch(/^1 s/)
  })
})

describe('a container that fails', () => {
  /** The kubelet starts it again where it is: at once, and after the second failure 10 s later. */
  it('is started again on its node', async () => {
    const run = await stagedRun(kubernetesOf(), nodes(3), [service(1)], {
      until: 10 * MINUTE,
      script: Object.fromEntries([100, 120].map(at => [at, stage => stage.failTask(0)])),
    })
    expect(startsOf(run)).toEqual([
      ...['0 s: job 0 on machine 0', '100 s: job 0 on machine 0', '130 s: job 0 on machine 0'],
    ])
  })
})

describe('a Job', () => {
  /** As in the test of its controller: 0, 15, 40, 85, 170 s, each fails after 5 s, and the fifth is one too many at 176 s. */
  it('is given up after its back-off limit', async () => {
    const run = await stagedRun(kubernetesOf({ backoffLimit: 4 }), nodes(1), [{ submit: 0, run: 600 }], {
      until: HOUR,
      script: Object.fromEntries([5, 20, 45, 90, 175].map(at => [at, stage => stage.failTask(0)])),
    })
    expect(startsOf(run).map(line => line.split(':')[0])).toEqual(['0 s', '15 s', '40 s', '85 s', '170 s'])
    expect(run.ends).toEqual([
      '176 s: job 0 has failed (job 0 at 176 s: its pods failed more often than its back-off limit)',
    ])
  })

  it('runs no more pods than it may, and the next when one is done and seen', async () => {
    const run = await stagedRun(
      kubernetesOf({ parallelism: 2 }),
      new Machines([4000], [8192]),
      [{ submit: 0, run: 30, tasks: 3 }],
      { until: HOUR },
    )
    expect(startsOf(run).map(line => line.split(':')[0])).toEqual(['0 s', '0 s', '31 s'])
    expect(run.ends).toEqual(['61 s: job 0 is finished'])
  })

  it('ends at its deadline', async () => {
    const run = await stagedRun(
      kubernetesOf({ activeDeadline: MINUTE }),
      nodes(1),
      [{ submit: 0, run: 600 }],
      { until: HOUR },
    )
    expect(run.ends).toEqual(['90 s: job 0 has failed (job 0 at 60 s: its deadline was over)'])
  })
})

describe('a CronJob', () => {
  /** Each Job runs 90 s. That of 60 s ends at 150.1 s; a second later its CronJob knows. */
  const every = { cron: '* * * * *', concurrency: 'forbid', cpuMilli: 1000, memoryMiB: 100 } as const

  it('starts a Job late, or misses it when its deadline is over', async () => {
    const late = await stagedRun(
      kubernetesOf({ schedules: [{ ...every, duration: 90 * SECOND }] }),
      nodes(1),
      [],
      {
        until: 300 * SECOND,
      },
    )
    expect(startsOf(late).map(line => line.split(':')[0])).toEqual(['60.1 s', '151.1 s', '242.1 s'])
    const missed = await stagedRun(
      kubernetesOf({
        schedules: [{ ...every, duration: 90 * SECOND, startingDeadline: 20 * SECOND }],
      }),
      nodes(1),
      [],
      { until: 320 * SECOND },
    )
    expect(startsOf(missed).map(line => line.split(':')[0])).toEqual(['60.1 s', '180.1 s', '300.1 s'])
    expect(missed.result.reasons).toContainEqual({
      reason: 'a time of a CronJob passed without a Job',
      count: 2,
    })
  })
})

describe('a node that is back', () => {
  /** It dies at 1 s, is missed and tainted, and is back at 200 s: a look takes the last taint away, and what comes later may go there. */
  it('takes pods again', async () => {
    const run = await stagedRun(kubernetesOf(), nodes(1), [{ submit: 400, run: 10, cores: 4 }], {
      until: 10 * MINUTE,
      ...crashes(crash(1, 0), back(200, 0)),
    })
    expect(startsOf(run)).toEqual(['400 s: job 0 on machine 0'])
  })
})

describe('a pod without grace on a node that is dead', () => {
  /** As above the pod is deleted at 355 s. Nobody waits for its node: it is gone at once, and another has its number. */
  it('is gone when it is deleted', async () => {
    const run = await stagedRun(
      kubernetesOf({ statefulSets: ['db'], killGrace: 0 }),
      nodes(3),
      [service(3)],
      { classes: ['db'], until: 10 * MINUTE, ...crashes(crash(1, 0), back(500, 0)) },
    )
    expect(startsOf(run).slice(3)).toEqual(['355 s: job 0 on machine 1'])
  })
})
