/**
 * Metronome's cases about what may be written: jobs, runs, networks, dependencies, operators.
 */

import { Fields } from '../../systems/definition-file/fields.ts'
import { readJob } from '../../systems/metronome/definition-file.ts'
import { childrenOf, type Dependent, dependencyFault } from '../../systems/metronome/dependencies.ts'
import { head } from '../../systems/metronome/era.ts'
import { placementOperator } from '../../systems/metronome/placement.ts'
import {
  networkViolations,
  runViolations,
  type Violation,
  type WrittenNetwork,
  type WrittenRun,
} from '../../systems/metronome/run-checks.ts'
import { taskStateOf } from '../../systems/metronome/task-state.ts'
import { FaultList } from '../fault-list.ts'
import { conditionOf, type Json, requireKnown } from '../marathon/case-reader.ts'

/** `{job}`: whether it is written as the schema of the API says. */
export function jobValid(input: Json): unknown {
  requireKnown(input, ['op', 'job'], 'input')
  const report = new FaultList()
  const fields = Fields.of({ value: input['job'], at: [] }, 'a job', report)
  if (fields !== undefined) readJob(fields, head)
  return { valid: report.faults.length === 0 }
}

export function runValid(input: Json): unknown {
  requireKnown(input, ['op', 'run'], 'input')
  return judged(runViolations(withoutNulls(input['run']) as WrittenRun))
}

export function networkValid(input: Json): unknown {
  requireKnown(input, ['op', 'network'], 'input')
  return judged(networkViolations(withoutNulls(input['network']) as WrittenNetwork))
}

/** A field that is null is one that is not written. */
function withoutNulls(written: unknown): unknown {
  return JSON.parse(JSON.stringify(written), (_, value) => value ?? undefined)
}

function judged(violations: readonly Violation[]): unknown {
  return { valid: violations.length === 0, violations }
}

/** A job that names no dependencies has none. */
export function dependentOf(written: Json): Dependent {
  return { id: written['id'] as string, dependencies: (written['dependencies'] ?? []) as string[] }
}

const existing = (input: Json) => (input['existing'] as Json[]).map(dependentOf)

export function dependenciesValid(input: Json): unknown {
  requireKnown(input, ['op', 'job', 'existing'], 'input')
  const error = dependencyFault(dependentOf(input['job'] as Json), existing(input))
  return error === null ? { valid: true } : { valid: false, error }
}

export function deletionAllowed(input: Json): unknown {
  requireKnown(input, ['op', 'job', 'existing'], 'input')
  return { deleted: childrenOf(input['job'] as string, existing(input)).length === 0 }
}

export function operatorOf(input: Json): unknown {
  requireKnown(input, ['op', 'operator'], 'input')
  return { operator: placementOperator(input['operator'] as string, 'head') }
}

export function taskState(input: Json): unknown {
  requireKnown(input, ['op', 'condition'], 'input')
  return { taskState: taskStateOf(conditionOf(input['condition'])) }
}
