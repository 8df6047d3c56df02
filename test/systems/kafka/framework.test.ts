import { describe, expect, test } from 'vitest'
import { MINUTE, NEVER, SECOND } from '../../../sim/engine/time.ts'
import { systems } from '../../../systems/catalogue.ts'
import type { FrameworkSpec, HostingSpec, SystemSpec } from '../../../systems/generic/spec.ts'
import type { KafkaSpec } from '../../../systems/kafka/spec.ts'
import type { MesosSpec } from '../../../systems/mesos/spec.ts'
import { agents } from '../../support/marathon-run.ts'
import { type Stage, type StagedRun, stagedRun } from '../../support/staged-run.ts'
import { numbersOf } from '../../support/watched-run.ts'

// Messages take 1 ms, and Mesos allocates every second. Kafka declines an offer that a broker has to wait for, say for r whole
// seconds, for 5/6 r to 7/6 r, by chance. One that comes back too early is declined for what is left of r. So whoever waits until
// t starts from t − 1 s (what is less than a second is nothing) to t + r/6 and the next allocation.

/** Kafka alone, for all classes of jobs; others before it. It kills without grace unless told. */
function kafkaOf(
  changes: Partial<KafkaSpec> = {},
  mesos: Partial<MesosSpec> = {},
  others: readonly FrameworkSpec[] = [],
): SystemSpec {
  const base = systems['kafka-mesos']!
  const kafka = base.frameworks.find(({ name }) => name === 'kafka') as KafkaSpec
  return {
    name: 'kafka-mesos',
    ...base,
    root: { ...(base.root as MesosSpec), ...mesos },
    frameworks: [...others, { ...kafka, takes: ['*'], killGrace: 0, ...changes }],
  }
}

const brokers = (tasks: number) => [{ submit: 0, run: NEVER, tasks, memoryMiB: 1024 }]

interface Start {
  readonly at: number
  readonly machine: number
}

const startsOf = ({ log }: StagedRun): Start[] =>
  log.flatMap(line => {
    const found = /^(\S+) s: job \d+ starts on machine (\d+)/.exec(line)
    return found === null ? [] : [{ at: Number(found[1]), machine: Number(found[2]) }]
  })

const fail = (...times: number[]) =>
  Object.fromEntries(times.map(at => [at, (stage: Stage) => stage.failTask(0)]))

function expectBetween(at: number, from: number, to: number): void {
  expect(at).toBeGreaterThanOrEqual(from)
  expect(at).toBeLessThanOrEqual(to)
}

const available = ({ result }: StagedRun) => numbersOf(result)['available_share']!

