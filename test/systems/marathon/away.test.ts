/**
 * Instances behind a partition. Agents answer pings every 15 s, the first at 0 s: one that is cut off at 100 s misses those of 105 to
 * 165 s and is given up at 180 s by Mesos at head, which a Marathon at head hears 1 ms later. Under DC/OS 1.8 it may miss twenty, and is given up
 * at 405 s. An agent that comes back registers within a second. An instance that is wanted under 1.3 runs 4 ms later: a revive, an offer,
 * the answer and the launch. At head offers come with the next allocation, at a full second, and the instance runs 3 ms after it.
 */
import { describe, expect, test } from 'vitest'
import { MINUTE, NEVER, SECOND } from '../../../sim/engine/time.ts'
import { agents, marathonOf } from '../../support/marathon-run.ts'
import { stagedRun } from '../../support/staged-run.ts'
import { cutOff, dying, events, secondsOf, service, strategy } from './cut-off.ts'

describe('an agent that comes back', () => {
  test('before the instance is inactive: nothing was started in its place, and it is one of the app again', async () => {
    const run = await cutOff({ lasts: 200, changes: strategy(600, 700) })
    expect(run.log).toEqual(['11.003 s: job 0 starts on machine 0'])
    // Known to run at 11.005 s, nobody serves by it from 180.001 s until the agent is back, within a second of 300 s.
    const share = run.result.rows[0]!.numbers['available_share']!
    expect(share).toBeLessThan((1000 - 11.005 - (300 - 180.001)) / 990)
    expect(share).toBeGreaterThan((1000 - 11.005 - (301.1 - 180.001)) / 990)
  })

  test('when another was started: one too many is killed, that other one, since it has run for the shortest time', async () => {
    // What is back has run since 11.005 s, behind the partition too.
    const run = await cutOff({ lasts: 200, changes: strategy(60, 700) })
    expect(events(run)).toEqual(['starts on agent 0', 'starts on agent 1', 'is scaled away on agent 1'])
    // Inactive when it has been unreachable for more than 60 s: a microsecond later.
    expect(secondsOf(run.log[1]!)).toBe(241.003)
    expect(secondsOf(run.log[2]!)).toBeGreaterThan(300)
    expect(secondsOf(run.log[2]!)).toBeLessThan(301.1)
  })

  test('when another was started, and the app kills its oldest first: that goes', async () => {
    const run = await cutOff({
      lasts: 200,
      changes: { ...strategy(60, 700), killSelection: 'OLDEST_FIRST' },
    })
    expect(events(run)).toEqual(['starts on agent 0', 'starts on agent 1', 'is scaled away on agent 0'])
  })

  test('when the other one could not be started yet: that is not launched any more', async () => {
    // There is no other agent. The instance is wanted twice from 240.001 s on.
    const run = await cutOff({ lasts: 200, count: 1, changes: strategy(60, 700) })
    expect(events(run)).toEqual(['starts on agent 0'])
    expect(run.cluster.jobs.tasks[0]).toBe(1)
  })

  test('when the instance was expunged: it is killed, as a task that Marathon does not know', async () => {
    // By default it is inactive at once, and expunged when lost tasks are looked at for the first time, at 300 s.
    const run = await cutOff({ lasts: 300 })
    expect(events(run)).toEqual(['starts on agent 0', 'starts on agent 1', 'is scaled away on agent 0'])
    expect(secondsOf(run.log[1]!)).toBe(181.003)
    expect(secondsOf(run.log[2]!)).toBeGreaterThan(400)
    expect(secondsOf(run.log[2]!)).toBeLessThan(401.1)
  })

  test('a second before it is expunged: it is one of two, and the youngest goes', async () => {
    const run = await cutOff({ lasts: 198 })
    expect(events(run)).toEqual(['starts on agent 0', 'starts on agent 1', 'is scaled away on agent 1'])
  })

  test('under the strategy disabled: nothing is started however long it takes', async () => {
    const run = await cutOff({ lasts: 800, changes: { unreachable: 'disabled' } })
    expect(events(run)).toEqual(['starts on agent 0'])
  })

  test('under Mesos 1.0 and Marathon 1.3: the instance was lost when it was given up, and the agent starts again without it', async () => {
    const run = await cutOff({ name: 'dcos-1.8', lasts: 400, agent: 1 })
    expect(run.log).toEqual([
      '10.004 s: job 0 starts on machine 1',
      '405 s: job 0 is lost on machine 1',
      '405.005 s: job 0 starts on machine 0',
    ])
  })

  test('while the process of Marathon is gone: it hears when it asks Mesos, 15 s after it runs again', async () => {
    // Gone from 290 to 350 s. It asks at 365 s, 2 ms until the answer, 1 ms to the agent.
    const run = await cutOff({ lasts: 200, changes: { ...strategy(60, 700), ...dying(290) } })
    expect(events(run)).toEqual(['starts on agent 0', 'starts on agent 1', 'is scaled away on agent 1'])
    expect(secondsOf(run.log[2]!)).toBe(365.003)
  })
})

