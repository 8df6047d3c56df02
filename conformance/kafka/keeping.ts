/**
 * Kafka's cases about brokers over time: delays after failures, home hosts, states, who is launched.
 */
import { inSeconds, MILLISECOND } from '../../sim/engine/time.ts'
import { Broker, brokerDefaults } from '../../systems/kafka/broker.ts'
import { KafkaCluster } from '../../systems/kafka/cluster.ts'
import { Failover } from '../../systems/kafka/failover.ts'
import { takeOffer } from '../../systems/kafka/offers.ts'
import { Stickiness } from '../../systems/kafka/stickiness.ts'
import { type Json, requireKnown, timeOf, UnknownFields } from '../marathon/case-reader.ts'
import { brokerOf, millis, resourcesOf, TASK } from './case-reader.ts'

const failoverFields = ['delaySeconds', 'maxDelaySeconds', 'failures', 'maxTries', 'failureTimeMs', 'nowMs']

function failoverOf(input: Json): Failover {
  const { failover } = brokerDefaults
  return failedAsSaid(
    new Failover({
      delay: input['delaySeconds'] == null ? failover.delay : timeOf(input['delaySeconds']),
      maxDelay: input['maxDelaySeconds'] == null ? failover.maxDelay : timeOf(input['maxDelaySeconds']),
      maxTries: (input['maxTries'] ?? null) as number | null,
    }),
    input,
  )
}

function failedAsSaid(failover: Failover, input: Json): Failover {
  for (let failure = 0; failure < ((input['failures'] ?? 0) as number); failure++)
    failover.failed(millis(input['failureTimeMs'] ?? 0))
  return failover
}

export function delayOf(input: Json): unknown {
  requireKnown(input, failoverFields, 'input')
  return { currentDelaySeconds: inSeconds(failoverOf(input).currentDelay) }
}

export function delayExpiry(input: Json): unknown {
  requireKnown(input, failoverFields, 'input')
  return { delayExpiresMs: failoverOf(input).expiresAt / MILLISECOND }
}

export function triesExceeded(input: Json): unknown {
  requireKnown(input, failoverFields, 'input')
  return { exceeded: failoverOf(input).isMaxTriesExceeded }
}

export function isWaiting(input: Json): unknown {
  requireKnown(input, failoverFields, 'input')
  return { waiting: failoverOf(input).isWaitingAt(millis(input['nowMs'])) }
}

/** `{lastHost, offerHosts}`: which of the hosts are home; at a time after it stopped, which are allowed. */
export function homeHosts(input: Json): unknown {
  requireKnown(input, ['lastHost', 'offerHosts', 'stopMs', 'nowMs', 'periodSeconds'], 'input')
  const period = input['periodSeconds']
  const stickiness = new Stickiness(period == null ? brokerDefaults.stickinessPeriod : timeOf(period))
  if (input['lastHost'] != null) stickiness.started(input['lastHost'] as string)
  if (input['stopMs'] != null) stickiness.stopped(millis(input['stopMs']))
  const isOver =
    input['stopMs'] != null && input['nowMs'] != null && stickiness.timeLeft(millis(input['nowMs'])) <= 0
  return { matches: (input['offerHosts'] as string[]).map(host => isOver || stickiness.isHome(host)) }
}

/** `{periodSeconds, stopMs, nowMs}`: how long only the last host is accepted. */
export function timeLeft(input: Json): unknown {
  requireKnown(input, ['periodSeconds', 'stopMs', 'nowMs', 'lastHost'], 'input')
  const stickiness = new Stickiness(timeOf(input['periodSeconds']))
  stickiness.started((input['lastHost'] ?? 'host') as string)
  if (input['stopMs'] != null) stickiness.stopped(millis(input['stopMs']))
  return { timeLeftSeconds: inSeconds(stickiness.timeLeft(millis(input['nowMs'] ?? 0))) }
}

/** `start host`, `stop@0`, `fail@1000` in a row. */
export function brokerEvents(input: Json): unknown {
  requireKnown(input, ['events'], 'input')
  const broker = new Broker({ ...brokerDefaults, id: 0 })
  for (const event of input['events'] as string[]) {
    const start = /^start (\S+)$/.exec(event)
    const end = /^(stop|fail|failed|failure)@(\d+)$/.exec(event)
    if (start !== null) broker.registerStart(start[1]!)
    else if (end !== null) broker.registerStop(millis(Number(end[2])), end[1] !== 'stop')
    else if (event === 'reset') broker.failover.reset()
    else throw new UnknownFields(`events has ${JSON.stringify(event)}, which is not modelled`)
  }
  const { stickiness, failover } = broker
  const shown = (time: number | null) => (time === null ? null : time / MILLISECOND)
  return {
    host: stickiness.host,
    stopMs: shown(stickiness.stoppedAt),
    failures: failover.failures,
    failureTimeMs: shown(failover.failedAt),
  }
}

export function startWanted(input: Json): unknown {
  requireKnown(input, ['active', 'hasTask'], 'input')
  const broker = brokerOf({ active: input['active'], task: input['hasTask'] === true ? 'pending' : null })
  return { shouldStart: broker.shouldStart, shouldStop: broker.shouldStop }
}

/** What the framework says of a broker, without the times that it adds. */
export function brokerState(input: Json): unknown {
  requireKnown(input, ['active', 'task', ...failoverFields], 'input')
  const broker = brokerOf({
    active: input['active'],
    task: input['task'],
    ...(input['delaySeconds'] == null ? {} : { failoverDelaySeconds: input['delaySeconds'] }),
    ...(input['maxTries'] == null ? {} : { failoverMaxTries: input['maxTries'] }),
  })
  failedAsSaid(broker.failover, input)
  const label = broker.label(millis(input['nowMs'] ?? 0))
  return { state: label, stateStartsWith: label }
}

/** `{brokers, offers}`: so many offers that suit any broker, or these, one after the other. Who is not to run is killed. */
export function brokersOffered(input: Json): unknown {
  requireKnown(input, ['brokers', 'offers'], 'input')
  const cluster = new KafkaCluster((input['brokers'] as Json[]).map(brokerOf))
  const killed = cluster.brokers.filter(broker => broker.shouldStop)
  for (const broker of killed) cluster.stop(broker)
  const written = input['offers'] as number | string[]
  const texts = Array.isArray(written)
    ? written
    : Array<string>(written).fill('cpus:8; mem:65536; ports:1000')
  const results = texts.map((text, i) => {
    const offer = { hostname: TASK.hostname, attributes: {}, resources: resourcesOf(text) }
    const taken = takeOffer(offer, cluster.brokers, 0, 0.5)
    if (taken.broker === null) return taken.reasons.includes('no work to do') ? 'noWork' : 'decline'
    cluster.launched(taken.broker, `task${i}`, offer)
    return 'accept'
  })
  const launched = results.filter(result => result === 'accept').length
  return { launched, killed: killed.length, result: results.at(-1) ?? null }
}
