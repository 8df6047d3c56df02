import { describe, expect, it } from 'vitest'
import { SECOND } from '../../../sim/engine/time.ts'
import { framework, monolithic, systemOf, thinking } from '../../support/small-system.ts'
import { stagedRun, startsOf } from '../../support/staged-run.ts'
import { machinesOf, numbersOf } from '../../support/watched-run.ts'

describe('thinking', () => {
  it('is about one job at a time, constant + per task, and places at its end', async () => {
    // 1 s a job and 0.5 s a task: job 0 (one task) from 0 to 1.5, job 1 (three tasks) from 1.5 to 1.5 + 1 + 3 × 0.5 = 4.
    const system = systemOf(monolithic(thinking(1, 0.5)))
    const run = await stagedRun(system, machinesOf(1, 4), [
      { submit: 0, run: 10 },
      { submit: 0.2, run: 10, tasks: 3 },
    ])
    expect(startsOf(run)).toEqual([
      '1.5 s: job 0 on machine 0',
      '4 s: job 1 on machine 0',
      '4 s: job 1 on machine 0',
      '4 s: job 1 on machine 0',
    ])
    const numbers = numbersOf(run.result, 'scheduler', 'root')
    expect(numbers).toMatchObject({ decisions: 2, busy_useful_s: 4, busy_wasted_s: 0, claims_accepted: 4 })
    // Job 1 waited in line from 0.2 to 1.5.
    expect(numbersOf(run.result)['queue_first_mean_s']).toBe(1.3 / 2)
  })

  it('of a slow class holds up a fast one: paths may differ in length, but there is one queue', async () => {
    const second = { perJob: SECOND, perTask: 0 }
    const think = { default: second, service: { perJob: 5 * SECOND, perTask: 0 } }
    const jobs = [
      { submit: 0, run: 10, jobClass: 1 },
      { submit: 1, run: 10, jobClass: 0 },
    ]
    const run = await stagedRun(systemOf(monolithic({ think })), machinesOf(1, 4), jobs, {
      classes: ['batch', 'service'],
    })
    // The service is thought about from 0 to 5, the batch job from 5 to 6.
    expect(startsOf(run)).toEqual(['5 s: job 0 on machine 0', '6 s: job 1 on machine 0'])
  })

  it('sees what becomes free meanwhile, because it looks at the end', async () => {
    // Job 1 is thought about from 2 to 4; job 0 ends at 3.
    const run = await stagedRun(systemOf(monolithic(thinking(2))), machinesOf(1, 1), [
      { submit: 0, run: 1 },
      { submit: 1, run: 1 },
    ])
    expect(startsOf(run)).toEqual(['2 s: job 0 on machine 0', '4 s: job 1 on machine 0'])
    expect(numbersOf(run.result)['attempts_without_room']).toBe(0)
  })

  it('about a job that is cancelled meanwhile comes to nothing', async () => {
    // Two stages without parents: 0 is decided by 5 and fails at 7, while 1 is thought about from 5 to 10.
    const flows = framework('flows', { kind: 'pipelines', takes: ['*'], cancels: 'pipeline' })
    const jobs = [
      { submit: 0, run: 10, pipeline: 0 },
      { submit: 0, run: 10, pipeline: 0 },
      { submit: 0, run: 10 },
    ]
    const run = await stagedRun(
      systemOf(monolithic(thinking(5)), { frameworks: [flows] }),
      machinesOf(1, 4),
      jobs,
      {
        script: { 7: stage => stage.failTask(0) },
      },
    )
    expect(startsOf(run)).toEqual(['5 s: job 0 on machine 0', '15 s: job 2 on machine 0'])
    expect(numbersOf(run.result)).toMatchObject({ decisions: 3, busy_useful_s: 15, claims_accepted: 2 })
  })
})

