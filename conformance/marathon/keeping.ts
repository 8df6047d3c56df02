/**
 * Marathon's cases about instances that exist: whom to kill, what is unreachable, overdue or unhealthy.
 */
import type { Time } from '../../sim/engine/time.ts'
import { SwitchyardError } from '../../sim/errors.ts'
import type { Era } from '../../systems/marathon/flags.ts'
import { isAlive, isForgiven, kills } from '../../systems/marathon/health.ts'
import type { Instance } from '../../systems/marathon/instance.ts'
import { type KillSelection, killOrder, propose } from '../../systems/marathon/scaling.ts'
import {
  isExpunged,
  isOverdue,
  isReservationOverdue,
  requireValid,
} from '../../systems/marathon/unreachable.ts'
import { conditionOf, flagsOf, type Json, MILLIS, requireKnown, strategyOf, timeOf } from './case-reader.ts'

/** `since` has any unit, for only its order matters. */
function instancesOf(written: unknown): Instance[] {
  return (written as Json[]).map(instance => {
    requireKnown(instance, ['id', 'condition', 'since'], 'instances')
    const { id, since } = instance as unknown as { id: string; since: number }
    return { id, condition: conditionOf(instance['condition']), since }
  })
}

export function scalingProposed(input: Json): unknown {
  requireKnown(
    input,
    [
      ...['instances', 'toDecommission', 'killedToMeetConstraints', 'scaleTo', 'killSelection'],
      ...['sinceUnit', 'semantics'],
    ],
    'input',
  )
  const picked = (input['killedToMeetConstraints'] ?? []) as string[]
  const { decommission, start } = propose({
    instances: instancesOf(input['instances']),
    sentenced: new Set(input['toDecommission'] as string[]),
    scaleTo: input['scaleTo'] as number,
    killSelection: input['killSelection'] as KillSelection,
    picked: candidates => candidates.filter(({ id }) => picked.includes(id)),
  })
  return { decommission: decommission.map(({ id }) => id), start }
}

export function orderOfKills(input: Json): unknown {
  requireKnown(input, ['op', 'killSelection', 'instances', 'sinceUnit', 'semantics'], 'input')
  const order = killOrder(instancesOf(input['instances']), input['killSelection'] as KillSelection)
  return { order: order.map(({ id }) => id) }
}

export function strategyValid(input: Json): unknown {
  requireKnown(input, ['op', 'unreachableStrategy', 'semantics'], 'input')
  try {
    requireValid(strategyOf(input['unreachableStrategy']), 'unreachableStrategy')
    return { valid: true }
  } catch (error) {
    if (error instanceof SwitchyardError) return { valid: false }
    throw error
  }
}

export function expunged(input: Json): unknown {
  requireKnown(
    input,
    ['op', 'condition', 'unreachableForSeconds', 'unreachableStrategy', 'semantics'],
    'input',
  )
  const away = input['unreachableForSeconds'] == null ? 0 : timeOf(input['unreachableForSeconds'])
  const strategy = strategyOf(input['unreachableStrategy'])
  return { expunge: isExpunged(conditionOf(input['condition']), away, strategy) }
}

export function overdue(input: Json, era: Era): unknown {
  requireKnown(
    input,
    [
      ...['op', 'condition', 'sinceMillis', 'taskLaunchTimeoutMillis', 'taskLaunchConfirmTimeoutMillis'],
      'semantics',
    ],
    'input',
  )
  const millis = (key: string, otherwise: Time) =>
    input[key] === undefined ? otherwise : (input[key] as number) * MILLIS
  const defaults = flagsOf(era)
  const flags = {
    taskLaunchTimeout: millis('taskLaunchTimeoutMillis', defaults.taskLaunchTimeout),
    taskLaunchConfirmTimeout: millis('taskLaunchConfirmTimeoutMillis', defaults.taskLaunchConfirmTimeout),
  }
  const condition = conditionOf(input['condition'])
  return { kill: isOverdue({ condition, since: -millis('sinceMillis', 0) }, 0, flags) }
}

export function reservationOverdue(input: Json): unknown {
  requireKnown(input, ['op', 'deadlineInSeconds', 'semantics'], 'input')
  return { release: isReservationOverdue(timeOf(input['deadlineInSeconds']), 0) }
}

/** Moments are numbers, or texts that order as their moments do. */
export function alive(input: Json): unknown {
  requireKnown(
    input,
    ['firstSuccess', 'lastSuccess', 'lastFailure', 'consecutiveFailures', 'semantics'],
    'input',
  )
  const moment = (key: string) => {
    const written = input[key]
    if (written == null) return null
    return typeof written === 'number' ? written : Date.parse(written as string)
  }
  return {
    alive: isAlive({
      firstSuccess: moment('firstSuccess'),
      lastSuccess: moment('lastSuccess'),
      lastFailure: moment('lastFailure'),
      consecutiveFailures: (input['consecutiveFailures'] ?? 0) as number,
    }),
  }
}

export function healthKills(input: Json): unknown {
  requireKnown(
    input,
    ['maxConsecutiveFailures', 'consecutiveFailuresBefore', 'unreachable', 'event', 'semantics'],
    'input',
  )
  const before = { consecutiveFailures: input['consecutiveFailuresBefore'] as number }
  const check = { maxConsecutiveFailures: input['maxConsecutiveFailures'] as number }
  return { kill: input['event'] === 'unhealthy' && kills(before, check, input['unreachable'] === true) }
}

export function failureForgiven(input: Json): unknown {
  requireKnown(input, ['op', 'graceSeconds', 'runningForSeconds', 'hadSuccess', 'semantics'], 'input')
  const firstSuccess = input['hadSuccess'] === true ? 0 : null
  const runningFor = input['runningForSeconds'] == null ? null : timeOf(input['runningForSeconds'])
  return { ignored: isForgiven({ firstSuccess }, runningFor, { grace: timeOf(input['graceSeconds']) }) }
}
