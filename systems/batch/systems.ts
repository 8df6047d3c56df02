/**
 * Batch systems as they are studied in the literature of parallel jobs, and the same as the simulator PySS runs them.
 */
import { SECOND } from '../../sim/engine/time.ts'
import type {
  FrameworkSpec,
  LatencySpec,
  OrderName,
  QuirkSpec,
  SchedulerSpec,
  SystemSpec,
} from '../generic/spec.ts'

type Batch = Omit<SystemSpec, 'name'>

/** A batch system decides at once and stops at the first job that does not fit, as parallel-job studies assume. */
const batch: SchedulerSpec = {
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
const parallelJobs: FrameworkSpec = {
  name: 'batch',
  kind: 'batch',
  takes: ['*'],
  weight: 1,
  onFailure: 'cancel',
  retries: 0,
  backoff: 0,
  cancels: 'nothing',
}

function batchSystem(order: OrderName, quirks: QuirkSpec = {}): Batch {
  return { root: { ...batch, kind: 'monolithic', order }, frameworks: [parallelJobs], latency, quirks }
}

/** Under PySS an end that is expected at an instant is visible to all that happens then. */
const pyss: QuirkSpec = { passPerEvent: true, expectedEndsAreFree: true }

export const batchSystems: Readonly<Record<string, Batch>> = {
  'batch-fcfs': batchSystem('fifo'),
  'batch-easy': batchSystem('easy'),
  'batch-sjbf': batchSystem('easy-shortest-first'),
  'batch-conservative': batchSystem('conservative'),
  'pyss-fcfs': batchSystem('fifo', pyss),
  'pyss-easy': batchSystem('easy', pyss),
  'pyss-sjbf': batchSystem('easy-shortest-first', pyss),
  'pyss-conservative': batchSystem('conservative', { ...pyss, movesAllUp: true }),
}
