/**
 * Metronome's answers to its cases. The `op` of a case says what it asks.
 */
import type { Adapter } from './adapter.ts'
import { answerByOperation, type Question } from './by-operation.ts'
import { pipelineTriggers, runEnds, runLife, runsTriggered } from './metronome/running.ts'
import { cronParsed, executionAfter, schedulerSteps } from './metronome/scheduling.ts'
import {
  deletionAllowed,
  dependenciesValid,
  jobValid,
  networkValid,
  operatorOf,
  runValid,
  taskState,
} from './metronome/validating.ts'

const questions: Readonly<Record<string, Question>> = {
  deleteJob: deletionAllowed,
  nextExecution: executionAfter,
  parseCron: cronParsed,
  pipeline: pipelineTriggers,
  placementOperator: operatorOf,
  run: runLife,
  runEnds,
  scheduler: schedulerSteps,
  taskState,
  trigger: runsTriggered,
  validateDependencies: dependenciesValid,
  validateJob: jobValid,
  validateJobSchema: jobValid,
  validateNetwork: networkValid,
  validateRun: runValid,
}

export const metronome: Adapter = {
  system: 'metronome',
  answer: asked => answerByOperation('Metronome', questions, asked),
}
