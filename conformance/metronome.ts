/**
 * Metronome's answers to its cases. The `op` of a case says what it asks.
 */
import type { Adapter } from './adapter.ts'
import { type Asking, answerByOperation } from './by-operation.ts'
import { pipelineTriggers, runEnds, runLife, runsTriggered } from './metronome/running.ts'
import { cronParsed, executionAfter, schedulerSteps } from './metronome/scheduling.ts'
import { shapes } from './metronome/shapes.ts'
import {
  deletionAllowed,
  dependenciesValid,
  jobValid,
  networkValid,
  operatorOf,
  runValid,
  taskState,
} from './metronome/validating.ts'

const questions: Readonly<Record<string, Asking>> = {
  deleteJob: { ask: deletionAllowed, shape: shapes.deleteJob },
  nextExecution: { ask: executionAfter, shape: shapes.nextExecution },
  parseCron: { ask: cronParsed, shape: shapes.parseCron },
  pipeline: { ask: pipelineTriggers, shape: shapes.pipeline },
  placementOperator: { ask: operatorOf, shape: shapes.placementOperator },
  run: { ask: runLife, shape: shapes.run },
  runEnds: { ask: runEnds, shape: shapes.runEnds },
  scheduler: { ask: schedulerSteps, shape: shapes.scheduler },
  taskState: { ask: taskState, shape: shapes.taskState },
  trigger: { ask: runsTriggered, shape: shapes.trigger },
  validateDependencies: { ask: dependenciesValid, shape: shapes.validateDependencies },
  validateJob: { ask: jobValid, shape: shapes.validateJob },
  validateJobSchema: { ask: jobValid, shape: shapes.validateJob },
  validateNetwork: { ask: networkValid, shape: shapes.validateNetwork },
  validateRun: { ask: runValid, shape: shapes.validateRun },
}

export const metronome: Adapter = {
  system: 'metronome',
  answer: asked => answerByOperation('Metronome', questions, asked),
}
