/**
 * Two-level scheduling second by second. Unless said otherwise the allocator decides one second after something changed,
 * a declined machine is filtered for five, and messages take no time.
 */
import { describe, expect, it, test } from 'vitest'
import { SECOND } from '../../../../sim/engine/time.ts'
import { Machines } from '../../../../sim/world/machines.ts'
import { systems } from '../../../../systems/catalogue.ts'
import { framework, offers, systemOf, thinking } from '../../../support/small-system.ts'
import { stagedRun, startsOf } from '../../../support/staged-run.ts'
import { machinesOf, numbersOf, watchedRun, workloadOf } from '../../../support/watched-run.ts'

const two = [framework('a'), framework('b')]
const classes = ['a', 'b']

describe('an offer', () => {
  it('locks all that is free from the decision to the answer, and what is not used goes back', async () => {
    // Submitted at 0, so the allocator decides at 1: two machines of 2 cores and 100 MiB are locked. The framework thinks
    // for 0.5 s and takes 1 core and 10 MiB of one; at 1.5 the rest is free again.
    const root = offers(thinking(0.5))
    const run = await stagedRun(systemOf(root), machinesOf(2, 2, 100), [
      { submit: 0, run: 8.5, memoryMiB: 10 },
    ])
    // First fit takes the first machine of the offer; the allocator goes through them in random order.
    expect(run.log.map(line => line.replace(/ on.*/, ''))).toEqual([
      '1.5 s: job 0 starts',
      '10 s: job 0 finishes',
    ])
    const numbers = numbersOf(run.result)
    // 4 cores of 4 and 200 MiB of 200 for 0.5 s of 10; then 1 core and 10 MiB are used for 8.5 s.
    expect(numbers).toMatchObject({
      cpu_locked_share: 0.05,
      memory_locked_share: 0.05,
      cpu_used_share: 8.5 / 40,
      memory_used_share: 85 / 2000,
      offers_made: 2,
      offers_declined: 1,
      claims_accepted: 1,
      busy_useful_s: 0.5,
    })
  })

  it('travels there and back, while everything is locked', async () => {
    // Heard of at 0.1, decided at 1.1 + 0.2 for the decision, there at 1.4, thought about until 1.9, back at 2: 0.9 s
    // from the decision on are locked. The launch takes 0.3 s.
    const root = offers({ ...thinking(0.5), allocatorThink: 0.2 * SECOND })
    const latency = { scheduler: 0.1 * SECOND, machine: 0.3 * SECOND }
    const run = await stagedRun(systemOf(root, { latency }), machinesOf(1, 2), [{ submit: 0, run: 7.7 }])
    expect(run.log).toEqual(['2.3 s: job 0 starts on machine 0', '10 s: job 0 finishes on machine 0'])
    expect(numbersOf(run.result)['cpu_locked_share']).toBe(0.09)
  })

  it('goes machine by machine to the framework that holds and is offered least', async () => {
    // Both want both machines; the first goes to a (0 = 0), the second to b (1/2 > 0). Which is first is chance.
    const jobs = [0, 1].map(jobClass => ({ submit: 0, run: 10, tasks: 4, jobClass }))
    const run = await stagedRun(systemOf(offers(), { frameworks: two }), machinesOf(2, 2), jobs, { classes })
    const machineOf = (line: string) => line.at(-1)
    const [first, second, third, fourth] = startsOf(run)
    expect([first, second, third, fourth].map(line => line!.slice(0, 10))).toEqual([
      '1 s: job 0',
      '1 s: job 0',
      '1 s: job 1',
      '1 s: job 1',
    ])
    expect(machineOf(first!)).toBe(machineOf(second!))
    expect(machineOf(third!)).toBe(machineOf(fourth!))
    expect(machineOf(first!)).not.toBe(machineOf(third!))
    // The second half: both end at 11, the allocator decides at 12.
    expect(
      startsOf(run)
        .slice(4)
        .map(line => line.slice(0, 5)),
    ).toEqual(['12 s:', '12 s:', '12 s:', '12 s:'])
  })

  it('of slice cluster is everything that is free, to one framework', async () => {
    const jobs = [0, 1].map(jobClass => ({ submit: 0, run: 2, tasks: 3, jobClass }))
    const root = offers({ slice: 'cluster' })
    const run = await stagedRun(systemOf(root, { frameworks: two }), machinesOf(2, 2), jobs, { classes })
    // At 1 a takes 3 of 4 cores. At 2 what is left goes to b, at 3 what a has just given back.
    expect(startsOf(run).map(line => line.replace(/ on.*/, ''))).toEqual([
      '1 s: job 0',
      '1 s: job 0',
      '1 s: job 0',
      '2 s: job 1',
      '3 s: job 1',
      '3 s: job 1',
    ])
    expect(numbersOf(run.result)['offers_made']).toBe(3)
  })

  it('needs a minimum of cores or of memory', async () => {
    // 0.5 cores and 64 MiB are left on the machine; job 1 would fit.
    const jobs = [
      { submit: 0, run: 10, cores: 1.5, memoryMiB: 960 },
      { submit: 2.5, run: 1, cores: 0.25 },
    ]
    const starts = async (minimumCpuMilli: number, minimumMemoryMiB: number) =>
      startsOf(
        await stagedRun(systemOf(offers({ minimumCpuMilli, minimumMemoryMiB })), machinesOf(1, 2), jobs),
      )[1]
    expect(await starts(500, 500)).toBe('3.5 s: job 1 on machine 0')
    expect(await starts(900, 64)).toBe('3.5 s: job 1 on machine 0')
    // Job 0 ends at 11; at 12 there is enough.
    expect(await starts(900, 65)).toBe('12 s: job 1 on machine 0')
  })

  it('is looked at after the one before', async () => {
    // Machine 1 comes back at 1.5 and is offered at 2.2, a second after job 1 arrived, while the framework thinks from 1 to
    // 4 about job 0: it looks at it at 4, and job 1 has its machine at 7. Locked: 2 cores from 1 to 4, 2 from 2.2 to 7.
    const run = await stagedRun(
      systemOf(offers(thinking(3))),
      machinesOf(2, 2),
      [
        { submit: 0, run: 10, cores: 2 },
        { submit: 1.2, run: 3, cores: 2 },
      ],
      { script: { 0.5: stage => stage.machineDown(1), 1.5: stage => stage.machineUp(1) } },
    )
    expect(startsOf(run)).toEqual(['4 s: job 0 on machine 0', '7 s: job 1 on machine 1'])
    expect(numbersOf(run.result)).toMatchObject({
      offers_made: 2,
      offers_declined: 0,
      cpu_locked_share: 15.6 / 56,
    })
  })
})

