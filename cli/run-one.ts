/**
 * One experiment, from its plan to its results: what is said before, how far it is, and where the results go.
 */
import { join } from 'node:path'
import type { Plan } from '../bench/plan.ts'
import type { FolderChoice, WhenDifferent } from '../bench/run/folder-choice.ts'
import type { Shard } from '../bench/run/shard.ts'
import type { ExperimentResults } from '../reports/experiment-results.ts'
import { printable } from '../reports/printable.ts'

/** What is loaded when something runs; see run-parts.ts. */
type Parts = typeof import('./run-parts.ts')

export interface OneOptions {
  readonly workers?: number
  readonly shard?: Shard
  readonly check?: true
  readonly force?: true
  readonly fresh?: true
  readonly quiet?: true
  readonly signal: AbortSignal
}

/** Runs what the folder does not hold yet, and says on the way what its user should know. */
export async function runOne(
  { planWarnings, offeredSentences, precisionAim, progressView, runPlan, sparedRuns }: Parts,
  written: Plan,
  asked: string,
  options: OneOptions,
): Promise<{ readonly folder: string; readonly results: ExperimentResults }> {
  const { signal, workers, shard } = options
  const plan = withChecks(written, options)
  const quiet = options.quiet === true
  if (!quiet) for (const warning of planWarnings(plan)) process.stderr.write(`${warning}\n`)
  if (!quiet && plan.precision !== undefined) process.stderr.write(`${precisionAim(plan.precision)}\n`)
  if (!quiet) for (const sentence of await offeredSentences(plan)) process.stderr.write(`${sentence}\n`)
  const view = await progressView(process.stderr, quiet)
  let folder = asked
  const runs = runPlan(plan, {
    folder,
    signal,
    onFolder: choice => {
      folder = choice.path
      sayFolder(choice, quiet)
    },
    whenDifferent: whenDifferent(options),
    onProgress: progress => view.show(progress),
    ...(workers === undefined ? {} : { workers }),
    ...(shard === undefined ? {} : { shard }),
  })
  const results = await runs.finally(() => view.end())
  const spared = quiet || shard !== undefined ? '' : sparedRuns(results)
  if (spared !== '') process.stderr.write(`${spared}\n`)
  return { folder, results }
}

/** `--check` belongs to no experiment: it changes how long a run takes, not what comes out. */
function withChecks(plan: Plan, { check }: OneOptions): Plan {
  if (!check) return plan
  return { ...plan, runs: plan.runs.map(run => ({ ...run, spec: { ...run.spec, check } })) }
}

/** Where the results are is said in any case: they are not where somebody will look. */
function sayFolder({ path, because, others }: FolderChoice, quiet: boolean): void {
  if (because !== undefined) process.stderr.write(`${printable(because)}\n`)
  if (others > 0 && !quiet) {
    const what = others === 1 ? 'a finished run that is' : `${others} finished runs that are`
    process.stderr.write(
      `${join(path, 'runs')} also holds ${what} no part of this experiment now; kept (--fresh deletes them).\n`,
    )
  }
}

function whenDifferent({ fresh, force }: OneOptions): WhenDifferent {
  return fresh ? 'start-afresh' : force ? 'in-place' : 'beside'
}
