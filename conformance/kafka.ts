/**
 * Answers of the Kafka framework for Mesos to its cases. The fields of a case say what it asks.
 */
import type { Adapter, Answer, Case } from './adapter.ts'
import {
  brokerEvents,
  brokerState,
  brokersOffered,
  delayExpiry,
  delayOf,
  homeHosts,
  isWaiting,
  startWanted,
  timeLeft,
  triesExceeded,
} from './kafka/keeping.ts'
import { constraintHolds, homeOffer, offerMatched, portFound } from './kafka/matching.ts'
import { type Json, UnknownFields } from './marathon/case-reader.ts'

type Question = (input: Json, expected: Json) => unknown

/** The first entry of which a case has all fields says what it asks. */
const byFields: readonly (readonly [readonly string[], Question])[] = [
  [['brokers', 'offers'], brokersOffered],
  [['active', 'hasTask'], startWanted],
  [['active', 'task'], brokerState],
  [['broker', 'offer'], offerMatched],
  [['constraint'], constraintHolds],
  [['offeredPorts'], portFound],
  [['lastHost', 'offerHosts'], homeHosts],
  [['lastHost', 'offerHost'], homeOffer],
  [['events'], brokerEvents],
  [['periodSeconds'], timeLeft],
  [['maxTries', 'failures'], triesExceeded],
  [['delaySeconds', 'failures', 'nowMs'], isWaiting],
  [['delaySeconds', 'failures', 'maxDelaySeconds'], delayOf],
  [['delaySeconds', 'failures'], delayExpiry],
]

export const kafka: Adapter = {
  system: 'kafka-mesos',
  answer({ input, expected }: Case): Answer {
    const question = byFields.find(([fields]) => fields.every(field => field in input))?.[1]
    if (question === undefined)
      return { unsupported: `Kafka is not asked this: fields ${Object.keys(input).join(', ')}.` }
    try {
      return { found: question(input, (expected ?? {}) as Json) }
    } catch (error) {
      if (error instanceof UnknownFields) return { unsupported: `${error.message}.` }
      throw error
    }
  },
}