it('a machine that comes back is offered, although nothing else happens', async () => {
  // The job finds nothing at 1. The machine is back at 50: the allocator decides at 51.
  const run = await stagedRun(systemOf(offers()), machinesOf(1, 1), [{ submit: 0, run: 1 }], {
    script: { 0: stage => stage.machineDown(0), 50: stage => stage.machineUp(0) },
    until: 100 * SECOND,
  })
  expect(startsOf(run)).toEqual(['51 s: job 0 on machine 0'])
})

it('jobs that come at the instant at which an offer does are all seen by the order before one of them takes it', async () => {
  // Offered at 1; the second job comes at 1 as well, and is shorter. The answer arms the allocator for 2, when that job ends
  // and its core is offered: the allocator, too, decides when all that happens at its instant has happened.
  const run = await stagedRun(systemOf(offers({ order: 'shortest-first' })), machinesOf(1, 1), [
    { submit: 0, run: 5 },
    { submit: 1, run: 1 },
  ])
  expect(startsOf(run)).toEqual(['1 s: job 1 on machine 0', '2 s: job 0 on machine 0'])
})

describe('a declined machine', () => {
  // Machine 0 has 4 cores and is full from 1 to 5; machine 1 has 2, too few for job 1.
  const jobs = [
    { submit: 0, run: 4, cores: 4, memoryMiB: 1024 },
    { submit: 1.2, run: 1, cores: 3 },
  ]
  const machines = () => new Machines([4000, 2000], [1024, 1024])

  it('is not offered again for a while, unless more is free', async () => {
    // 1: both are offered, job 0 takes machine 0, machine 1 is declined. Job 1 is the first in an empty queue: everything is
    // wanted again. 2: machine 1 is offered and declined until 7. 5: machine 0 is free, 6: offered, and taken.
    const run = await stagedRun(systemOf(offers()), machines(), jobs)
    expect(startsOf(run)).toEqual(['1 s: job 0 on machine 0', '6 s: job 1 on machine 0'])
    expect(numbersOf(run.result)).toMatchObject({ offers_made: 4, offers_declined: 2 })
    // Seeing at a glance that it is too small is no attempt.
    expect(numbersOf(run.result)).toMatchObject({ attempts_max: 1, attempts_without_room: 0 })
  })

  it('comes again in every round without a filter', async () => {
    // Machine 1 at 1, and then with each answer a second later: at 2, 3, 4 and, with machine 0, at 5.
    const run = await stagedRun(systemOf(offers({ declineFilter: 0 })), machines(), jobs)
    expect(startsOf(run)).toEqual(['1 s: job 0 on machine 0', '5 s: job 1 on machine 0'])
    expect(numbersOf(run.result)).toMatchObject({ offers_made: 7, offers_declined: 5 })
  })

  it('of the whole cluster is filtered for a while too', async () => {
    // 1: everything; 2: machine 1, declined until 7; 6: 6 cores, which is more.
    const run = await stagedRun(systemOf(offers({ slice: 'cluster' })), machines(), jobs)
    expect(startsOf(run)).toEqual(['1 s: job 0 on machine 0', '6 s: job 1 on machine 0'])
    expect(numbersOf(run.result)).toMatchObject({ offers_made: 3, offers_declined: 1 })
  })
})

