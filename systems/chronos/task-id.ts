/**
 * Ids of Chronos' tasks, which hold all that Chronos knows of a task: `ct:1420843781398:0:load:-a 1` (TaskUtils.scala, 2366753
 * and c1348dd).
 */
import { MILLISECOND, type Time } from '../../sim/engine/time.ts'
import type { Instant } from '../calendar/zone.ts'
import type { Job } from './job.ts'

export interface TaskName {
  readonly job: string
  readonly due: Instant
  readonly attempt: number
  readonly arguments: string
}

const TEXT = /^ct:(\d+):(\d+):([\w.-]+):?(.*)$/

/** @param override what takes the place of the job's arguments; null for none */
export function taskId(
  job: Pick<Job, 'name' | 'arguments'>,
  due: Instant,
  attempt: number,
  override: string | null = null,
): string {
  // A semicolon would end the command.
  const args = (override ?? job.arguments.join(' ')).replaceAll(';', '')
  return `ct:${Math.floor(due / MILLISECOND)}:${attempt}:${job.name}:${args}`
}

/** Null for what is no id of Chronos. */
export function parseTaskId(id: string): TaskName | null {
  const found = TEXT.exec(id)
  if (found === null) return null
  const [, due, attempt, job = '', args = ''] = found
  return { job, due: (Number(due) * MILLISECOND) as Time, attempt: Number(attempt), arguments: args }
}