describe('constraints at head', () => {
  // Both agents are in one rack, of which one instance at a time may be. Agent 0 is unreachable from 180.001 s to the end.
  const scaled = (inactiveAfter: number, expungeAfter: number) => {
    const rack = agents(2)
    for (const machine of [0, 1]) rack.attributes.set(machine, 'rack', 'a')
    const changes = {
      ...strategy(inactiveAfter, expungeAfter),
      constraints: [['rack', 'MAX_PER', '1']],
      scale: [{ at: 300 * SECOND, to: 2 }],
    }
    const partitions = [{ at: 100 * SECOND, lasts: 900 * SECOND, machines: [0] }]
    return stagedRun(marathonOf('marathon-head', changes, { partitions }), rack, [service(1)], {
      until: 1000 * SECOND,
    })
  }

  test('pass over an instance that is unreachable, so that another may start beside it', async () => {
    const run = await scaled(600, 700)
    expect(events(run)).toEqual(['starts on agent 0', 'starts on agent 1'])
    expect(secondsOf(run.log[1]!)).toBe(301.003)
  })

  test('count it again when it is inactive, so that none may start before it is expunged', async () => {
    // Inactive at 240.001001 s; expunged at the first look of every 30 s at which it has been away for more than 400 s, at 600 s.
    // Nobody asks for offers then. What was declined for 120 s comes back: asked for at 300 s and again at 310 s, it does so at 431 s,
    // 552 s and 673 s.
    const run = await scaled(60, 400)
    expect(events(run)).toEqual(['starts on agent 0', 'starts on agent 1'])
    expect(secondsOf(run.log[1]!)).toBe(673.003)
  })
})

test('an agent that a new master has not heard of for 10 min is given up then', async () => {
  // Cut off from 100 to 900 s; the master dies at 101 s, before it gives the agent up, and the next leads at 111 s. Unreachable from
  // 711.001 s on, inactive 60 s later.
  const run = await cutOff({
    lasts: 800,
    changes: strategy(60, 700),
    mesos: { masterFailures: [101 * SECOND] },
  })
  expect(events(run)).toEqual(['starts on agent 0', 'starts on agent 1', 'is scaled away on agent 1'])
  expect(secondsOf(run.log[1]!)).toBe(772.003)
  expect(secondsOf(run.log[2]!)).toBeGreaterThan(900)
})

test('Mesos 1.0 knows no frameworks that are PARTITION_AWARE: the task is lost, and the agent starts again; the strategy holds still', async () => {
  const run = await cutOff({ lasts: 200, changes: strategy(60, 700), mesos: { era: '1.0' } })
  expect(run.log).toEqual([
    '10.004 s: job 0 starts on machine 0',
    '180 s: job 0 is lost on machine 0',
    '240.005001 s: job 0 starts on machine 1',
  ])
})

test('an agent that is given up while Marathon is gone is known to be unreachable when it asks Mesos', async () => {
  // Gone from 170 to 230 s. It asks at 245 s and hears 2 ms later; from then on it waits for 60 s.
  const run = await cutOff({ lasts: 500, changes: { ...strategy(60, 700), ...dying(170) } })
  expect(secondsOf(run.log[1]!)).toBe(306.003)
})

