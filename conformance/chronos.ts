/**
 * Chronos' answers to its cases. The `op` of a case says what it asks.
 */
import type { Adapter } from './adapter.ts'
import { answerByOperation, type Question } from './by-operation.ts'
import { afterEvents, edgesAccepted, parentCount, vertexReplaced } from './chronos/following.ts'
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

const questions: Readonly<Record<string, Question>> = {
  addEdges: edgesAccepted,
  arguments: withArgumentsAdded,
  constraint: constraintMet,
  dependencies: afterEvents,
  iteration: iterationAt,
  jobsToRun: jobsSplit,
  next: lookAt,
  parents: parentCount,
  parseSchedule: scheduleParsed,
  parseTaskId: taskIdRead,
  queue: queuePlayed,
  replace: vertexReplaced,
  revive: revivesAsked,
  scheduleTails: tailsOf,
  skipForward: scheduleSkipped,
  taskId: taskIdMade,
  timeUntilNext: waitForNext,
  validName: nameValid,
}

export const chronos: Adapter = {
  system: 'chronos',
  answer: asked => answerByOperation('Chronos', questions, asked),
}
