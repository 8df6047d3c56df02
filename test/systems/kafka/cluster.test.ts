import { describe, expect, it } from 'vitest'
import { MINUTE, SECOND } from '../../../sim/engine/time.ts'
import { Broker, type BrokerSettings, brokerDefaults } from '../../../systems/kafka/broker.ts'
import { KafkaCluster } from '../../../systems/kafka/cluster.ts'
import { constraintOf } from '../../../systems/kafka/constraint.ts'
import { OfferFlow, takeOffer } from '../../../systems/kafka/offers.ts'
import type { Offer } from '../../../systems/kafka/reservation.ts'

const offer = (hostname: string, attributes = {}): Offer => ({
  hostname,
  attributes,
  resources: [
    { name: 'cpus', role: '*', principal: null, milli: 4000 },
    { name: 'mem', role: '*', principal: null, milli: 8_000_000 },
    { name: 'ports', role: '*', principal: null, ranges: [[31000, 32000]] },
  ],
})

function clusterOf(count: number, more: Partial<BrokerSettings> = {}): KafkaCluster {
  const brokers = Array.from({ length: count }, (_, id) => new Broker({ ...brokerDefaults, id, ...more }))
  const cluster = new KafkaCluster(brokers)
  for (const broker of brokers) cluster.start(broker)
  return cluster
}

/** An offer of the host, taken or refused without jitter: who launches, or for how many seconds it is refused. */
function offered(cluster: KafkaCluster, host: string, now: number, attributes = {}): number | string {
  const taken = takeOffer(offer(host, attributes), cluster.brokers, now, 0.5)
  if (taken.broker === null) return taken.refuseFor / SECOND
  const task = `broker-${taken.broker.settings.id}`
  cluster.launched(taken.broker, task, offer(host, attributes))
  cluster.running(taken.broker, task)
  return task
}

describe('a broker that fails', () => {
  it('comes back to its host, or anywhere after ten minutes', () => {
    // It runs on a, and fails at minute 1: until minute 11 only a is home. The first failure is waited for a minute.
    const cluster = clusterOf(1)
    expect(offered(cluster, 'a', 0)).toBe('broker-0')
    cluster.ended(cluster.brokers[0]!, MINUTE)
    expect(offered(cluster, 'b', MINUTE)).toBe(600)
    expect(offered(cluster, 'a', MINUTE)).toBe(60)
    expect(offered(cluster, 'a', 2 * MINUTE)).toBe('broker-0')
    cluster.ended(cluster.brokers[0]!, 3 * MINUTE)
    expect(offered(cluster, 'b', 13 * MINUTE - SECOND)).toBe(1)
    expect(offered(cluster, 'b', 13 * MINUTE)).toBe('broker-0')
  })

  it('again and again waits longer, while its time at home runs on', () => {
    // Failures at 0, 1:30 and 4:00 without having run: 1, 2 and 4 minutes of delay; home since the first, until 10:00.
    const cluster = clusterOf(1)
    const [broker] = cluster.brokers
    offered(cluster, 'a', 0)
    for (const [i, at] of [0, 1.5, 4].entries()) {
      if (i > 0) cluster.launched(broker!, 'again', offer('a'))
      cluster.ended(broker!, at * MINUTE)
      expect(broker!.failover.currentDelay).toBe(2 ** i * MINUTE)
    }
    expect(broker!.label(5 * MINUTE)).toBe('failed 3')
    expect(broker!.label(8 * MINUTE)).toBe('starting 4')
    expect(offered(cluster, 'b', 8 * MINUTE)).toBe(120)
    expect(offered(cluster, 'b', 10 * MINUTE)).toBe('broker-0')
    expect(broker!.failover.failures).toBe(0)
  })

  it('as often as it may is given up', () => {
    const cluster = clusterOf(1, { failover: { ...brokerDefaults.failover, maxTries: 2 } })
    const [broker] = cluster.brokers
    offered(cluster, 'a', 0)
    cluster.ended(broker!, 0)
    expect(broker!.active).toBe(true)
    cluster.launched(broker!, 'again', offer('a'))
    cluster.ended(broker!, MINUTE)
    expect(broker!.active).toBe(false)
    expect(broker!.label(MINUTE)).toBe('stopped')
    // Nothing is left to do: an hour.
    expect(offered(cluster, 'a', 2 * MINUTE)).toBe(3600)
  })
})

describe('offers to Kafka', () => {
  it('take one broker each, in order, and are refused for the longest of all reasons', () => {
    const cluster = clusterOf(2, { constraints: [constraintOf('hostname', 'unique', 'broker')] })
    expect(offered(cluster, 'a', 0)).toBe('broker-0')
    expect(offered(cluster, 'a', 0)).toBe(3600)
    expect(offered(cluster, 'b', 0)).toBe('broker-1')
    expect(takeOffer(offer('c'), cluster.brokers, 0, 0)).toMatchObject({ refuseFor: 3000 * SECOND })
    expect(takeOffer(offer('c'), cluster.brokers, 0, 1)).toMatchObject({ refuseFor: 4200 * SECOND })
  })

  it('are spread over racks where that is asked for', () => {
    const cluster = clusterOf(3, { constraints: [constraintOf('rack', 'groupBy:2', 'broker')] })
    expect(offered(cluster, 'a', 0, { rack: '1' })).toBe('broker-0')
    expect(offered(cluster, 'b', 0, { rack: '1' })).toBe(3600)
    expect(offered(cluster, 'c', 0, { rack: '2' })).toBe('broker-1')
    expect(offered(cluster, 'd', 0, { rack: '3' })).toBe(3600)
    expect(offered(cluster, 'e', 0)).toBe(3600)
    expect(offered(cluster, 'f', 0, { rack: '2' })).toBe('broker-2')
    expect(() => constraintOf('rack', 'groupBy:0', 'broker')).toThrow(
      'broker: found the condition "groupBy:0"',
    )
  })

  it('are suppressed while every broker is as it should be', () => {
    const [flow, cluster] = [new OfferFlow(), clusterOf(1)]
    expect(flow.settle(cluster.brokers)).toBeNull()
    offered(cluster, 'a', 0)
    expect(flow.settle(cluster.brokers)).toBe('suppress')
    expect(flow.settle(cluster.brokers)).toBeNull()
    cluster.ended(cluster.brokers[0]!, 0)
    expect(flow.settle(cluster.brokers)).toBe('revive')
  })
})

describe('a Kafka scheduler that comes back', () => {
  it('asks after its tasks six times, and kills what nobody knows', () => {
    const cluster = clusterOf(2)
    offered(cluster, 'a', 0)
    offered(cluster, 'b', 0)
    expect(cluster.reconcile()).toEqual([{ kind: 'reconcile', tasks: [] }])
    cluster.running(cluster.brokers[0]!, 'broker-0')
    for (let attempt = 2; attempt <= 6; attempt++)
      expect(cluster.reconcileAgain()).toEqual([{ kind: 'reconcile', tasks: ['broker-1'] }])
    expect(cluster.reconcileAgain()).toEqual([{ kind: 'kill', task: 'broker-1' }])
    expect(cluster.isReconciling).toBe(false)
    // Told to stop, it is no failure when it ends.
    cluster.ended(cluster.brokers[1]!, 0)
    expect(cluster.brokers[1]!.failover.failures).toBe(0)
  })

  it('kills a task that it knows nothing of', () => {
    const cluster = clusterOf(1)
    expect(cluster.running(cluster.brokers[0]!, 'stray')).toEqual([{ kind: 'kill', task: 'stray' }])
  })
})
