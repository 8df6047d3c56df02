/**
 * What the fields of Chronos' questions must be.
 */
import type * as z from 'zod'
import { attribute } from '../marathon/shapes.ts'
import { count, either, flag, list, map, number, text, texts } from '../shape.ts'

const seconds = number(-1e9, 1e9)
const millis = number(0, 1e15)
const written = { schedule: text }
const zoned = { scheduleTimeZone: text, now: text }
const window = map({ ...written, epsilonSeconds: seconds, horizonSeconds: seconds }, zoned)
const edges = list(either('an edge [parent, child]', texts.length(2)))
const jobs = list(map({ name: text, ...written }, { scheduleTimeZone: text, disabled: flag }))
const task = either(
  'the id of a task, or {taskId, highPriority}',
  text,
  map({ taskId: text }, { highPriority: flag }),
)
const dependent = map(
  { name: text },
  {
    ...{ ...written, parents: texts, retries: count(), softError: flag, disabled: flag },
    ...{ highPriority: flag, command: text },
  },
)
const event = map({ event: text, job: text }, { attempt: count(), parents: texts })

/** By the `op` of the question. */
export const shapes = {
  addEdges: map({ vertices: texts, edges }),
  arguments: map({ command: text, arguments: text }),
  constraint: map({ constraint: texts }, { attributes: list(attribute), offerHostname: text }),
  dependencies: map({ jobs: list(dependent), events: list(event) }, { disableAfterFailures: count() }),
  iteration: window,
  jobsToRun: map({ jobs }, { now: text }),
  next: window,
  parseSchedule: map(written, zoned),
  parseTaskId: map({ taskId: text }),
  queue: map({ enqueued: list(task) }, { reviveOffersForNewJobs: flag }),
  relatives: map({ edges, of: text }, { vertices: texts }),
  replace: map({ edges, replace: text, newCommand: text }),
  revive: map({ requests: count(), minReviveOffersIntervalMillis: millis }),
  scheduleTails: map(written, zoned),
  skipForward: map(written, zoned),
  taskId: map(
    { job: text, dueMillis: millis },
    { attempt: count(), jobArguments: texts, overrideArguments: text },
  ),
  timeUntilNext: map({ jobs }, { now: text }),
  validName: map({ name: text }),
} satisfies Readonly<Record<string, z.ZodType>>