describe('a rescinded offer', () => {
  it('comes to nothing when the answer takes longer than the timeout', async () => {
    // Offered at 1, rescinded at 3; the answer of 4 is not heard, and the machine is offered anew: again and again.
    const root = offers({ ...thinking(3), offerTimeout: 2 * SECOND })
    const run = await stagedRun(systemOf(root), machinesOf(1, 2), [{ submit: 0, run: 10 }], {
      until: 9.5 * SECOND,
    })
    expect(run.log).toEqual([])
    expect(numbersOf(run.result)).toMatchObject({
      offers_made: 3,
      offers_rescinded: 3,
      offers_declined: 0,
      claims_accepted: 0,
      jobs_never_started: 1,
      // 1…3, 4…6, 7…9 of 9.5 s.
      cpu_locked_share: 6 / 9.5,
    })
    expect(run.result.reasons).toEqual([{ reason: 'the offer was rescinded', count: 3 }])
  })

  it('does not matter when the answer came in time', async () => {
    const root = offers({ ...thinking(1), offerTimeout: 2 * SECOND })
    const run = await stagedRun(systemOf(root), machinesOf(1, 2), [{ submit: 0, run: 10 }])
    expect(startsOf(run)).toEqual(['2 s: job 0 on machine 0'])
    expect(numbersOf(run.result)['offers_rescinded']).toBe(0)
  })
})

describe('a machine that goes down while it is offered', () => {
  // Two machines of 2 cores are offered at 1 and all claimed by 2. Machine 0 is down from 1.5 to 6.5.
  const run = (gang: boolean) =>
    stagedRun(systemOf(offers(thinking(1))), machinesOf(2, 2), [{ submit: 0, run: 10, tasks: 4, gang }], {
      script: { 1.5: stage => stage.machineDown(0), 6.5: stage => stage.machineUp(0) },
    })

  it('takes its claims with it, and the rest is launched', async () => {
    const down = await run(false)
    // Machine 0 is offered a second after it is back.
    expect(startsOf(down)).toEqual([
      '2 s: job 0 on machine 1',
      '2 s: job 0 on machine 1',
      '8.5 s: job 0 on machine 0',
      '8.5 s: job 0 on machine 0',
    ])
    expect(down.result.reasons).toEqual([{ reason: 'the machine is down', count: 2 }])
    expect(numbersOf(down.result)).toMatchObject({ claims_accepted: 4, claims_refused: 2 })
  })

  it('takes the whole gang with it', async () => {
    const down = await run(true)
    // Nothing was used of machine 1, so it is filtered until 7; at 7.5 both are offered.
    expect(startsOf(down).map(line => line.split(' ')[0])).toEqual(['8.5', '8.5', '8.5', '8.5'])
    expect(down.result.reasons).toContainEqual({ reason: 'the machine is down', count: 2 })
    expect(down.result.reasons).toContainEqual({
      reason: 'rolled back with another claim of its transaction',
      count: 2,
    })
  })
})

describe('a job that is given up while its framework thinks', () => {
  it('leaves nothing locked, also when its row is another job’s by the time of the answer', async () => {
    // Job 0 starts its first task at 4 on machine 0. Machine 1 comes at 5, is offered at 6, and the second task is claimed
    // there; the answer is due at 9. At 7 the first task fails and job 0 is given up; at 8 job 1 takes its row.
    const run = await stagedRun(
      systemOf(offers(thinking(3))),
      machinesOf(2, 2),
      [
        { submit: 0, run: 10, cores: 2, tasks: 2 },
        { submit: 8, run: 1, cores: 1 },
      ],
      {
        script: {
          0.5: stage => stage.machineDown(1),
          5: stage => stage.machineUp(1),
          7: stage => stage.failTask(0),
        },
      },
    )
    expect(startsOf(run)[0]).toBe('4 s: job 0 on machine 0')
    expect(run.ends).toEqual([
      '7 s: job 0 has failed (job 0 at 7 s: a task failed)',
      expect.stringMatching(/job 1 is finished/),
    ])
    expect(run.result.reasons).toEqual([{ reason: 'the task is not wanted any more', count: 1 }])
    run.cluster.engine.run(60 * SECOND)
    expect([...run.cluster.machines.freeCpuMilli]).toEqual([2000, 2000])
  })
})

test('a gang gets machines that become free one after the other, although it declines each alone', async () => {
  const { root, frameworks, quirks } = systems['offers']!
  const system = {
    name: 'offers',
    root: { ...root, allocatorThink: 0, think: { default: { perJob: 0, perTask: 0 } } },
    frameworks,
    latency: { scheduler: 0, machine: 0, status: 0 },
    quirks,
  }
  // Two machines of one core. At 1 s both are offered: the job takes one, the gang declines the other until 6 s. The job
  // ends at 4 s; its machine is offered at 5 s and declined until 10 s. The answer brings the next round, at 6 s: the first
  // filter is over, and as the framework has a gang that found some room, so is the other, and both are offered.
  const jobs = workloadOf([
    { submit: 0, run: 3 },
    { submit: 0.5, run: 10, tasks: 2, gang: true },
  ])
  const { starts } = await watchedRun(system, machinesOf(2, 1), jobs, { until: 60 * SECOND })
  expect(starts.get(0)).toEqual([1])
  expect(starts.get(1)).toEqual([6, 6])
})
