/**
 * Chronos' cases about tasks: their ids, their queue, their constraints, reviving.
 */
import { MILLISECOND } from '../../sim/engine/time.ts'
import { SwitchyardError } from '../../sim/errors.ts'
import { attributesOf, constraintOf } from '../../systems/chronos/constraint.ts'
import { isValidName, withArguments } from '../../systems/chronos/job.ts'
import { Reviving } from '../../systems/chronos/reviving.ts'
import { parseTaskId, taskId } from '../../systems/chronos/task-id.ts'
import { TaskQueue } from '../../systems/chronos/task-queue.ts'
import type { Attribute } from '../../systems/marathon/offer.ts'
import { type Json, requireKnown } from '../marathon/case-reader.ts'

export function nameValid(input: Json): unknown {
  requireKnown(input, ['op', 'name'], 'input')
  return { valid: isValidName(input['name'] as string) }
}

export function withArgumentsAdded(input: Json): unknown {
  requireKnown(input, ['op', 'command', 'arguments'], 'input')
  return { command: withArguments(input['command'] as string, input['arguments'] as string) }
}

export function taskIdMade(input: Json): unknown {
  requireKnown(input, ['op', 'job', 'dueMillis', 'attempt', 'jobArguments', 'overrideArguments'], 'input')
  const job = { name: input['job'] as string, arguments: (input['jobArguments'] ?? []) as string[] }
  const due = (input['dueMillis'] as number) * MILLISECOND
  const override = (input['overrideArguments'] ?? null) as string | null
  return { taskId: taskId(job, due, (input['attempt'] ?? 0) as number, override) }
}

export function taskIdRead(input: Json): unknown {
  requireKnown(input, ['op', 'taskId'], 'input')
  const name = parseTaskId(input['taskId'] as string)
  if (name === null) return { valid: false, error: true }
  return {
    job: name.job,
    dueMillis: name.due / MILLISECOND,
    attempt: name.attempt,
    arguments: name.arguments,
  }
}

export function constraintMet(input: Json): unknown {
  requireKnown(input, ['op', 'constraint', 'attributes', 'offerHostname'], 'input')
  const attributes = (input['attributes'] ?? []) as Attribute[]
  const hostname = input['offerHostname'] as string | undefined
  try {
    const constraint = constraintOf(input['constraint'] as string[], 'constraint')
    return {
      matches: constraint.isMetBy(
        hostname === undefined ? attributes : attributesOf({ hostname, attributes }),
      ),
    }
  } catch (error) {
    if (error instanceof SwitchyardError) return { error: true }
    throw error
  }
}

/** `{enqueued, reviveOffersForNewJobs}`: how often Mesos is asked for offers, and in which order tasks come out. */
export function queuePlayed(input: Json): unknown {
  requireKnown(input, ['op', 'enqueued', 'reviveOffersForNewJobs'], 'input')
  const queue = new TaskQueue({ reviveOffersForNewJobs: input['reviveOffersForNewJobs'] === true })
  const tasks = input['enqueued'] as (string | { taskId: string; highPriority?: boolean })[]
  const revives = tasks.filter(task =>
    typeof task === 'string'
      ? queue.enqueue(task, false)
      : queue.enqueue(task.taskId, task.highPriority === true),
  )
  return { revives: revives.length, order: tasks.map(() => queue.take(() => true)) }
}

/** `{requests}` at one moment: how many revive at once, and how many checks are planned. */
export function revivesAsked(input: Json): unknown {
  requireKnown(input, ['op', 'requests', 'minReviveOffersIntervalMillis'], 'input')
  const reviving = new Reviving((input['minReviveOffersIntervalMillis'] as number) * MILLISECOND)
  let revivesNow = 0
  for (let request = 0; request < (input['requests'] as number); request++)
    if (reviving.request(0)) revivesNow += 1
  return { revivesNow, checksScheduled: reviving.checkAt === null ? 0 : 1 }
}
