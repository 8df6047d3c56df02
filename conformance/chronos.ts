/**
 * Chronos' answers to its cases. The `op` of a case says what it asks.
 */
import type { Adapter } from './adapter.ts'
import { type Asking, answerByOperation } from './by-operation.ts'
import {
  afterEvents,
  childrenFound,
  edgesAccepted,
  parentsFound,
  vertexReplaced,
} from './chronos/following.ts'
import {
  constraintMet,
  nameValid,
  queuePlayed,
  revivesAsked,
  taskIdMade,
  taskIdRead,
  withArgumentsAdded,
} from './chronos/launching.ts'
import {
  iterationAt,
  jobsSplit,
  lookAt,
  scheduleParsed,
  scheduleSkipped,
  tailsOf,
  waitForNext,
} from './chronos/scheduling.ts'
import { shapes } from './chronos/shapes.ts'

const questions: Readonly<Record<string, Asking>> = {
  addEdges: { ask: edgesAccepted, shape: shapes.addEdges },
  arguments: { ask: withArgumentsAdded, shape: shapes.arguments },
  children: { ask: childrenFound, shape: shapes.relatives },
  constraint: { ask: constraintMet, shape: shapes.constraint },
  dependencies: { ask: afterEvents, shape: shapes.dependencies },
  iteration: { ask: iterationAt, shape: shapes.iteration },
  jobsToRun: { ask: jobsSplit, shape: shapes.jobsToRun },
  next: { ask: lookAt, shape: shapes.next },
  parents: { ask: parentsFound, shape: shapes.relatives },
  parseSchedule: { ask: scheduleParsed, shape: shapes.parseSchedule },
  parseTaskId: { ask: taskIdRead, shape: shapes.parseTaskId },
  queue: { ask: queuePlayed, shape: shapes.queue },
  replace: { ask: vertexReplaced, shape: shapes.replace },
  revive: { ask: revivesAsked, shape: shapes.revive },
  scheduleTails: { ask: tailsOf, shape: shapes.scheduleTails },
  skipForward: { ask: scheduleSkipped, shape: shapes.skipForward },
  taskId: { ask: taskIdMade, shape: shapes.taskId },
  timeUntilNext: { ask: waitForNext, shape: shapes.timeUntilNext },
  validName: { ask: nameValid, shape: shapes.validName },
}

export const chronos: Adapter = {
  system: 'chronos',
  answer: asked => answerByOperation('Chronos', questions, asked),
}
