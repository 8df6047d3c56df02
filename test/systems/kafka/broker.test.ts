import { describe, expect, it } from 'vitest'
import { MINUTE, SECOND } from '../../../sim/engine/time.ts'
import { Broker, type BrokerSettings, brokerDefaults, type Match } from '../../../systems/kafka/broker.ts'
import { KafkaCluster } from '../../../systems/kafka/cluster.ts'
import { constraintOf } from '../../../systems/kafka/constraint.ts'
import { OfferFlow, valuesOf } from '../../../systems/kafka/offers.ts'
import { type Offer, reservationOf } from '../../../systems/kafka/reservation.ts'

type Part = Offer['resources'][number]

const cpus = (milli: number, role = '*', principal: string | null = null): Part => ({
  name: 'cpus',
  role,
  principal,
  milli,
})
const mem = (milli: number, role = '*', principal: string | null = null): Part => ({
  name: 'mem',
  role,
  principal,
  milli,
})
const ports = (from: number, to: number, role = '*', principal: string | null = null): Part => ({
  ...{ name: 'ports', role, principal },
  ranges: [[from, to]],
})
const volume = (id: string | null, principal: string | null = 'kafka'): Part => ({
  ...{ name: 'disk', role: 'kafka', principal, milli: 5000 },
  volume: id,
})
const offer = (...resources: readonly Part[]): Offer => ({
  hostname: 'a',
  attributes: { rack: 'r1' },
  resources,
})

/** A broker of 1 core and 2 GiB. */
const broker = (changes: Partial<BrokerSettings> = {}) => new Broker({ ...brokerDefaults, id: 0, ...changes })
const enough = [cpus(1000), mem(2_048_000), ports(31_000, 31_009)]
const matched = (of: Broker, taken: Offer, now = 0, others: readonly string[] = []): string => {
  const match: Match = of.matches(taken, now, () => others)
  return match.accepts
    ? 'accepts'
    : `${match.reason}, ${match.ever ? `in ${match.refuseFor / SECOND} s` : 'never'}`
}

describe('what a broker takes of an offer', () => {
  const wanted = { ...brokerDefaults, id: 0 }

  it('is its cores and memory, first of what is reserved for its role, and the lowest port', () => {
    const parts = [
      cpus(300, 'kafka'),
      cpus(5000),
      mem(9_000_000),
      mem(1_000_000, 'kafka'),
      ports(5, 9),
      ports(2, 3, 'kafka'),
    ]
    expect(reservationOf(offer(...parts), wanted)).toEqual({
      role: 'kafka',
      ofRole: { cpus: 300, mem: 1_000_000, port: 2 },
      shared: { cpus: 700, mem: 1_048_000, port: null },
      volume: null,
    })
    expect(reservationOf(offer(...enough), wanted)).toEqual({
      role: null,
      ofRole: { cpus: 0, mem: 0, port: null },
      shared: { cpus: 1000, mem: 2_048_000, port: 31_000 },
      volume: null,
    })
  })

  it('counts whole MiB of each memory that is offered', () => {
    // 70 + 29 MiB, though 70.6 + 29.7 would be 100.3.
    const parts = [cpus(1000), mem(70_600), mem(29_700, 'kafka'), ports(1, 1)]
    const broker = new Broker({ ...wanted, mem: 100_000 })
    expect(broker.matches(offer(...parts), 0, () => [])).toMatchObject({ reason: 'mem < 100' })
  })

  it('is its own volume, and nothing else that somebody reserved while running', () => {
    const parts = [...enough, cpus(500, 'kafka', 'kafka'), volume('v'), volume('w'), volume(null)]
    expect(reservationOf(offer(...parts), { ...wanted, volume: 'w' })).toMatchObject({
      role: 'kafka',
      ofRole: { cpus: 0 },
      shared: { cpus: 1000 },
      volume: { id: 'w', principal: 'kafka', milli: 5000 },
    })
    expect(reservationOf(offer(...parts), wanted).volume).toBeNull()
  })

  it('is of one role', () => {
    expect(() => reservationOf(offer(cpus(1, 'kafka'), cpus(1, 'other')), wanted)).toThrow(
      'The offer of a has resources of two roles, kafka and other; a broker takes those of one.',
    )
    expect(reservationOf(offer(cpus(1), cpus(1, 'kafka'), mem(1, 'kafka')), wanted).role).toBe('kafka')
  })
})

describe('an offer', () => {
  it('suits a broker that finds all that it needs', () => {
    expect(matched(broker(), offer(...enough))).toBe('accepts')
    expect(matched(broker(), offer(cpus(999), mem(9_000_000), ports(1, 1)))).toBe('cpus < 1.0, never')
    expect(matched(broker(), offer(cpus(1000), mem(2_047_999), ports(1, 1)))).toBe('mem < 2048, never')
    expect(matched(broker(), offer(cpus(1000), mem(2_048_000)))).toBe('no suitable port, never')
    expect(matched(broker({ port: [31_010, 31_020] }), offer(...enough))).toBe('no suitable port, never')
    expect(matched(broker({ volume: 'v' }), offer(...enough))).toBe('offer missing volume: v, never')
    expect(matched(broker({ volume: 'v' }), offer(...enough, volume('v')))).toBe('accepts')
  })

  it('suits its constraints, on attributes or the host', () => {
    const constrained = (attribute: string, text: string, ...others: readonly string[]) =>
      matched(broker({ constraints: [constraintOf(attribute, text, 'here')] }), offer(...enough), 0, others)
    expect(constrained('rack', 'cluster:r1')).toBe('accepts')
    expect(constrained('rack', 'cluster:r2')).toBe("rack doesn't match cluster:r2, never")
    expect(constrained('zone', 'cluster:z')).toBe('no zone, never')
    expect(constrained('hostname', 'unique', 'b')).toBe('accepts')
    expect(constrained('hostname', 'unique', 'a')).toBe("hostname doesn't match unique, never")
  })
})