describe('a broker that fails on its host', () => {
  test('comes back to it when its failover delay is over', async () => {
    // It starts at once and fails at 100 s. All four hosts are offered; the other three are no home for 599 s, and its own is
    // declined for the minute of the delay: it is there again between 159 s and 100 + 60 + 10 + 1 s.
    const run = await stagedRun(kafkaOf(), agents(4), brokers(1), { until: 10 * MINUTE, script: fail(100) })
    const [first, second, ...more] = startsOf(run)
    expectBetween(first!.at, 0, 0.01)
    expect(second!.machine).toBe(first!.machine)
    expectBetween(second!.at, 159, 171)
    expect(more).toEqual([])
    // It was away for the time between, of 600 s.
    expect(available(run)).toBeCloseTo(1 - (second!.at - 100 + first!.at) / 600, 5)
  })

  test('waits longer with each failure to start, up to ten minutes', async () => {
    // It takes 100 s to start and fails on the way at 10, 90, 235, 540 and 1110 s: delays of 60, 120, 240, 480 and 600 s (960
    // would be the next). Starts between the end of the delay − 1 s and + a sixth + 1 s.
    const run = await stagedRun(kafkaOf({ readyAfter: 100 * SECOND }), agents(1), brokers(1), {
      until: 2200 * SECOND,
      script: fail(10, 90, 235, 540, 1110),
    })
    const starts = startsOf(run)
    expect(starts).toHaveLength(6)
    const failures = [10, 90, 235, 540, 1110]
    for (const [i, delay] of [60, 120, 240, 480, 600].entries())
      expectBetween(starts[i + 1]!.at, failures[i]! + delay - 1, failures[i]! + delay * (7 / 6) + 1)
    // It was ready once: from 100 s after its last start.
    expect(available(run)).toBeCloseTo((2200 - starts[5]!.at - 100) / 2200, 5)
  })

  test('starts with one minute again when it has run', async () => {
    // The same failures, after a start that takes no time: one minute each.
    const run = await stagedRun(kafkaOf(), agents(1), brokers(1), {
      until: 800 * SECOND,
      script: fail(10, 90, 235, 540),
    })
    const starts = startsOf(run)
    expect(starts).toHaveLength(5)
    for (const [i, failed] of [10, 90, 235, 540].entries())
      expectBetween(starts[i + 1]!.at, failed + 59, failed + 71)
  })

  test('is given up when its tries are used up, and missed from then on', async () => {
    // It has two: after the second failure in a row, at 90 s, nobody starts it again.
    const run = await stagedRun(
      kafkaOf({ readyAfter: 100 * SECOND, failoverMaxTries: 2 }),
      agents(2),
      brokers(1),
      { until: 1000 * SECOND, script: fail(10, 90) },
    )
    expect(startsOf(run)).toHaveLength(2)
    expect(run.result.reasons).toContainEqual({ reason: 'a broker had no tries left', count: 1 })
    expect(available(run)).toBe(0)
    expect(numbersOf(run.result)['jobs_unfinished']).toBe(1)
  })
})

describe('a broker whose host is gone', () => {
  // One ping of a second: Mesos gives the host up 1 to 3 s after it went down at 100 s, and tells Kafka.
  const quick = { agentPingTimeout: SECOND, maxAgentPingTimeouts: 1 }
  const goesDown = (home: number) => ({ 100: (stage: Stage) => stage.machineDown(home) })

  /** The same seed always starts it on the same host. */
  const homeOf = async () =>
    startsOf(await stagedRun(kafkaOf({}, quick), agents(4), brokers(1), { until: SECOND }))[0]!.machine

  test('goes elsewhere after its period of stickiness', async () => {
    // Told between 100 and 103 s, the other hosts are no home for 599 s: until 699 to 703 s, and a sixth and a second more.
    const home = await homeOf()
    const run = await stagedRun(kafkaOf({}, quick), agents(4), brokers(1), {
      until: 1000 * SECOND,
      script: goesDown(home),
    })
    const [, second, ...more] = startsOf(run)
    expect(second!.machine).not.toBe(home)
    expectBetween(second!.at, 699, 703 + 100 + 1)
    expect(more).toEqual([])
  })

  test('returns to it when it is back within that period', async () => {
    const home = await homeOf()
    const run = await stagedRun(kafkaOf({}, quick), agents(4), brokers(1), {
      until: 1000 * SECOND,
      script: { ...goesDown(home), 400: (stage: Stage) => stage.machineUp(home) },
    })
    const [, second, ...more] = startsOf(run)
    // The host registers within some seconds of its return, and nobody has declined it before.
    expect(second!.machine).toBe(home)
    expectBetween(second!.at, 400, 410)
    expect(more).toEqual([])
  })

  test('goes elsewhere at once when nothing is sticky', async () => {
    // Left is the failover delay: of 60 s, which every other host has been declined for.
    const home = await homeOf()
    const run = await stagedRun(kafkaOf({ stickinessPeriod: 0 }, quick), agents(4), brokers(1), {
      until: 1000 * SECOND,
      script: goesDown(home),
    })
    const [, second] = startsOf(run)
    expect(second!.machine).not.toBe(home)
    expectBetween(second!.at, 159, 103 + 60 + 10 + 1)
  })
})

