/**
 * Answers of the Kafka framework for Mesos to its cases. The fields of a case say what it asks.
 */
import type * as z from 'zod'
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
import { shapes } from './kafka/shapes.ts'
import { type Json, UnknownFields } from './marathon/case-reader.ts'
import { requireShape } from './shape.ts'

type Question = (input: Json, expected: Json) => unknown

/** The first entry of which a case has all fields says what it asks. */
const byFields: readonly (readonly [readonly string[], Question, z.ZodType])[] = [
  [['brokers', 'offers'], brokersOffered, shapes.brokersOffered],
  [['active', 'hasTask'], startWanted, shapes.startWanted],
  [['active', 'task'], brokerState, shapes.brokerState],
  [['broker', 'offer'], offerMatched, shapes.offerMatched],
  [['constraint'], constraintHolds, shapes.constraintHolds],
  [['offeredPorts'], portFound, shapes.portFound],
  [['lastHost', 'offerHosts'], homeHosts, shapes.homeHosts],
  [['lastHost', 'offerHost'], homeOffer, shapes.homeOffer],
  [['events'], brokerEvents, shapes.brokerEvents],
  [['periodSeconds'], timeLeft, shapes.timeLeft],
  [['maxTries', 'failures'], triesExceeded, shapes.triesExceeded],
  [['delaySeconds', 'failures', 'nowMs'], isWaiting, shapes.isWaiting],
  [['delaySeconds', 'failures', 'maxDelaySeconds'], delayOf, shapes.delayOf],
  [['delaySeconds', 'failures'], delayExpiry, shapes.delayExpiry],
]

export const kafka: Adapter = {
  system: 'kafka-mesos',
  answer({ input, expected }: Case): Answer {
    const found = byFields.find(([fields]) => fields.every(field => field in input))
    if (found === undefined)
      return { unsupported: `Kafka is not asked this: fields ${Object.keys(input).join(', ')}.` }
    const [, question, shape] = found
    try {
      requireShape(shape, input)
      return { found: question(input, (expected ?? {}) as Json) }
    } catch (error) {
      if (error instanceof UnknownFields) return { unsupported: `${error.message}.` }
      throw error
    }
  },
}
