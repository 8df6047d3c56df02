/**
 * From a plan to results: every run that the folder does not hold yet, on all cores, each kept as soon as it is finished.
 */
import type { ExperimentResults, RunRecord } from '../../reports/experiment-results.ts'
import { SwitchyardError } from '../../sim/errors.ts'
import type { Plan } from '../plan.ts'
import type { FolderChoice, WhenDifferent } from './folder-choice.ts'
import { isEnough, looksOf } from './looks.ts'
import { ResultsFolder } from './results-folder.ts'
import { shardOf } from './shard.ts'
import { Sweep, type SweepOptions } from './sweep.ts'

export interface RunOptions extends SweepOptions {
  /** Where the results go; where it holds other results they go beside it, see folder-choice.ts. */
  readonly folder: string
  /** Called once, with the folder that the results really go to. */
  readonly onFolder?: (choice: FolderChoice) => void
  readonly whenDifferent?: WhenDifferent
}

/**
 * Executes a plan, or one shard of it, and returns the results in the order of the plan, whatever the number of workers
 * and the order in which they finish. Throws Interrupted, RunsFailed, or a SwitchyardError about the folder.
 */
export async function runPlan(plan: Plan, options: RunOptions): Promise<ExperimentResults> {
  const { shard } = options
  if (plan.precision !== undefined && shard !== undefined)
    throw new SwitchyardError(
      `--shard ${shard.index}/${shard.of}: found an experiment whose seeds are added ${plan.precision.written}, expected how many seeds, as in --seeds 30: a part knows its own results alone, and cannot tell when all are enough.`,
    )
  const folder = await ResultsFolder.prepare(options.folder, plan, options.whenDifferent)
  options.onFolder?.(folder.choice)
  const wanted = shardOf(
    folder.plan.runs.map((entry, index) => ({ entry, run: plan.runs[index]! })),
    shard,
  )
  const records = new Map<string, RunRecord>()
  for (const { entry } of wanted) {
    const record = await folder.finished(entry)
    if (record !== undefined) records.set(entry.id, record)
  }
  const ahead = plan.precision === undefined ? 0 : wanted.length - records.size
  const sweep = new Sweep(folder, records, { ...options, ahead })
  try {
    for (const count of looksOf(plan)) {
      const seeds = new Set(plan.seeds.slice(0, count))
      const round = wanted.filter(({ run }) => seeds.has(run.spec.seed))
      await sweep.run(round)
      const found = round.flatMap(({ entry }) => records.get(entry.id) ?? [])
      if (isEnough(plan, count, found)) return folder.results(found, count)
    }
  } finally {
    await sweep.end()
  }
  throw new Error('the last look is enough')
}