describe('a job that does not fit', () => {
  // 3 cores. Job 0 holds 2 until 10; job 1 needs 2, job 2 needs 1.
  const jobs = [
    { submit: 0, run: 10, cores: 2 },
    { submit: 1, run: 20, cores: 2 },
    { submit: 2, run: 20, cores: 1 },
  ]
  const starts = async (whenBlocked: 'wait' | 'pass' | 'retry') => {
    const root = monolithic({ whenBlocked, retryAfter: 4 * SECOND })
    const run = await stagedRun(systemOf(root), machinesOf(1, 3), jobs)
    return { starts: startsOf(run), numbers: numbersOf(run.result) }
  }

  it('blocks what is behind it under wait', async () => {
    const { starts: order, numbers } = await starts('wait')
    expect(order).toEqual(['0 s: job 0 on machine 0', '10 s: job 1 on machine 0', '10 s: job 2 on machine 0'])
    // Job 1 is tried at 1 and at 10; job 2, behind it, at 10 only.
    expect(numbers).toMatchObject({ decisions: 4, attempts_without_room: 1, attempts_max: 2 })
    // 9 s and 8 s in line.
    expect(numbers['queue_total_mean_s']).toBe(17 / 3)
  })

  it('is parked under pass until something changes', async () => {
    const { starts: order, numbers } = await starts('pass')
    expect(order).toEqual(['0 s: job 0 on machine 0', '2 s: job 2 on machine 0', '10 s: job 1 on machine 0'])
    expect(numbers).toMatchObject({ decisions: 4, attempts_without_room: 1, attempts_max: 2 })
    // A parked job is in the queue: 9 s.
    expect(numbers['queue_total_mean_s']).toBe(3)
  })

  it('comes back after a while under retry', async () => {
    const { starts: order, numbers } = await starts('retry')
    // Job 1 is tried at 1, 5, 9 and 13.
    expect(order).toEqual(['0 s: job 0 on machine 0', '2 s: job 2 on machine 0', '13 s: job 1 on machine 0'])
    expect(numbers).toMatchObject({ decisions: 6, attempts_without_room: 3, attempts_max: 4 })
    // The pauses are no time in a queue.
    expect(numbers['queue_total_mean_s']).toBe(0)
  })
})

describe('a job of several tasks', () => {
  // Two machines with 2 cores each; job 0 holds one core until 10.
  const jobs = (gang: boolean) => [
    { submit: 0, run: 10 },
    { submit: 1, run: 5, tasks: 4, gang },
  ]

  it('starts task by task as they fit', async () => {
    const run = await stagedRun(systemOf(monolithic()), machinesOf(2, 2), jobs(false))
    // Three cores are free at 1; their tasks end at 6, the one on machine 0 first, whose core the last task takes.
    expect(startsOf(run)).toEqual([
      '0 s: job 0 on machine 0',
      '1 s: job 1 on machine 0',
      '1 s: job 1 on machine 1',
      '1 s: job 1 on machine 1',
      '6 s: job 1 on machine 0',
    ])
    expect(numbersOf(run.result)).toMatchObject({
      wait_first_max_s: 0,
      wait_last_max_s: 5,
      response_max_s: 10,
    })
  })

  it('starts whole or not at all as a gang', async () => {
    const run = await stagedRun(systemOf(monolithic()), machinesOf(2, 2), jobs(true))
    expect(startsOf(run)).toEqual([
      '0 s: job 0 on machine 0',
      '10 s: job 1 on machine 0',
      '10 s: job 1 on machine 0',
      '10 s: job 1 on machine 1',
      '10 s: job 1 on machine 1',
    ])
    expect(numbersOf(run.result)).toMatchObject({ wait_first_max_s: 9, wait_last_max_s: 9 })
  })
})

describe('messages', () => {
  it('take their time each: to the scheduler, to the machine, and back to the framework', async () => {
    // Submitted at 0, heard of at 1, placed at once, running from 1 + 2 = 3, over at 13, known to be over at 13 + 4 = 17.
    const latency = { scheduler: SECOND, machine: 2 * SECOND, status: 4 * SECOND }
    const run = await stagedRun(systemOf(monolithic(), { latency }), machinesOf(1, 1), [
      { submit: 0, run: 10 },
      { submit: 0, run: 10 },
    ])
    expect(run.log).toEqual([
      '3 s: job 0 starts on machine 0',
      '13 s: job 0 finishes on machine 0',
      // The core is free again at 13, when the scheduler places job 1.
      '15 s: job 1 starts on machine 0',
      '25 s: job 1 finishes on machine 0',
    ])
    expect(run.ends).toEqual(['17 s: job 0 is finished', '29 s: job 1 is finished'])
    // A job's response ends on the machine; its core is held from placement to end, 1…13 and 13…25 of 29 s.
    expect(numbersOf(run.result)).toMatchObject({
      response_p50_s: 13,
      response_max_s: 25,
      cpu_used_share: 24 / 29,
    })
  })
})

