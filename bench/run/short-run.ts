/**
 * A run that is over before a thread for it would have started: it is executed where it was planned.
 */
import type { Workload } from '../../sim/contracts.ts'
import type { Time } from '../../sim/engine/time.ts'
import type { RunSpec } from '../plan.ts'
import { type WorkerAnswer, work } from './worker.ts'

/** Most tasks of such a run; they take about a tenth of a second, as the start of a thread does. */
const MOST_TASKS = 5_000

/**
 * Executes a run in this thread; undefined where it turned out to be longer, and has to be begun again in a worker. A
 * run depends on its specification alone, so the answer is the same in both.
 *
 * Ctrl-C waits for as long as this takes. Policies of users, who may write endless loops, and traces, which have to be
 * read to their end, are therefore left to workers.
 */
export async function shortRun(spec: RunSpec): Promise<WorkerAnswer | undefined> {
  const { kind } = spec.workload
  if (kind !== 'mix' && kind !== 'lublin') return undefined
  if (Object.keys(spec.policyFiles).length > 0) return undefined
  let tooLong = false
  const answer = await work(spec, workload =>
    limited(workload, spec.until, () => {
      tooLong = true
    }),
  )
  return tooLong ? undefined : answer
}

/** The workload, which throws as soon as it has handed out more than a short run can have. */
function limited(workload: Workload, until: Time, onTooLong: () => void): Workload {
  let tasks = 0
  return {
    ...workload,
    async read(batch) {
      const count = await workload.read(batch)
      for (let row = 0; row < count && batch.submit[row]! <= until; row++) tasks += batch.tasks[row]!
      if (tasks > MOST_TASKS) {
        onTooLong()
        throw new Error(`the run has more than ${MOST_TASKS} tasks`)
      }
      return count
    },
  }
}