describe('a broker', () => {
  const running = (changes: Partial<BrokerSettings> = {}) => {
    const one = broker(changes)
    const cluster = new KafkaCluster([one])
    cluster.start(one)
    cluster.launched(one, 'task', offer(...enough))
    cluster.running(one, 'task')
    return { one, cluster }
  }

  it('is not wanted before somebody starts it, and not once it is stopped', () => {
    const one = broker()
    const cluster = new KafkaCluster([one])
    expect([one.active, one.shouldStart, one.isSteady, one.label(0)]).toEqual([false, false, true, 'stopped'])
    cluster.start(one)
    expect([one.active, one.shouldStart, one.isSteady, one.label(0)]).toEqual([true, true, false, 'starting'])
    expect(cluster.stop(one)).toEqual([])
    expect([one.active, one.isSteady]).toEqual([false, true])
  })

  it('is pending until Mesos says that it starts', () => {
    // Stopped, a task that has not started is to stop; one that stops is not to stop again.
    const one = broker()
    const cluster = new KafkaCluster([one])
    cluster.start(one)
    cluster.launched(one, 'task', offer(...enough))
    expect([one.label(0), one.shouldStart, one.shouldStop, one.isSteady]).toEqual([
      'pending',
      false,
      false,
      false,
    ])
    one.active = false
    expect(one.shouldStop).toBe(true)
    cluster.stop(one)
    expect([one.label(0), one.shouldStop]).toEqual(['stopping', false])
  })

  it('that starts is at home where it started', () => {
    const one = broker()
    const cluster = new KafkaCluster([one])
    cluster.start(one)
    cluster.launched(one, 'task', offer(...enough))
    one.failover.failed(0)
    cluster.running(one, 'task')
    expect([one.stickiness.host, one.failover.failures, one.label(0)]).toEqual(['a', 0, 'running'])
  })

  it('that runs is killed when it is stopped, and that is no failure', () => {
    const { one, cluster } = running()
    expect([one.isSteady, one.shouldStart, one.label(0)]).toEqual([true, false, 'running'])
    expect(cluster.stop(one)).toEqual([{ kind: 'kill', task: 'task' }])
    expect(one.label(0)).toBe('stopping')
    // Mesos says once more that it runs.
    expect(cluster.running(one, 'task')).toEqual([{ kind: 'kill', task: 'task' }])
    cluster.ended(one, 0)
    expect([one.failover.failures, one.label(0)]).toEqual([0, 'stopped'])
    cluster.remove(one)
    expect(cluster.brokers).toEqual([])
  })

  it('is found to run when its scheduler asks, and does not count as started then', () => {
    const { one, cluster } = running()
    cluster.ended(one, 0)
    cluster.launched(one, 'again', offer(...enough))
    cluster.reconcile()
    expect([one.label(0), cluster.isReconciling, one.isSteady]).toEqual(['reconciling', true, false])
    expect(cluster.running(one, 'again')).toEqual([])
    expect([one.label(0), one.failover.failures]).toEqual(['running', 1])
    expect(cluster.reconcileAgain()).toEqual([])
  })

  // It failed at 0 s: a minute of pause, ten minutes at home.
  it('waits whole seconds, at home alone, after it failed', () => {
    const { one, cluster } = running({ failover: { ...brokerDefaults.failover, maxTries: 3 } })
    cluster.ended(one, 0)
    expect(one.label(0)).toBe('failed 1/3')
    expect(matched(one, offer(...enough), 0)).toBe('waiting to restart, in 60 s')
    expect(matched(one, offer(...enough), 1.5 * SECOND)).toBe('waiting to restart, in 58 s')
    expect(matched(one, offer(...enough), 59.5 * SECOND)).toBe('accepts')
    expect(one.label(MINUTE)).toBe('starting 2/3')
    const elsewhere = { ...offer(...enough), hostname: 'b' }
    expect(matched(one, elsewhere, MINUTE)).toBe('hostname != stickiness host, in 540 s')
    expect(matched(one, elsewhere, 10 * MINUTE - 0.5 * SECOND)).toBe('accepts')
  })

  it('that fails again and again waits twice as long each time, and ten minutes at most', () => {
    const one = broker()
    const waits = [1, 2, 3, 4, 5, 6, 40].map(failures => {
      while (one.failover.failures < failures) one.failover.failed(0)
      return one.failover.currentDelay / MINUTE
    })
    expect(waits).toEqual([1, 2, 4, 8, 10, 10, 10])
    one.failover.reset()
    expect([one.failover.currentDelay, one.failover.expiresAt, one.failover.isWaitingAt(0)]).toEqual([
      0,
      0,
      false,
    ])
  })

  it('stands with others on hosts and in racks', () => {
    const { one } = running()
    const idle = broker()
    expect(['hostname', 'rack', 'zone'].map(each => valuesOf(each, [one, idle]))).toEqual([['a'], ['r1'], []])
  })

  it('that is started asks for offers, suppressed or not', () => {
    const { one } = running()
    const flow = new OfferFlow()
    expect([flow.settle([one]), flow.isSuppressed]).toEqual(['suppress', true])
    flow.revived()
    expect([flow.isSuppressed, flow.settle([one])]).toEqual([false, 'suppress'])
  })
})