describe('what becomes of an instance behind a partition', () => {
  test('it finishes, and Marathon hears when its agent is back; what would stand in for it is not started', async () => {
    const run = await cutOff({
      lasts: 200,
      jobs: [{ submit: 10, run: 240, tasks: 1 }],
      changes: strategy(600, 700),
      staging: { until: NEVER },
    })
    expect(run.log).toEqual(['11.003 s: job 0 starts on machine 0', '251.003 s: job 0 finishes on machine 0'])
    expect(secondsOf(run.ends[0]!)).toBeGreaterThan(300)
    expect(secondsOf(run.ends[0]!)).toBeLessThan(301.1)
  })

  test('it fails, and is launched again when its agent is back, after its delay of 1 s', async () => {
    const run = await cutOff({
      lasts: 200,
      changes: strategy(600, 700),
      staging: { script: { 200: stage => stage.failTask(0) } },
    })
    expect(events(run).slice(0, 2)).toEqual(['starts on agent 0', 'fails on agent 0'])
    expect(run.log).toHaveLength(3)
    // Marathon looks whether offers are wanted when it hears of the agent and when it hears of the end, within 301 s; then 5 s later.
    expect(secondsOf(run.log[2]!)).toBeGreaterThan(305)
    expect(secondsOf(run.log[2]!)).toBeLessThan(307.1)
  })

  test('an orphan that ends before its agent is back holds nothing up', async () => {
    // Given up at 180 s, expunged at 300 s, over at 601.003 s. Its replacement, which starts at 181.003 s, is the last of the job.
    const run = await cutOff({
      lasts: 800,
      jobs: [{ submit: 10, run: 590, tasks: 1 }],
      staging: { until: NEVER },
    })
    expect(run.log.slice(2)).toEqual([
      '601.003 s: job 0 finishes on machine 0',
      '771.003 s: job 0 finishes on machine 1',
    ])
    expect(secondsOf(run.ends[0]!)).toBe(771.005)
  })

  test('it dies with its machine: nobody can know, and the strategy goes on', async () => {
    // Cut off at 100 s, dead at 250 s, and up again at 310 s. Mesos says that it is gone when Marathon asks, at 615.001 s.
    const run = await cutOff({
      lasts: 200,
      changes: { unreachable: 'disabled' },
      staging: { script: { 250: stage => stage.machineDown(0), 310: stage => stage.machineUp(0) } },
    })
    expect(events(run).slice(0, 2)).toEqual(['starts on agent 0', 'is lost on agent 0'])
    // The answer is there at 615.002 s, and Marathon looks whether offers are wanted. Its delay of 1 s is over at 616.002 s, and the next
    // look is at 620.002 s.
    expect(secondsOf(run.log[2]!)).toBe(621.003)
  })
})

describe('a launch that is lost at the instant of the cut', () => {
  test('is known to be lost when the agent is back in time, and tells', async () => {
    // Lost at 11.002 s. The agent would have told that at once; it tries again at 21.002 s, and Marathon hears at 21.004 s. 1 s of delay.
    const run = await cutOff({ at: 11.002, lasts: 5, changes: { unreachable: 'disabled' } })
    expect(run.log).toEqual(['11.002 s: job 0 is lost on machine 0', '26.003 s: job 0 starts on machine 1'])
  })

  test('is found gone by reconciliation when the agent was given up, however long Marathon would wait', async () => {
    const run = await cutOff({ at: 11.002, lasts: 300, changes: { unreachable: 'disabled' } })
    expect(secondsOf(run.log[1]!)).toBe(621.003)
  })
})

test('an agent that dies and is back before it is given up has lost its instance for certain, which counts as its end', async () => {
  // Dead from 100 s to 130 s: the agent registers within a second, and the instance is launched after its delay of 1 s, when Marathon
  // looks again whether offers are wanted: 5 s after it has heard of the end.
  const run = await stagedRun(marathonOf('marathon-head', strategy(600, 700)), agents(1), [service(1)], {
    until: 10 * MINUTE,
    script: { 100: stage => stage.machineDown(0), 130: stage => stage.machineUp(0) },
  })
  expect(run.log).toHaveLength(3)
  expect(secondsOf(run.log[2]!)).toBeGreaterThan(135)
  expect(secondsOf(run.log[2]!)).toBeLessThan(137.1)
})

test('health checks of an instance that is back begin anew', async () => {
  // Behind the partition nobody asks. Back within 301 s, the first check comes 5 s later and passes.
  const healthCheck = {
    grace: MINUTE,
    interval: 10 * SECOND,
    timeout: SECOND,
    maxConsecutiveFailures: 3,
  }
  const run = await cutOff({
    lasts: 200,
    changes: { ...strategy(600, 700), healthCheck, healthyAfter: 8 * SECOND },
  })
  const share = run.result.rows[0]!.numbers['available_share']!
  // Known to run at 11.005 s, it passes its second check, 15 s later. Away from 180.001 s until 5 s after its agent is back.
  expect(share).toBeLessThan((1000 - 26.005 - (305 - 180.001)) / 990)
  expect(share).toBeGreaterThan((1000 - 26.005 - (306.1 - 180.001)) / 990)
})