describe('a Kafka whose master dies', () => {
  // The master dies at 100 s, and the next is elected 10 s later. Kafka registers with it within seconds, and asks after its broker.
  const dies = { masterFailures: [100 * SECOND], election: 10 * SECOND }
  const jobs = [...brokers(1), { submit: 200, run: NEVER, memoryMiB: 1024 }]

  test('launches brokers when it has heard of those that it has', async () => {
    const run = await stagedRun(kafkaOf({}, dies), agents(2), jobs, { until: 10 * MINUTE })
    const [, second] = startsOf(run)
    expectBetween(second!.at, 200, 202)
  })

  test('launches none while it does not hear of one, and asks again after five minutes', async () => {
    // The host of the broker cannot be reached from 95 to 155 s, and is not there when Kafka asks, between 110 and 113 s. It asks
    // again 300 s later, and what it declined until then comes back within 5 s and a round.
    const [{ machine }] = startsOf(await stagedRun(kafkaOf(), agents(2), jobs, { until: SECOND })) as [Start]
    const away = { partitions: [{ at: 95 * SECOND, lasts: MINUTE, machines: [machine] }] }
    const run = await stagedRun(kafkaOf({}, { ...dies, ...away }), agents(2), jobs, { until: 10 * MINUTE })
    const [, second, ...more] = startsOf(run)
    expectBetween(second!.at, 410, 413 + 5 + 2)
    expect(more).toEqual([])
    expect(run.log.filter(line => line.includes('is lost'))).toEqual([])
  })
})

describe('brokers with constraints', () => {
  test('are alone on their hosts, and wait where there are too few', async () => {
    const unique: Partial<KafkaSpec> = { constraints: [['hostname', 'unique']] }
    const three = await stagedRun(kafkaOf(unique), agents(3), brokers(3), { until: MINUTE })
    expect(new Set(startsOf(three).map(({ machine }) => machine)).size).toBe(3)
    const two = await stagedRun(kafkaOf(unique), agents(2), brokers(3), { until: MINUTE })
    expect(startsOf(two)).toHaveLength(2)
    expect(available(two)).toBeCloseTo(2 / 3, 3)
  })

  test('take one offer each: as many as there are hosts start in a round', async () => {
    // Five brokers on two hosts of four cores: two at once; the rest of each offer is declined for 5 s, and comes again with the
    // round after that: two more, and then the last.
    const run = await stagedRun(kafkaOf(), agents(2), brokers(5), { until: MINUTE })
    const starts = startsOf(run).map(({ at }) => at)
    expect(starts).toHaveLength(5)
    expectBetween(starts[1]!, 0, 0.01)
    expectBetween(starts[2]!, 5, 7)
    expectBetween(starts[3]!, starts[2]!, starts[2]! + 0.01)
    expectBetween(starts[4]!, starts[2]! + 5, starts[2]! + 7)
  })
})

describe('a Kafka that Marathon hosts', () => {
  const hosting: HostingSpec = {
    hostedBy: 'marathon',
    cpuMilli: 1000,
    memoryMiB: 1024,
    meanTimeToFailure: NEVER,
    reconciliation: 15 * SECOND,
    failoverTimeout: NEVER,
  }
  const marathon = systems['kafka-mesos']!.frameworks.find(({ name }) => name === 'marathon')!
  const hosted = kafkaOf({ hosting }, {}, [{ ...marathon, takes: ['service'], killGrace: 0 }])

  test('finds its brokers as they were, and hears of failures when it is back', async () => {
    // Its scheduler dies at 100 s. Marathon has it up again within some seconds, and it needs 15 s to register. The broker that
    // fails at 105 s is known to have failed then, and waits for a minute from there on. The other one runs on.
    const run = await stagedRun(hosted, agents(3), brokers(2), {
      classes: ['broker', 'service'],
      until: 5 * MINUTE,
      script: { 100: (stage: Stage) => stage.failScheduler('kafka'), ...fail(105) },
    })
    const scheduler = run.log.filter(line => line.includes('scheduler of kafka starts'))
    const back = Number.parseFloat(scheduler[1]!) + 15
    expectBetween(back, 115, 125)
    const starts = startsOf(run)
    expect(starts).toHaveLength(3)
    expectBetween(starts[2]!.at, back + 59, back + 71)
    expect(starts.slice(0, 2).map(({ machine }) => machine)).toContain(starts[2]!.machine)
  })
})
