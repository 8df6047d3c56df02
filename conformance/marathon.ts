/**
 * Marathon's answers to its cases. The `op` of a case, or else its fields, say what it asks.
 */
import type { Era } from '../systems/marathon/flags.ts'
import type { Adapter, Answer, Case } from './adapter.ts'
import { eraOf, type Json, UnknownFields } from './marathon/case-reader.ts'
import {
  affectedIds,
  dependencyGraph,
  longestPathClasses,
  planSteps,
  replaceTrace,
  restartComputed,
} from './marathon/deploying.ts'
import {
  alive,
  expunged,
  failureForgiven,
  healthKills,
  orderOfKills,
  overdue,
  reservationOverdue,
  scalingProposed,
  strategyValid,
} from './marathon/keeping.ts'
import {
  backoffAction,
  backoffDeadlines,
  backoffGrowth,
  offerShown,
  offersQueued,
  tokensAfter,
} from './marathon/launching.ts'
import {
  constraintHolds,
  killsForConstraints,
  offerUsable,
  portsMatch,
  resourcesMatch,
} from './marathon/placement.ts'

type Question = (input: Json, era: Era, expected: Json) => unknown

const byOperation: Readonly<Record<string, Question>> = {
  affectedIds,
  dependencyGraph,
  groupByLongestPath: longestPathClasses,
  expunge: expunged,
  ignoreFailure: failureForgiven,
  killOrder: orderOfKills,
  overdue,
  reservationOverdue,
  selectInstancesToKill: killsForConstraints,
  validate: strategyValid,
}

/** The first entry of which a case has all fields says what it asks. */
const byFields: readonly (readonly [readonly string[], Question])[] = [
  [['constraint', 'offer'], constraintHolds],
  [['app', 'offer'], (input, era, expected) => resourcesMatch(input, expected, era)],
  [['app', 'offerPorts'], portsMatch],
  [['unavailabilityStartsInSeconds'], offerUsable],
  [['apps', 'steps'], backoffDeadlines],
  [['status'], backoffAction],
  [['backoffSeconds', 'failures'], backoffGrowth],
  [['offerCpus', 'matchers'], offerShown],
  [['matchers', 'maxParallelOffers'], offersQueued],
  [['event', 'launchTokens'], tokensAfter],
  [['event', 'consecutiveFailuresBefore'], healthKills],
  [['lastSuccess', 'lastFailure'], alive],
  [['from', 'to'], planSteps],
  [['upgradeStrategy', 'oldRunning'], replaceTrace],
  [['upgradeStrategy', 'healthyRunning'], restartComputed],
  [['instances', 'scaleTo'], scalingProposed],
]

function questionOf({ input }: Case): Question | undefined {
  const operation = input['op']
  if (typeof operation === 'string')
    return Object.hasOwn(byOperation, operation) ? byOperation[operation] : undefined
  return byFields.find(([fields]) => fields.every(field => field in input))?.[1]
}

function isObject(value: unknown): value is Json {
  return value !== null && typeof value === 'object'
}

export const marathon: Adapter = {
  system: 'marathon',
  answer(asked, file): Answer {
    const question = questionOf(asked)
    if (question === undefined) {
      const { op } = asked.input
      const fields = Object.keys(asked.input).join(', ')
      return {
        unsupported: `Marathon is not asked this: ${op === undefined ? `fields ${fields}` : `op ${op}`}.`,
      }
    }
    const expected = isObject(asked.expected) ? asked.expected : {}
    try {
      const found = question(asked.input, eraOf(asked, file), expected)
      // A note beside an answer is a remark of the case's author: it goes back as it stands.
      return { found: isObject(found) && 'note' in expected ? { ...found, note: expected['note'] } : found }
    } catch (error) {
      if (error instanceof UnknownFields) return { unsupported: `${error.message}.` }
      throw error
    }
  },
}