describe('jobs that come at one instant', () => {
  it('are all seen by the order before one of them takes the machine', async () => {
    const jobs = [3, 2, 1].map(run => ({ submit: 0, run }))
    const run = await stagedRun(systemOf(monolithic({ order: 'shortest-first' })), machinesOf(1, 1), jobs)
    expect(startsOf(run).map(line => line.replace(/ on.*/, ''))).toEqual([
      '0 s: job 2',
      '1 s: job 1',
      '3 s: job 0',
    ])
  })

  it('get the machine one by one with a pass for every event, in the order in which they came', async () => {
    const jobs = [3, 2, 1].map(run => ({ submit: 0, run }))
    const system = systemOf(monolithic({ order: 'shortest-first' }), { quirks: { passPerEvent: true } })
    const run = await stagedRun(system, machinesOf(1, 1), jobs)
    expect(startsOf(run).map(line => line.replace(/ on.*/, ''))).toEqual([
      '0 s: job 0',
      '3 s: job 2',
      '4 s: job 1',
    ])
  })

  it('find all that ends then free: a gang takes both machines before what came later takes one', async () => {
    // Two machines of one core. Jobs 0 and 1 end at 10, one after the other. The gang is the first in line, and nothing that
    // may pass it should take the first core before the second is free.
    const run = await stagedRun(systemOf(monolithic()), machinesOf(2, 1), [
      { submit: 0, run: 10 },
      { submit: 0, run: 10 },
      { submit: 1, run: 5, tasks: 2, gang: true },
      { submit: 2, run: 5 },
    ])
    expect(startsOf(run).map(line => line.replace(/ on.*/, ''))).toEqual([
      '0 s: job 0',
      '0 s: job 1',
      '10 s: job 2',
      '10 s: job 2',
      '15 s: job 3',
    ])
  })

  it('that a decision frees the machine for are the next round of the instant', async () => {
    // Job 0 lasts no time: it is chosen and over at 0, before jobs 1 and 2 are looked at again.
    const jobs = [0, 5, 4].map(run => ({ submit: 0, run }))
    const run = await stagedRun(systemOf(monolithic({ order: 'shortest-first' })), machinesOf(1, 1), jobs)
    expect(run.log.map(line => line.replace(/ on.*/, ''))).toEqual([
      '0 s: job 0 starts',
      '0 s: job 0 finishes',
      '0 s: job 2 starts',
      '4 s: job 2 finishes',
      '4 s: job 1 starts',
      '9 s: job 1 finishes',
    ])
  })
})

describe('first come, first served', () => {
  it('is the order of submission, also for a job that comes back from a lost machine', async () => {
    // One machine of 2 cores. Job 0 runs from 20 to 50; jobs 1 (20 s) and 2 (40 s) wait. The machine is down from 55 to 60,
    // while job 1 runs: it comes back behind job 2 in time, and goes before it.
    const relaunching = [framework('batch', { takes: ['*'], onFailure: 'relaunch' })]
    const jobs = [0, 20, 40].map(submit => ({ submit, run: submit === 0 ? 50 : 30, tasks: 2, gang: true }))
    const run = await stagedRun(
      systemOf(monolithic({ whenBlocked: 'wait' }), { frameworks: relaunching }),
      machinesOf(1, 2),
      jobs,
      { script: { 55: stage => stage.machineDown(0), 60: stage => stage.machineUp(0) } },
    )
    expect([...new Set(startsOf(run))]).toEqual([
      '0 s: job 0 on machine 0',
      '50 s: job 1 on machine 0',
      '60 s: job 1 on machine 0',
      '90 s: job 2 on machine 0',
    ])
  })

  it('is that of submission also for one that backed off after a failure', async () => {
    // Job 0 fails at 1 and is launched again from 4 on; job 1, submitted at 2, waits for the end of job 2, which took the
    // machine at 1. At 6 job 0 goes first.
    const retrying = [
      framework('batch', { takes: ['*'], onFailure: 'retry', retries: 1, backoff: 3 * SECOND }),
    ]
    const run = await stagedRun(
      systemOf(monolithic(), { frameworks: retrying }),
      machinesOf(1, 1),
      [
        { submit: 0, run: 2 },
        { submit: 2, run: 1 },
        { submit: 0.5, run: 5 },
      ].sort((a, b) => a.submit - b.submit),
      { script: { 1: stage => stage.failTask(0) } },
    )
    expect(startsOf(run).map(line => line.replace(/ on.*/, ''))).toEqual([
      '0 s: job 0',
      '1 s: job 1',
      '6 s: job 0',
      '8 s: job 2',
    ])
  })
})
