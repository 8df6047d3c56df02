/**
 * Batch systems as they are studied in the literature of parallel jobs, and the same as the simulator PySS runs them.
 */
import { SECOND } from '../../sim/engine/time.ts'
import type { DeclaredSystem, SystemDefinition } from '../definition.ts'
import type {
  BatchSpec,
  LatencySpec,
  MonolithicSpec,
  OrderName,
  QuirkSpec,
  SchedulerSpec,
} from '../generic/spec.ts'

/** A batch system decides at once and stops at the first job that does not fit, as parallel-job studies assume. */
const scheduler: SchedulerSpec = {
  order: 'fifo',
  place: 'first-fit',
  rules: [],
  share: 'fifo',
  think: { default: { perJob: 0, perTask: 0 } },
  whenBlocked: 'wait',
  retryAfter: SECOND,
}

const latency: LatencySpec = { scheduler: 0, machine: 0, status: 0 }

/** Parallel jobs of a batch system are given up when they fail: the user submits again. */
const parallelJobs: BatchSpec = {
  name: 'batch',
  kind: 'batch',
  takes: ['*'],
  weight: 1,
  onFailure: 'cancel',
  retries: 0,
  backoff: 0,
  cancels: 'nothing',
}

function batchSystem(order: OrderName, says: string, quirks: QuirkSpec = {}): DeclaredSystem {
  const root: MonolithicSpec = { ...scheduler, kind: 'monolithic', order }
  return { says, root, frameworks: [parallelJobs], latency, quirks }
}

export const batch: SystemDefinition = {
  title: 'Batch systems',
  says: 'Rigid parallel jobs on one machine, as they are studied in the literature: decisions take no time, and the first job that does not fit blocks the others unless they may be backfilled.',
  systems: {
    'batch-fcfs': batchSystem(
      'fifo',
      'parallel jobs, first come first served: the baseline of backfilling studies',
    ),
    'batch-easy': batchSystem(
      'easy',
      'parallel jobs with EASY backfilling: small jobs pass if the first in line is not delayed',
    ),
    'batch-sjbf': batchSystem('easy-shortest-first', 'the same, where the shortest job passes first'),
    'batch-conservative': batchSystem(
      'conservative',
      'parallel jobs with conservative backfilling: a job passes if none before it is delayed',
    ),
  },
}

/** Under PySS an end that is expected at an instant is visible to all that happens then. */
const asPyss: QuirkSpec = { passPerEvent: true, expectedEndsAreFree: true }

export const pyss: SystemDefinition = {
  title: 'Batch systems as PySS runs them',
  says: 'For comparison with published schedules only. See [backfilling](../background/backfilling.md#how-pyss-treats-one-instant).',
  systems: {
    'pyss-fcfs': batchSystem(
      'fifo',
      'batch-fcfs as the simulator PySS runs it, to compare with its schedules',
      asPyss,
    ),
    'pyss-easy': batchSystem('easy', 'batch-easy as PySS runs it', asPyss),
    'pyss-sjbf': batchSystem('easy-shortest-first', 'batch-sjbf as PySS runs it', asPyss),
    'pyss-conservative': batchSystem('conservative', 'batch-conservative as PySS runs it', {
      ...asPyss,
      movesAllUp: true,
    }),
  },
}
