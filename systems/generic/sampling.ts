import { Sampling } from '../../policies/root/sampling/sampling.ts'
import type { RootKind } from '../definition.ts'
import { parallelFrameworkOptions, parallelOptions, parallelSchedulers } from './parallel-schedulers.ts'
import type { ParallelSpec, SamplingSpec } from './spec.ts'

export const sampling: RootKind<SamplingSpec, ParallelSpec> = {
  kind: 'sampling',
  says: 'schedulers probe a few machines, and the first that is free takes the task',
  options: {
    ...parallelOptions,
    probeRatio: { is: 'ratio', about: 'Sampling: probes per task.' },
    binding: {
      is: 'word',
      of: ['late', 'early'],
      about: 'Sampling: a machine asks for a task when one fits, or is claimed when it is probed.',
    },
  },
  frameworkOptions: parallelFrameworkOptions,
  startsGangs: false,
  plansStarts: false,

  *check({ root, name }) {
    if (root.binding !== 'late' || root.place === 'random') return
    yield {
      at: ['place'],
      found: `"${root.place}" with late binding (system "${name}")`,
      expected: 'random: under late binding the probed machine that is free first takes the task',
      remedy: 'set root.binding: early, or leave place out',
    }
  },

  build({ root, quirks, frameworks }, { builder }) {
    return new Sampling({
      ...root,
      ...parallelSchedulers(frameworks, root.schedulers, builder),
      passPerEvent: quirks.passPerEvent === true,
      ...builder.ofRoot(),
    })
  },
}
