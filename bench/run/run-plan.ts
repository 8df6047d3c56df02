/**
 * From a plan to results: every run that the folder does not hold yet, on all cores, each kept as soon as it is finished.
 */
import type { ExperimentResults, RunRecord } from '../../reports/experiment-results.ts'
import { SwitchyardError } from '../../sim/errors.ts'
import type { Plan, PlannedRun, RunSpec } from '../plan.ts'
import type { FolderChoice, WhenDifferent } from './folder-choice.ts'
import type { FolderRun } from './folder-plan.ts'
import { Interrupted } from './interrupted.ts'
import { defaultWorkers, RunPool } from './pool.ts'
import { recordSession, startSession } from './provenance.ts'
import { ResultsFolder } from './results-folder.ts'
import { pointOf, RunQueue } from './run-queue.ts'
import { type Shard, shardOf } from './shard.ts'
import { shortRun } from './short-run.ts'

interface Item {
  readonly entry: FolderRun
  readonly run: PlannedRun
}

export interface Progress {
  /** Runs of this plan (or shard) that are finished, and how many there are; fewer once some need not be made. */
  readonly done: number
  readonly total: number
  /** Of those done, how many an earlier process had finished. */
  readonly kept: number
}

export interface RunOptions {
  /** Where the results go; where it holds other results they go beside it, see folder-choice.ts. */
  readonly folder: string
  /** Called once, with the folder that the results really go to. */
  readonly onFolder?: (choice: FolderChoice) => void
  /** Threads; absent: as many as there are cores, at most one a run. */
  readonly workers?: number
  /** Called once at the start and after every finished run. */
  readonly onProgress?: (progress: Progress) => void
  /** Stops the sweep: running simulations are given up, finished ones are kept. */
  readonly signal?: AbortSignal
  readonly shard?: Shard
  readonly whenDifferent?: WhenDifferent
}

export interface FailedRun {
  readonly id: string
  readonly message: string
  /** Set when the fault is Switchyard's own. */
  readonly stack?: string
}

/** Some runs failed; all others were finished and are kept. */
export class RunsFailed extends SwitchyardError {
  override readonly name = 'RunsFailed'
  readonly failed: readonly FailedRun[]

  constructor(failed: readonly FailedRun[], total: number) {
    const others = total - failed.length
    const kept =
      others === 0
        ? ''
        : `; ${others === 1 ? 'the other one is' : `the other ${others} are`} finished and kept`
    super(`${failed.length} of ${count(total, 'run')} failed${kept}.\n${sentences(failed).join('\n')}`)
    this.failed = failed
  }
}

/**
 * Executes a plan, or one shard of it, and returns the results in the order of the plan, whatever the number of workers
 * and the order in which they finish. Throws Interrupted, RunsFailed, or a SwitchyardError about the folder.
 */
export async function runPlan(plan: Plan, options: RunOptions): Promise<ExperimentResults> {
  const folder = await ResultsFolder.prepare(options.folder, plan, options.whenDifferent)
  options.onFolder?.(folder.choice)
  const wanted = shardOf(
    folder.plan.runs.map((entry, index) => ({ entry, run: plan.runs[index]! })),
    options.shard,
  )
  const records = new Map<string, RunRecord>()
  const left: Item[] = []
  const known = new Map<string, RunRecord['result']>()
  for (const each of wanted) {
    const record = await folder.finished(each.entry)
    if (record === undefined) left.push(each)
    else {
      records.set(each.entry.id, record)
      known.set(pointOf(each.run), record.result)
    }
  }

  const kept = records.size
  const queue = new RunQueue(left, known)
  const total = () => wanted.length - queue.spared
  const report = () => options.onProgress?.({ done: records.size, total: total(), kept })
  report()
  let failed: readonly FailedRun[] = []
  const toDo = left.length - queue.spared
  if (toDo > 0) {
    const workers = Math.min(options.workers ?? defaultWorkers(toDo), toDo)
    const endSession = startSession(workers)
    try {
      failed = await executeAll(left, queue, workers, options.signal, async ({ entry, run }, resultJson) => {
        const record = await folder.keep(entry, resultJson)
        records.set(entry.id, record)
        queue.done(run, record.result)
        report()
      })
    } finally {
      await recordSession(folder.path, options.shard, endSession(records.size - kept)).catch(() => {
        // On a full disk the error about the run is the one to tell.
      })
    }
  }
  if (options.signal?.aborted && records.size < total()) {
    throw new Interrupted(
      `Stopped after ${records.size} of ${count(total(), 'run')}; run the same command again to go on.`,
    )
  }
  if (failed.length > 0) throw new RunsFailed(failed, total())
  return folder.results(wanted.flatMap(({ entry }) => records.get(entry.id) ?? []))
}

/**
 * Deals runs out to the workers, each the next one as soon as it is free. A run that fails does not keep the others from
 * running; the failures are returned in the order of the plan. A result that cannot be written ends everything.
 */
async function executeAll(
  runs: readonly Item[],
  queue: RunQueue<Item>,
  workers: number,
  signal: AbortSignal | undefined,
  keep: (item: Item, resultJson: string) => Promise<void>,
): Promise<FailedRun[]> {
  const pool = new RunPool(workers)
  const run = async (spec: RunSpec) =>
    (runs.length === 1 ? await shortRun(spec) : undefined) ?? (await pool.run(spec))
  const failed = new Map<string, FailedRun>()
  let broken: unknown
  const stop = () => {
    queue.stop()
    void pool.stop()
  }
  signal?.addEventListener('abort', stop, { once: true })

  const takeRuns = async () => {
    for (;;) {
      const item = await queue.take()
      if (item === undefined || broken !== undefined || signal?.aborted) return
      const { entry, run: planned } = item
      try {
        const answer = await run(planned.spec)
        if ('resultJson' in answer) {
          await keep(item, answer.resultJson)
          continue
        }
        failed.set(
          entry.id,
          'mistake' in answer
            ? { id: entry.id, message: answer.mistake }
            : { id: entry.id, message: answer.fault, stack: answer.stack },
        )
        queue.done(planned, undefined)
      } catch (error) {
        // A stopped pool rejects what it was running; that is no failure of the run.
        if (signal?.aborted || broken !== undefined) return
        broken = error
        stop()
      }
    }
  }
  await Promise.all(Array.from({ length: workers }, takeRuns))
  signal?.removeEventListener('abort', stop)
  await pool.stop()
  if (broken !== undefined) throw broken
  return runs.flatMap(({ entry }) => failed.get(entry.id) ?? [])
}

/** One sentence for each different cause, with the runs that it hit. */
function sentences(failed: readonly FailedRun[]): string[] {
  const causes = new Map<string, FailedRun[]>()
  for (const run of failed) causes.set(run.message, [...(causes.get(run.message) ?? []), run])
  return [...causes].map(([message, runs]) => {
    const ids = runs.slice(0, 3).map(run => run.id)
    const more = runs.length > 3 ? ` and ${runs.length - 3} more` : ''
    return `  ${ids.join(', ')}${more}: ${message}`
  })
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
