import { SharedState } from '../../policies/root/shared-state/shared-state.ts'
import type { RootKind } from '../definition.ts'
import { parallelFrameworkOptions, parallelOptions, parallelSchedulers } from './parallel-schedulers.ts'
import { rootFailureOptions, withFailures } from './root-failures.ts'
import type { ParallelSpec, SharedStateSpec } from './spec.ts'

export const sharedState: RootKind<SharedStateSpec, ParallelSpec> = {
  kind: 'shared-state',
  says: 'every framework decides on a copy of the state, and conflicts are refused',
  options: {
    conflict: {
      is: 'word',
      of: ['version', 'fit'],
      about: 'Shared state: a claim conflicts if the machine changed, or if it does not fit now.',
    },
    transaction: {
      is: 'word',
      of: ['all-or-nothing', 'incremental'],
      about: 'Shared state: a conflict rolls all claims back, or only those that conflict.',
    },
    ...parallelOptions,
    ...rootFailureOptions,
  },
  frameworkOptions: parallelFrameworkOptions,
  startsGangs: true,
  plansStarts: false,

  build({ root, quirks, frameworks }, { builder, cluster }) {
    const sharedState = new SharedState({
      ...root,
      ...parallelSchedulers(frameworks, root.schedulers, builder),
      freeFailedAttempts: quirks.freeFailedAttempts === true,
      passPerEvent: quirks.passPerEvent === true,
      sequenceNumbers: quirks.sequenceNumbers === true,
    })
    return withFailures(sharedState, root, cluster)
  },
}
