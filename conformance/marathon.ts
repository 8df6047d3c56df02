/**
 * Marathon's answers to its cases. The `op` of a case, or else its fields, say what it asks.
 */
import type * as z from 'zod'
import type { Era } from '../systems/marathon/flags.ts'
import type { Adapter, Answer, Case } from './adapter.ts'
import { operationText } from './by-operation.ts'
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
import { shapes } from './marathon/shapes.ts'
import { requireShape } from './shape.ts'

type Question = (input: Json, era: Era, expected: Json) => unknown

interface Asking {
  readonly ask: Question
  readonly shape: z.ZodType
}

const byOperation: Readonly<Record<string, Asking>> = {
  affectedIds: { ask: affectedIds, shape: shapes.affectedIds },
  dependencyGraph: { ask: dependencyGraph, shape: shapes.dependencyGraph },
  groupByLongestPath: { ask: longestPathClasses, shape: shapes.dependencyGraph },
  expunge: { ask: expunged, shape: shapes.expunged },
  ignoreFailure: { ask: failureForgiven, shape: shapes.failureForgiven },
  killOrder: { ask: orderOfKills, shape: shapes.orderOfKills },
  overdue: { ask: overdue, shape: shapes.overdue },
  reservationOverdue: { ask: reservationOverdue, shape: shapes.reservationOverdue },
  selectInstancesToKill: { ask: killsForConstraints, shape: shapes.killsForConstraints },
  validate: { ask: strategyValid, shape: shapes.strategyValid },
}

/** The first entry of which a case has all fields says what it asks. */
const byFields: readonly (Asking & { readonly fields: readonly string[] })[] = [
  { fields: ['constraint', 'offer'], ask: constraintHolds, shape: shapes.constraintHolds },
  {
    fields: ['app', 'offer'],
    ask: (input, era, expected) => resourcesMatch(input, expected, era),
    shape: shapes.resourcesMatch,
  },
  { fields: ['app', 'offerPorts'], ask: portsMatch, shape: shapes.portsMatch },
  { fields: ['unavailabilityStartsInSeconds'], ask: offerUsable, shape: shapes.offerUsable },
  { fields: ['apps', 'steps'], ask: backoffDeadlines, shape: shapes.backoffDeadlines },
  { fields: ['status'], ask: backoffAction, shape: shapes.backoffAction },
  { fields: ['backoffSeconds', 'failures'], ask: backoffGrowth, shape: shapes.backoffGrowth },
  { fields: ['offerCpus', 'matchers'], ask: offerShown, shape: shapes.offerShown },
  { fields: ['matchers', 'maxParallelOffers'], ask: offersQueued, shape: shapes.offersQueued },
  { fields: ['event', 'launchTokens'], ask: tokensAfter, shape: shapes.tokensAfter },
  { fields: ['event', 'consecutiveFailuresBefore'], ask: healthKills, shape: shapes.healthKills },
  { fields: ['lastSuccess', 'lastFailure'], ask: alive, shape: shapes.alive },
  { fields: ['from', 'to'], ask: planSteps, shape: shapes.planSteps },
  { fields: ['upgradeStrategy', 'oldRunning'], ask: replaceTrace, shape: shapes.replaceTrace },
  { fields: ['upgradeStrategy', 'healthyRunning'], ask: restartComputed, shape: shapes.restartComputed },
  { fields: ['instances', 'scaleTo'], ask: scalingProposed, shape: shapes.scalingProposed },
]

function questionOf({ input }: Case): Asking | undefined {
  const operation = input['op']
  if (typeof operation === 'string')
    return Object.hasOwn(byOperation, operation) ? byOperation[operation] : undefined
  return byFields.find(({ fields }) => fields.every(field => field in input))
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
        unsupported: `Marathon is not asked this: ${op === undefined ? `fields ${fields}` : operationText(op)}.`,
      }
    }
    const expected = isObject(asked.expected) ? asked.expected : {}
    try {
      requireShape(question.shape, asked.input)
      const found = question.ask(asked.input, eraOf(asked, file), expected)
      // A note beside an answer is a remark of the case's author: it goes back as it stands.
      return { found: isObject(found) && 'note' in expected ? { ...found, note: expected['note'] } : found }
    } catch (error) {
      if (error instanceof UnknownFields) return { unsupported: `${error.message}.` }
      throw error
    }
  },
}
