/**
 * What the fields of Kafka's questions must be.
 */
import type * as z from 'zod'
import { count, either, flag, list, map, number, table, text, texts } from '../shape.ts'

const seconds = number(0, 1e10)
const ms = number(-1e15, 1e15)
const broker = map(
  {},
  {
    ...{ id: number(), cpus: number(0), mem: number(0), port: either('ports', text, count()), volume: text },
    ...{ constraints: table(text), active: flag, task: text, stickinessPeriodSeconds: seconds },
    ...{ failoverDelaySeconds: seconds, failoverMaxDelaySeconds: seconds, failoverMaxTries: count() },
  },
)
const failover = {
  ...{ delaySeconds: seconds, maxDelaySeconds: seconds, failures: count(), maxTries: count() },
  ...{ failureTimeMs: ms, nowMs: ms },
}
const failures = { failures: count() }

export const shapes = {
  brokersOffered: map({
    brokers: list(broker),
    offers: either('a number of offers, or a list of offers as text', count(), texts),
  }),
  startWanted: map({ active: flag, hasTask: flag }),
  brokerState: map({ active: flag }, { ...failover, task: text }),
  offerMatched: map({ broker, offer: text }, { nowMs: ms, attributes: table(text) }),
  constraintHolds: map({ constraint: text }, { value: text, valuesOfOtherBrokers: texts }),
  portFound: map({ offeredPorts: text }, { brokerPort: text }),
  homeHosts: map(
    { offerHosts: list(text.nullable()) },
    { lastHost: text, stopMs: ms, nowMs: ms, periodSeconds: seconds },
  ),
  homeOffer: map({ offerHost: text }, { lastHost: text, stopMs: ms, nowMs: ms, periodSeconds: seconds }),
  brokerEvents: map({ events: texts }),
  timeLeft: map({ periodSeconds: seconds }, { stopMs: ms, nowMs: ms, lastHost: text }),
  triesExceeded: map(failures, failover),
  isWaiting: map({ ...failures, nowMs: ms }, failover),
  delayOf: map(failures, failover),
  delayExpiry: map(failures, failover),
} satisfies Readonly<Record<string, z.ZodType>>
