import { Monolithic } from '../../policies/root/monolithic.ts'
import { Preemption } from '../../policies/root/scheduler/preemption.ts'
import { Scheduler } from '../../policies/root/scheduler/scheduler.ts'
import type { Cluster } from '../../sim/cluster.ts'
import type { RootKind } from '../definition.ts'
import { preemptionNamed, preemptions } from './named-policies.ts'
import { rootFailureOptions, withFailures } from './root-failures.ts'
import type { MonolithicSpec } from './spec.ts'

/** The word for killing nobody. */
const NOBODY = 'none'

export const monolithic: RootKind<MonolithicSpec> = {
  kind: 'monolithic',
  says: 'one scheduler decides everything, on what is true now',
  options: {
    ...rootFailureOptions,
    preempt: {
      is: 'word',
      of: [NOBODY, ...Object.keys(preemptions)],
      absent: NOBODY,
      about:
        'Monolithic: which tasks are killed to make room for a job of higher priority that finds none; needs order: priority, when-blocked: wait and share: fifo.',
    },
  },
  startsGangs: true,
  plansStarts: true,

  /** Preemption keeps the room that it makes by blocking the line: nothing may pass, and nobody may come from another line. */
  *check({ root, name }) {
    const { preempt, order, whenBlocked, share } = root
    if (preempt === undefined) return
    const wrong = [
      ...(order === 'priority' ? [] : [`order: ${order}`]),
      ...(whenBlocked === 'wait' ? [] : [`when-blocked: ${whenBlocked}`]),
      ...(share === 'fifo' ? [] : [`share: ${share}`]),
    ]
    if (wrong.length === 0) return
    yield {
      at: ['preempt'],
      found: `preemption with ${wrong.join(', ')} (system "${name}")`,
      expected:
        'order: priority, when-blocked: wait and share: fifo, so that nothing takes the room that it makes',
    }
  },

  build({ root, quirks }, { cluster, builder }) {
    const parts = builder.central()
    const preempt = preemptionNamed(root.preempt)
    const scheduler = new Scheduler(cluster, 0, { ...parts, preempts: preempt !== null })
    const { placement, rules } = parts
    const preemption = preempt === null ? null : new Preemption(cluster, preempt, placement, rules)
    const plugs = (_: Cluster, retries: () => void) => {
      scheduler.onRetry = retries
      return { queue: scheduler, planner: scheduler, preemption }
    }
    const options = {
      freeFailedAttempts: quirks.freeFailedAttempts === true,
      passPerEvent: quirks.passPerEvent === true,
      expectedEndsAreFree: quirks.expectedEndsAreFree === true,
    }
    return withFailures(new Monolithic(plugs, options), root, cluster)
  },
}
